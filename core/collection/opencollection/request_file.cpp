#include "core/collection/opencollection/request_file.h"

#include "core/collection/opencollection/auth_member.h"
#include "core/collection/opencollection/body_member.h"
#include "core/collection/opencollection/params_member.h"
#include "core/collection/opencollection/runtime_member.h"

namespace keyhole {

namespace {

using namespace opencollection;

QByteArray withPathParams(QByteArray address, const std::vector<DraftRow> &params)
{
    const qsizetype end = std::min({address.indexOf('?') < 0 ? address.size() : address.indexOf('?'),
                                    address.indexOf('#') < 0 ? address.size() : address.indexOf('#')});
    QList<QByteArray> segments = address.left(end).split('/');
    for (QByteArray &segment : segments) {
        const auto named
            = std::find_if(params.begin(), params.end(), [&segment](const DraftRow &row) { return segment == ':' + row.name; });
        if (named != params.end() && named->enabled)
            segment = named->value;
    }
    return segments.join('/') + address.mid(end);
}

}

RequestDraft RequestFile::toSend() const
{
    RequestDraft sent = draft;
    sent.address = withPathParams(draft.address, pathParams);
    const bool typed = std::any_of(draft.fields.begin(), draft.fields.end(), [](const DraftRow &row) {
        return row.enabled && row.name.compare("Content-Type", Qt::CaseInsensitive) == 0;
    });
    if (!mediaType.isEmpty() && !typed)
        sent.fields.push_back({true, "Content-Type", mediaType, {}});
    return sent;
}

namespace opencollection {

namespace {

const YamlValue *at(const YamlValue &value, std::initializer_list<QByteArrayView> path)
{
    const YamlValue *here = &value;
    for (const QByteArrayView name : path) {
        here = here->find(name);
        if (!here)
            return nullptr;
    }
    return here;
}

void noteSecrets(const YamlValue *auth, const QString &file, std::vector<FileNote> &notes)
{
    for (const SecretInFile &secret : secretsIn(auth))
        notes.push_back({FileNote::Kind::Secret, file, secret.line,
                         QStringLiteral("“%1” is a secret that stands in the file").arg(QString::fromUtf8(secret.member))});
}

const YamlValue *authOf(const YamlValue &document)
{
    if (const YamlValue *auth = at(document, {"http", "auth"}))
        return auth;
    return at(document, {"runtime", "auth"});
}

void readSettings(const YamlValue &document, RequestFile &read)
{
    const YamlValue *settings = document.find("settings");
    if (!settings)
        return;
    read.draft.followRedirects = looseBool(*settings, "followRedirects", true);
    read.forwardAuthorizationHeader = looseBool(*settings, "forwardAuthorizationHeader", false);
    read.draft.transport.totalLimit = std::chrono::milliseconds(std::clamp(textOf(*settings, "timeout").toLongLong(), 0LL, 86'400'000LL));
}

void updateSettings(YamlValue &document, const RequestFile &before, const RequestFile &after)
{
    if (before.draft.followRedirects != after.draft.followRedirects)
        setBool(memberOf(document, "settings"), "followRedirects", after.draft.followRedirects, true);
    if (before.forwardAuthorizationHeader != after.forwardAuthorizationHeader)
        setBool(memberOf(document, "settings"), "forwardAuthorizationHeader", after.forwardAuthorizationHeader, false);
    if (before.draft.transport.totalLimit != after.draft.transport.totalLimit)
        memberOf(memberOf(document, "settings"), "timeout")
            = yamlPlain(QByteArray::number(qint64(after.draft.transport.totalLimit.count())));
}

std::vector<QByteArray> readTags(const YamlValue *list)
{
    std::vector<QByteArray> tags;
    for (const YamlValue &tag : list ? list->items : std::vector<YamlValue>())
        tags.push_back(tag.text);
    return tags;
}

YamlValue tagList(const std::vector<QByteArray> &tags)
{
    YamlValue list = yamlSequence();
    for (const QByteArray &tag : tags)
        list.items.push_back(yamlText(tag));
    return list;
}

void updateInfo(YamlValue &info, const RequestFile &before, const RequestFile &after)
{
    if (before.draft.name != after.draft.name)
        memberOf(info, "name") = yamlText(after.draft.name.toUtf8());
    if (before.order != after.order)
        memberOf(info, "seq") = yamlPlain(QByteArray::number(after.order, 'g', 15));
    if (before.tags != after.tags)
        memberOf(info, "tags") = tagList(after.tags);
    if (before.tags != after.tags && after.tags.empty())
        removeMember(info, "tags");
}

void updateHttp(YamlValue &http, const RequestFile &before, const RequestFile &after)
{
    if (before.draft.method != after.draft.method)
        memberOf(http, "method") = yamlText(after.draft.method);
    if (before.draft.address != after.draft.address)
        memberOf(http, "url") = yamlText(after.draft.address);
    updateDraftRows(http, "headers", before.draft.fields, after.draft.fields);
    updateParams(http, before, after);
    updateBody(http, before.draft.body, after.draft.body);
}

}

QByteArray itemType(const YamlValue &document)
{
    QByteArray type = looseText(at(document, {"info", "type"}));
    if (type.isEmpty())
        type = textOf(document, "type");
    for (const char *kind : {"http", "graphql", "grpc", "websocket"}) {
        if (type.isEmpty() && document.find(kind))
            type = kind;
    }
    return type;
}

RequestFile readRequest(const YamlValue &document, const QString &file)
{
    RequestFile read;
    read.draft.name = QString::fromUtf8(looseText(at(document, {"info", "name"})));
    read.order = looseText(at(document, {"info", "seq"})).toDouble();
    read.tags = readTags(at(document, {"info", "tags"}));
    read.draft.description = QString::fromUtf8(looseText(document.find("docs")));
    if (const YamlValue *http = document.find("http")) {
        const QByteArray method = textOf(*http, "method");
        read.draft.method = method.isEmpty() ? QByteArray("GET") : method;
        read.draft.address = textOf(*http, "url");
        read.draft.fields = readRows(http->find("headers"));
        readParams(*http, read);
        FileBody body = readBody(http->find("body"));
        read.draft.body = std::move(body.draft);
        read.mediaType = body.mediaType;
    }
    const YamlValue *auth = authOf(document);
    read.draft.auth = readAuth(auth, AuthKind::None);
    noteSecrets(auth, file, read.notes);
    if (auth && auth->kind == YamlValue::Kind::Mapping && read.draft.auth.kind == AuthKind::None && textOf(*auth, "type") != "none")
        read.notes.push_back(
            {FileNote::Kind::Unknown, file, auth->line,
             QStringLiteral("the scheme “%1” is not known; it stays in the file").arg(QString::fromUtf8(textOf(*auth, "type")))});
    if (const YamlValue *runtime = document.find("runtime"))
        readRuntime(*runtime, read, file);
    readSettings(document, read);
    return read;
}

void updateRequest(YamlValue &document, const RequestFile &before, const RequestFile &after)
{
    const YamlValue old = document;
    updateInfo(memberOf(document, "info"), before, after);
    YamlValue &http = memberOf(document, "http");
    updateHttp(http, before, after);
    if (http.find("auth") || !at(document, {"runtime", "auth"}))
        updateAuth(http, before.draft.auth, after.draft.auth, AuthKind::None);
    else
        updateAuth(memberOf(document, "runtime"), before.draft.auth, after.draft.auth, AuthKind::None);
    updateRuntime(document, before, after);
    updateSettings(document, before, after);
    if (before.draft.description != after.draft.description)
        setText(document, "docs", after.draft.description.toUtf8());
    for (const char *name : {"info", "http"}) {
        if (!old.find(name) && document.find(name)->kind == YamlValue::Kind::Null)
            removeMember(document, name);
    }
    if (document.find("http"))
        placeNewMembers(memberOf(document, "http"), old.find("http"), {"method", "url", "headers", "params", "body", "auth"});
    placeNewMembers(document, &old, {"info", "http", "runtime", "settings", "examples", "docs"});
}

YamlValue newRequest(const RequestFile &request)
{
    YamlValue document = yamlMapping({{"info", 0, yamlMapping({{"name", 0, yamlText("")}, {"type", 0, yamlText("http")}})},
                                      {"http", 0, yamlMapping({{"method", 0, yamlText("GET")}, {"url", 0, yamlText("")}})}});
    RequestFile nothing;
    updateRequest(document, nothing, request);
    return document;
}

}
}
