#include "core/formats/import/insomnia_request.h"

#include "core/formats/import/auth_members.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

QByteArray convertedText(const QByteArray &text)
{
    if (!text.contains("{{"))
        return text;
    static const QRegularExpression kReference(QStringLiteral(R"(\{\{\s*(?:_\.|_\[['"])?([\w.\-]+)(?:['"]\])?\s*\}\})"));
    return QString::fromUtf8(text).replace(kReference, QStringLiteral("{{\\1}}")).toUtf8();
}

DraftRow insomniaRow(const JsonValue &row)
{
    return {!looseBool(row, "disabled"), looseText(row, "name"), looseText(row, "value"), looseString(row, "description")};
}

void addPart(const JsonValue &row, RequestDraft &draft)
{
    BodyPart part{!looseBool(row, "disabled"), looseText(row, "name"), looseText(row, "value"), {}, {}};
    if (looseText(row, "type") == "file")
        part.file = looseString(row, "fileName");
    else if (looseText(row, "multiline").contains('/'))
        part.contentType = looseText(row, "multiline");
    draft.body.parts.push_back(std::move(part));
}

void readBody(const JsonValue *body, RequestDraft &draft)
{
    if (!body || body->members.empty())
        return;
    const QByteArray type = looseText(*body, "mimeType");
    if (type == "application/x-www-form-urlencoded") {
        draft.body.kind = BodyKind::Form;
        for (const JsonValue &row : itemsOf(body->find("params")))
            draft.body.form.push_back(insomniaRow(row));
    } else if (type == "multipart/form-data") {
        draft.body.kind = BodyKind::Multipart;
        for (const JsonValue &row : itemsOf(body->find("params")))
            addPart(row, draft);
        std::erase_if(draft.fields, [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Content-Type"); });
    } else if (body->find("fileName")) {
        draft.body.kind = BodyKind::File;
        draft.body.file = looseString(*body, "fileName");
    } else if (type == "application/graphql") {
        setTextBody(draft, looseText(*body, "text"), "application/json");
    } else if (const QByteArray text = looseText(*body, "text"); !text.isEmpty()) {
        setTextBody(draft, text, type);
    }
}

void setPathParameters(RequestDraft &draft, const JsonValue *parameters)
{
    for (const JsonValue &row : itemsOf(parameters)) {
        const QByteArray value = looseText(row, "value");
        const QByteArray name = looseText(row, "name");
        QByteArrayList segments = draft.address.split('/');
        for (QByteArray &segment : segments) {
            if (segment == ':' + name)
                segment = value.isEmpty() ? "{{" + name + "}}" : value;
        }
        draft.address = segments.join('/');
    }
}

/// Settings stand in the request itself (format 4), or in "settings" (5).
void readSettings(const JsonValue &request, RequestDraft &draft)
{
    const JsonValue *settings = request.find("settings");
    const QByteArray follow = settings ? looseText(*settings, "followRedirects") : looseText(request, "settingFollowRedirects");
    draft.followRedirects = follow != "off" && follow != "false";
    const JsonValue *send = settings ? settings->at({"cookies", "send"}) : request.find("settingSendCookies");
    draft.useJar = looseText(send) != "false";
}

void readScripts(const JsonValue &request, std::vector<KeptScript> &kept, ImportReading &reading)
{
    const JsonValue *scripts = request.find("scripts");
    const JsonValue *before = scripts ? scripts->find("preRequest") : request.find("preRequestScript");
    const JsonValue *after = scripts ? scripts->find("afterResponse") : request.find("afterResponseScript");
    reading.keepScript(kept, QStringLiteral("before the request"), looseText(before));
    reading.keepScript(kept, QStringLiteral("after the answer"), looseText(after));
}

bool hasTag(const RequestDraft &draft)
{
    const auto inRow = [](const DraftRow &row) { return row.value.contains("{%"); };
    return draft.address.contains("{%") || draft.body.text.contains("{%") || draft.auth.user.contains("{%")
        || draft.auth.secret.reveal().contains("{%") || std::any_of(draft.fields.begin(), draft.fields.end(), inRow)
        || std::any_of(draft.body.form.begin(), draft.body.form.end(), inRow)
        || std::any_of(draft.body.parts.begin(), draft.body.parts.end(), [](const BodyPart &part) { return part.value.contains("{%"); });
}

void flatten(const JsonValue &value, const QByteArray &name, std::vector<Variable> &variables)
{
    if (!value.isObject()) {
        variables.push_back({name, value.isArray() ? toJson(value) : looseText(&value), false});
        return;
    }
    for (const JsonMember &member : value.members)
        flatten(member.value, name.isEmpty() ? member.name : name + '.' + member.name, variables);
}

}

void convertInsomniaTemplates(JsonValue &tree)
{
    if (tree.isString())
        tree.text = convertedText(tree.text);
    for (JsonValue &item : tree.items)
        convertInsomniaTemplates(item);
    for (JsonMember &member : tree.members)
        convertInsomniaTemplates(member.value);
}

std::vector<DraftRow> insomniaRows(const JsonValue *rows)
{
    std::vector<DraftRow> read;
    for (const JsonValue &row : itemsOf(rows)) {
        if (DraftRow drafted = insomniaRow(row); !drafted.name.isEmpty())
            read.push_back(std::move(drafted));
    }
    return read;
}

std::vector<Variable> insomniaVariables(const JsonValue *data)
{
    std::vector<Variable> variables;
    for (const JsonMember &member : membersOf(data))
        flatten(member.value, member.name, variables);
    return variables;
}

AuthDraft insomniaAuth(const JsonValue &owner, ImportReading &reading)
{
    const JsonValue *authentication = owner.find("authentication");
    QByteArray type = authentication ? looseText(*authentication, "type") : QByteArray();
    if (type.isEmpty() && authentication && authentication->find("username"))
        type = "basic";  // before there were other schemes
    if (type.isEmpty())
        return {.kind = AuthKind::Inherited, .user = {}, .secret = {}};
    if (looseBool(*authentication, "disabled")) {
        reading.note(QStringLiteral("The credential is switched off, and is left out."));
        return {};
    }
    return authNamed(type, AuthMembers(authentication), reading);
}

bool isInsomniaHttp(const JsonValue &request, ImportReading &reading)
{
    const QByteArray address = looseText(request, "url");
    const JsonValue *meta = request.find("meta");
    const QByteArray id = meta ? looseText(*meta, "id") : looseText(request, "_id");
    const bool other = address.startsWith("ws:") || address.startsWith("wss:") || id.startsWith("ws-") || id.startsWith("greq_")
        || id.startsWith("socketio") || request.find("protoFileId") || request.find("protoMethodName");
    if (other)
        reading.note(QStringLiteral("“%1” is no HTTP request, and is left out.").arg(looseString(request, "name")));
    return !other;
}

RequestDraft insomniaRequest(const JsonValue &request, ImportReading &reading)
{
    RequestDraft draft;
    draft.name = looseString(request, "name");
    if (const QByteArray method = looseText(request, "method"); !method.isEmpty())
        draft.method = method;
    draft.address = looseText(request, "url");
    const JsonValue *meta = request.find("meta");
    draft.description = meta ? looseString(*meta, "description") : looseString(request, "description");
    setPathParameters(draft, request.find("pathParameters"));
    for (const DraftRow &parameter : insomniaRows(request.find("parameters")))
        addQueryRow(draft, parameter);
    draft.fields = insomniaRows(request.find("headers"));
    draft.auth = insomniaAuth(request, reading);
    readBody(request.find("body"), draft);
    readSettings(request, draft);
    readScripts(request, draft.scripts, reading);
    if (hasTag(draft))
        reading.note(QStringLiteral("A template tag (“{% … %}”) is kept as text; it is not filled in."),
                     QStringLiteral("Put a variable in its place."));
    return draft;
}

}
