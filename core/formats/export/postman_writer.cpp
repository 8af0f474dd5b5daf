#include "core/formats/export/export.h"
#include "core/formats/export/postman_auth_writer.h"
#include "core/formats/export/postman_url.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

using Members = std::vector<JsonMember>;

/// Writes items one after the other; what Postman has no place for is noted.
class PostmanWriter {
public:
    Exported write(const Collection &collection);

private:
    JsonValue item(const CollectionItem &item, const QString &path);
    JsonValue items(const std::vector<CollectionItem> &items, const QString &path);
    JsonValue request(const RequestDraft &draft, const QString &path);
    void addAuth(const AuthDraft &auth, const QString &path, Members &members);
    void note(const QString &what, const QString &path) { m_exported.notes.push_back({what, path, {}}); }
    void noteFurther(const RequestDraft &draft, const QString &path);

    Exported m_exported;
};

void addText(Members &members, const QByteArray &name, const QString &text)
{
    if (!text.isEmpty())
        members.push_back({name, jsonText(text.toUtf8())});
}

JsonValue rowJson(const DraftRow &row)
{
    Members members{{"key", jsonText(row.name)}, {"value", jsonText(row.value)}};
    if (!row.enabled)
        members.push_back({"disabled", jsonBool(true)});
    addText(members, "description", row.description);
    return jsonObject(std::move(members));
}

JsonValue rowsJson(const std::vector<DraftRow> &rows)
{
    JsonValue list = jsonList({});
    for (const DraftRow &row : rows)
        list.items.push_back(rowJson(row));
    return list;
}

JsonValue partJson(const BodyPart &part)
{
    Members members{{"key", jsonText(part.name)}, {"type", jsonText(part.file.isEmpty() ? "text" : "file")}};
    members.push_back(part.file.isEmpty() ? JsonMember{"value", jsonText(part.value)} : JsonMember{"src", jsonText(part.file.toUtf8())});
    if (!part.contentType.isEmpty())
        members.push_back({"contentType", jsonText(part.contentType)});
    if (!part.fileName.isEmpty())
        members.push_back({"fileName", jsonText(part.fileName)});
    if (!part.enabled)
        members.push_back({"disabled", jsonBool(true)});
    return jsonObject(std::move(members));
}

std::optional<JsonValue> bodyJson(const BodyDraft &body)
{
    switch (body.kind) {
    case BodyKind::None:
        return std::nullopt;
    case BodyKind::Json:
    case BodyKind::Text: {
        Members members{{"mode", jsonText("raw")}, {"raw", jsonText(body.text)}};
        const JsonValue language = jsonObject({{"language", jsonText(body.kind == BodyKind::Json ? "json" : "text")}});
        members.push_back({"options", jsonObject({{"raw", language}})});
        return jsonObject(std::move(members));
    }
    case BodyKind::Form:
        return jsonObject({{"mode", jsonText("urlencoded")}, {"urlencoded", rowsJson(body.form)}});
    case BodyKind::Multipart: {
        JsonValue parts = jsonList({});
        for (const BodyPart &part : body.parts)
            parts.items.push_back(partJson(part));
        return jsonObject({{"mode", jsonText("formdata")}, {"formdata", parts}});
    }
    case BodyKind::File:
        return jsonObject({{"mode", jsonText("file")}, {"file", jsonObject({{"src", jsonText(body.file.toUtf8())}})}});
    }
    return std::nullopt;
}

void addScripts(const std::vector<KeptScript> &scripts, Members &members)
{
    JsonValue events = jsonList({});
    for (const KeptScript &script : scripts) {
        JsonValue lines = jsonList({});
        for (const QByteArray &line : script.text.split('\n'))
            lines.items.push_back(jsonText(line));
        const char *listen = script.when == QLatin1String("before the request") ? "prerequest" : "test";
        events.items.push_back(
            jsonObject({{"listen", jsonText(listen)}, {"script", jsonObject({{"type", jsonText("text/javascript")}, {"exec", lines}})}}));
    }
    if (!events.items.empty())
        members.push_back({"event", events});
}

void addVariables(const std::vector<Variable> &variables, Members &members)
{
    JsonValue list = jsonList({});
    for (const Variable &variable : variables) {
        // The schema knows no type "secret"; a member of its own keeps that.
        Members row{{"key", jsonText(variable.name)}, {"value", jsonText(variable.value)}, {"type", jsonText("string")}};
        if (variable.secret)
            row.push_back({"secret", jsonBool(true)});
        list.items.push_back(jsonObject(std::move(row)));
    }
    if (!list.items.empty())
        members.push_back({"variable", list});
}

void PostmanWriter::addAuth(const AuthDraft &auth, const QString &path, Members &members)
{
    if (auth.kind == AuthKind::Inherited)
        return;
    const auto written = postmanAuthJson(auth);
    if (written)
        members.push_back({"auth", *written});
    else
        note(QStringLiteral("Its credential is of a scheme that Postman does not have, and is left out."), path);
}

void PostmanWriter::noteFurther(const RequestDraft &draft, const QString &path)
{
    if (!draft.furtherAuth.empty())
        note(QStringLiteral("Of several credentials the first is written."), path);
    if (draft.transport != TransportOptions())
        note(QStringLiteral("How the connection is made is left out."), path);
}

JsonValue PostmanWriter::request(const RequestDraft &draft, const QString &path)
{
    std::vector<DraftRow> fields = draft.fields;
    QByteArray cookies;
    for (const DraftRow &row : draft.cookies)
        cookies += row.enabled ? (cookies.isEmpty() ? "" : "; ") + row.name + '=' + row.value : QByteArray();
    if (!cookies.isEmpty())
        fields.push_back({true, "Cookie", cookies, {}});
    Members members{{"method", jsonText(draft.method)}, {"header", rowsJson(fields)}, {"url", postmanUrl(draft)}};
    addAuth(draft.auth, path, members);
    if (auto body = bodyJson(draft.body))
        members.push_back({"body", std::move(*body)});
    addText(members, "description", draft.description);
    noteFurther(draft, path);
    return jsonObject(std::move(members));
}

JsonValue PostmanWriter::item(const CollectionItem &given, const QString &path)
{
    const QString name = path.isEmpty() ? given.name : path + QStringLiteral(" / ") + given.name;
    Members members{{"name", jsonText(given.name.toUtf8())}};
    if (given.folder) {
        addText(members, "description", given.description);
        addAuth(given.auth, name, members);
        addVariables(given.variables, members);
        addScripts(given.scripts, members);
        members.push_back({"item", items(given.children, name)});
        return jsonObject(std::move(members));
    }
    members.push_back({"request", request(given.request, name)});
    addScripts(given.request.scripts, members);
    if (!given.request.followRedirects)
        members.push_back({"protocolProfileBehavior", jsonObject({{"followRedirects", jsonBool(false)}})});
    return jsonObject(std::move(members));
}

JsonValue PostmanWriter::items(const std::vector<CollectionItem> &given, const QString &path)
{
    JsonValue list = jsonList({});
    for (const CollectionItem &each : given)
        list.items.push_back(item(each, path));
    return list;
}

Exported PostmanWriter::write(const Collection &collection)
{
    Members info{{"name", jsonText(collection.name.toUtf8())},
                 {"schema", jsonText("https://schema.getpostman.com/json/collection/v2.1.0/collection.json")}};
    addText(info, "description", collection.description);
    Members members{{"info", jsonObject(std::move(info))}};
    if (collection.auth.kind != AuthKind::None)
        addAuth(collection.auth, collection.name, members);
    addVariables(collection.environment.variables, members);
    addScripts(collection.scripts, members);
    members.push_back({"item", items(collection.items, {})});
    m_exported.text = toJson(jsonObject(std::move(members))) + '\n';
    return std::move(m_exported);
}

}

Exported writePostman(const Collection &collection)
{
    return PostmanWriter().write(collection);
}

}
