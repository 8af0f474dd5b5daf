#include "core/formats/import/postman_request.h"

#include "core/formats/import/auth_members.h"

namespace keyhole {

namespace {

/// A text, or a list of texts or {"value": text} with something between them.
QByteArray joinedParts(const JsonValue *parts, char separator)
{
    if (!parts || !parts->isArray())
        return looseText(parts);
    QByteArrayList texts;
    for (const JsonValue &part : parts->items)
        texts.append(part.isObject() ? looseText(part, "value") : looseText(&part));
    return texts.join(separator);
}

QByteArray addressFromParts(const JsonValue &url)
{
    QByteArray address = looseText(url, "protocol");
    address += address.isEmpty() ? "" : "://";
    address += joinedParts(url.find("host"), '.');
    if (const QByteArray port = looseText(url, "port"); !port.isEmpty())
        address += ':' + port;
    const QByteArray path = joinedParts(url.find("path"), '/');
    if (!path.isEmpty())
        address += (path.startsWith('/') ? "" : "/") + path;
    return address;
}

/// Puts the values of ":name" segments in; one without a value becomes {{name}}.
void setPathVariables(RequestDraft &draft, const JsonValue *variables, ImportReading &reading)
{
    const qsizetype query = draft.address.indexOf('?');
    const QByteArray tail = query < 0 ? QByteArray() : draft.address.mid(query);
    QByteArrayList segments = draft.address.first(query < 0 ? draft.address.size() : query).split('/');
    for (qsizetype at = 1; at < segments.size(); ++at) {
        if (segments[at].size() < 2 || !segments[at].startsWith(':'))
            continue;
        const QByteArray name = segments[at].mid(1);
        QByteArray value;
        for (const JsonValue &row : itemsOf(variables)) {
            if (looseText(row, row.find("key") ? "key" : "id") == name)
                value = looseText(row, "value");
        }
        if (value.isEmpty())
            reading.note(QStringLiteral("The part “:%1” of the path has no value; it becomes {{%1}}.").arg(QString::fromUtf8(name)));
        segments[at] = value.isEmpty() ? "{{" + name + "}}" : value;
    }
    draft.address = segments.join('/') + tail;
}

/// Whether the address as text has the rows of the table, each in its place: then it is what was typed, down to "a=" and "a".
bool isQueryOf(QByteArrayView raw, const std::vector<JsonValue> &rows)
{
    const QByteArrayList pairs = raw.toByteArray().split('&');
    if (size_t(pairs.size()) != rows.size())
        return false;
    return std::equal(pairs.begin(), pairs.end(), rows.begin(), [](const QByteArray &pair, const JsonValue &json) {
        const DraftRow row = postmanRow(json);
        const qsizetype equals = pair.indexOf('=');
        return row.enabled && row.name == (equals < 0 ? pair : pair.first(equals))
            && row.value == (equals < 0 ? QByteArray() : pair.mid(equals + 1));
    });
}

void readUrl(const JsonValue *url, RequestDraft &draft, ImportReading &reading)
{
    if (!url || !url->isObject()) {
        draft.address = looseText(url);
        return;
    }
    QByteArray raw = looseText(*url, "raw");
    const JsonValue *query = url->find("query");
    const qsizetype hash = raw.indexOf('#');
    const QByteArray fragment = hash < 0 ? QByteArray() : raw.mid(hash);
    const qsizetype mark = raw.first(raw.size() - fragment.size()).indexOf('?');
    if (itemsOf(query).empty()
        || (mark >= 0 && isQueryOf(QByteArrayView(raw).sliced(mark + 1, raw.size() - fragment.size() - mark - 1), itemsOf(query))))
        query = nullptr;
    if (query)
        raw.truncate(mark >= 0 ? mark : raw.size() - fragment.size());
    draft.address = raw.isEmpty() ? addressFromParts(*url) : raw;
    setPathVariables(draft, url->find("variable"), reading);
    for (const JsonValue &row : itemsOf(query))
        addQueryRow(draft, postmanRow(row));
    if (query)
        draft.address += fragment;
}

void readHeaders(const JsonValue *headers, RequestDraft &draft)
{
    for (const JsonValue &row : itemsOf(headers)) {
        if (!looseText(row, "key").isEmpty())
            draft.fields.push_back(postmanRow(row));
    }
    for (const JsonMember &member : membersOf(headers))
        draft.fields.push_back({true, member.name, looseText(&member.value), {}});
    if (!headers || !headers->isString())
        return;
    for (const QByteArray &line : headers->text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            draft.fields.push_back({true, line.first(colon).trimmed(), line.mid(colon + 1).trimmed(), {}});
    }
}

/// A file may be one, a list of them, or missing where the person has not chosen one: then there is one without a name.
QStringList filesOf(const JsonValue &row, ImportReading &reading)
{
    const JsonValue *source = row.find("src");
    QStringList files;
    for (const JsonValue &file : itemsOf(source))
        files.append(QString::fromUtf8(looseText(&file)));
    if (files.isEmpty())
        files.append(QString::fromUtf8(looseText(source)));
    if (files.contains(QString()))
        reading.note(QStringLiteral("A file is not named."), QStringLiteral("Choose one in the body."));
    return files;
}

void readParts(const JsonValue *rows, RequestDraft &draft, ImportReading &reading)
{
    draft.body.kind = BodyKind::Multipart;
    for (const JsonValue &row : itemsOf(rows)) {
        BodyPart part{!looseBool(row, "disabled"), looseText(row, "key"), looseText(row, "value"), {}, looseText(row, "contentType")};
        part.fileName = looseText(row, "fileName");
        const bool isFile = looseText(row, "type") == "file";
        for (const QString &file : isFile ? filesOf(row, reading) : QStringList{QString()}) {
            part.file = file;
            draft.body.parts.push_back(part);
        }
    }
}

void readGraphQl(const JsonValue *content, RequestDraft &draft)
{
    if (!content)
        return;
    const JsonValue *variables = content->find("variables");
    setGraphQlBody(draft, looseText(*content, "query"), variables && variables->isObject() ? toJson(*variables) : looseText(variables));
}

QByteArray mediaTypeOf(const JsonValue &body)
{
    const JsonValue *language = body.at({"options", "raw", "language"});
    const QByteArray name = looseText(language);
    if (name == "json")
        return "application/json";
    if (name == "xml")
        return "application/xml";
    if (name == "html")
        return "text/html";
    if (name == "javascript")
        return "application/javascript";
    return {};
}

QByteArray typedMediaType(const RequestDraft &draft)
{
    for (const DraftRow &row : draft.fields) {
        if (row.enabled && equalsIgnoringCase(row.name, "Content-Type"))
            return row.value;
    }
    return {};
}

void readRaw(const JsonValue &body, RequestDraft &draft)
{
    const QByteArray text = looseText(body, "raw");
    if (text.isEmpty())
        return;
    const QByteArray typed = typedMediaType(draft);
    setTextBody(draft, text, typed.isEmpty() ? mediaTypeOf(body) : typed);
}

void readBody(const JsonValue *body, RequestDraft &draft, ImportReading &reading)
{
    if (!body || !body->isObject() || looseBool(*body, "disabled"))
        return;
    const QByteArray mode = looseText(*body, "mode");
    if (mode == "raw") {
        readRaw(*body, draft);
    } else if (mode == "urlencoded") {
        draft.body.kind = BodyKind::Form;
        for (const JsonValue &row : itemsOf(body->find("urlencoded")))
            draft.body.form.push_back(postmanRow(row));
    } else if (mode == "formdata") {
        readParts(body->find("formdata"), draft, reading);
    } else if (mode == "graphql") {
        readGraphQl(body->find("graphql"), draft);
    } else if (mode == "file") {
        draft.body.kind = BodyKind::File;
        const JsonValue *file = body->find("file");
        draft.body.file = file && file->isObject() ? filesOf(*file, reading).first() : QString::fromUtf8(looseText(file));
    } else if (!mode.isEmpty()) {
        reading.note(QStringLiteral("The body of the kind “%1” is left out.").arg(QString::fromUtf8(mode)));
    }
}

}

QString postmanDescription(const JsonValue &owner)
{
    const JsonValue *description = owner.find("description");
    return description && description->isObject() ? looseString(*description, "content") : QString::fromUtf8(looseText(description));
}

DraftRow postmanRow(const JsonValue &row)
{
    return {!looseBool(row, "disabled"), looseText(row, "key"), looseText(row, "value"), postmanDescription(row)};
}

std::vector<Variable> postmanVariables(const JsonValue *list, ImportReading &reading)
{
    std::vector<Variable> variables;
    const auto add = [&](const QByteArray &name, const JsonValue &row) {
        const bool off = looseBool(row, "disabled") || !looseBool(row, "enabled", true);
        const bool secret = looseText(row, "type") == "secret" || looseBool(row, "secret");
        if (off)
            reading.note(QStringLiteral("The variable “%1” is switched off, and is left out.").arg(QString::fromUtf8(name)));
        else if (!name.isEmpty())
            variables.push_back({name, looseText(row, "value"), secret});
    };
    for (const JsonValue &row : itemsOf(list))
        add(row.find("key") ? looseText(row, "key") : looseText(row, "id"), row);
    for (const JsonMember &member : membersOf(list)) {
        if (member.value.isObject())
            add(member.name, member.value);
        else
            variables.push_back({member.name, looseText(&member.value), false});
    }
    return variables;
}

AuthDraft postmanAuth(const JsonValue *auth, AuthKind absent, ImportReading &reading)
{
    if (!auth || !auth->isObject())
        return {.kind = absent, .user = {}, .secret = {}};
    const QByteArray type = looseText(*auth, "type");
    const JsonValue *members = auth->find(type);
    return authNamed(type, AuthMembers(members ? members : auth->find("credentials")), reading);
}

void postmanBehavior(const JsonValue *behavior, RequestDraft &draft, ImportReading &reading)
{
    if (!behavior)
        return;
    draft.followRedirects = looseBool(*behavior, "followRedirects", draft.followRedirects);
    for (const char *other : {"followAuthorizationHeader", "followOriginalHttpMethod", "maxRedirects", "disableUrlEncoding",
                              "removeRefererHeaderOnRedirect", "tlsPreferServerCiphers", "insecureHTTPParser"}) {
        if (const QByteArray value = looseText(*behavior, other); !value.isEmpty() && value != "false")
            reading.note(QStringLiteral("The setting “%1” is left out.").arg(QLatin1String(other)));
    }
    draft.useJar = !looseBool(*behavior, "disableCookies");
    if (!looseBool(*behavior, "strictSSL", true))
        reading.noteIgnoredTransport(QStringLiteral("That certificates need not be valid"));
    for (const JsonMember &each : membersOf(behavior->find("disabledSystemHeaders"))) {
        for (const char *name : {"Host", "User-Agent", "Accept", "Accept-Encoding", "Content-Type", "Content-Length"}) {
            if (looseBool(*behavior->find("disabledSystemHeaders"), each.name) && equalsIgnoringCase(each.name, name))
                draft.automatic.push_back({name, AutomaticMode::Off});
        }
    }
}

RequestDraft postmanRequest(const JsonValue &request, ImportReading &reading)
{
    RequestDraft draft;
    draft.auth.kind = AuthKind::Inherited;
    if (!request.isObject()) {
        draft.address = looseText(&request);
        return draft;
    }
    if (const QByteArray method = looseText(request, "method").trimmed(); !method.isEmpty())
        draft.method = method;
    draft.description = postmanDescription(request);
    readUrl(request.find("url"), draft, reading);
    readHeaders(request.find("header"), draft);
    draft.auth = postmanAuth(request.find("auth"), AuthKind::Inherited, reading);
    readBody(request.find("body"), draft, reading);
    if (request.find("proxy"))
        reading.noteIgnoredTransport(QStringLiteral("A proxy"));
    if (request.find("certificate"))
        reading.noteIgnoredTransport(QStringLiteral("A client certificate"));
    return draft;
}

}
