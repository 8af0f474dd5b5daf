#include "core/formats/drafted_request.h"

#include "core/auth/written_credential.h"
#include "core/formats/form_text.h"
#include "core/http/credentials.h"
#include "core/http/url.h"
#include "core/json/values.h"

namespace keyhole {

namespace {

/// Makes the request step by step; what is typed among the fields stands before what follows from other parts of the draft.
class Drafting {
public:
    explicit Drafting(const RequestDraft &draft) : m_draft(draft) { }
    DraftedRequest run();

private:
    void addAddress();
    void addFields();
    void addBody();
    void addParts();
    void addAuth(const AuthDraft &auth);
    void addCookies();
    void addCookie(const QByteArray &pair);
    DraftRow *find(QByteArrayView name);
    void addAutomatic(const char *name, const QByteArray &value);
    void note(const QString &what) { m_request.notes.push_back({what, {}, {}}); }
    QByteArray contentOf(const QString &file);

    const RequestDraft &m_draft;
    DraftedRequest m_request;
};

DraftedRequest Drafting::run()
{
    m_request.method = m_draft.method;
    addFields();
    addAddress();
    addBody();
    addAuth(m_draft.auth);
    for (const AuthDraft &auth : m_draft.furtherAuth)
        addAuth(auth);
    addCookies();
    return std::move(m_request);
}

DraftRow *Drafting::find(QByteArrayView name)
{
    const auto found = std::find_if(m_request.fields.begin(), m_request.fields.end(),
                                    [name](const DraftRow &row) { return equalsIgnoringCase(row.name, name); });
    return found == m_request.fields.end() ? nullptr : &*found;
}

void Drafting::addFields()
{
    for (const DraftRow &row : m_draft.fields) {
        if (row.enabled && !row.name.isEmpty())
            m_request.fields.push_back(row);
    }
}

void Drafting::addAutomatic(const char *name, const QByteArray &value)
{
    const bool off = std::any_of(m_draft.automatic.begin(), m_draft.automatic.end(), [name](const AutomaticField &field) {
        return field.mode == AutomaticMode::Off && equalsIgnoringCase(field.name, name);
    });
    if (!off && !find(name))
        m_request.fields.push_back({true, name, value, {}});
}

/// As it goes over the wire: no user information, no fragment, a path in any case.
void Drafting::addAddress()
{
    auto url = Url::parse(m_draft.address);
    m_request.url = m_draft.address;
    if (!url)
        return;
    if (url->userInfo && m_draft.auth.kind == AuthKind::None && !find("Authorization")) {
        const QByteArray given = *url->userInfo;
        const qsizetype colon = given.contains(':') ? given.indexOf(':') : given.size();
        const QByteArray user = QByteArray::fromPercentEncoding(given.first(colon));
        m_request.fields.push_back(
            {true, "Authorization", "Basic " + formatBasic(user, QByteArray::fromPercentEncoding(given.mid(colon + 1))), {}});
    }
    url->userInfo.reset();
    url->fragment.reset();
    if (url->path.isEmpty())
        url->path = "/";
    m_request.url = url->toString();
}

QByteArray Drafting::contentOf(const QString &file)
{
    note(QStringLiteral("The content of the file %1 is not read; “@” and its name stand in its place.").arg(file));
    return '@' + file.toUtf8();
}

void Drafting::addBody()
{
    const BodyDraft &body = m_draft.body;
    switch (body.kind) {
    case BodyKind::None:
        return;
    case BodyKind::Json:
        m_request.body = body.text;
        return addAutomatic("Content-Type", "application/json");
    case BodyKind::Text:
        m_request.body = body.text;
        return addAutomatic("Content-Type", "text/plain;charset=UTF-8");
    case BodyKind::Form:
        m_request.body = formText(body.form);
        return addAutomatic("Content-Type", "application/x-www-form-urlencoded");
    case BodyKind::Multipart:
        return addParts();
    case BodyKind::File:
        m_request.body = contentOf(body.file);
        return addAutomatic("Content-Type", "application/octet-stream");
    }
}

void Drafting::addParts()
{
    DraftRow *typed = find("Content-Type");
    const char *disposition = typed && !typed->value.toLower().startsWith("multipart/form-data") ? "attachment" : "form-data";  // as curl
    QByteArrayList parts;
    for (const BodyPart &part : m_draft.body.parts) {
        if (!part.enabled)
            continue;
        if (!part.file.isEmpty())
            (void)contentOf(part.file);
        parts.append(formPart(part, disposition));
    }
    const QByteArray boundary = boundaryFor(parts);
    m_request.body += multipartText(parts, boundary);
    if (typed)
        typed->value += "; boundary=" + boundary;
    addAutomatic("Content-Type", "multipart/form-data; boundary=" + boundary);
}

void Drafting::addAuth(const AuthDraft &auth)
{
    if (auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited)
        return;
    const auto written = writtenCredential(auth);
    if (!written)
        return note(QStringLiteral("The credential is made when the request is sent; it does not stand among the fields."));
    const auto &[place, name, value] = *written;
    if (place == KeyPlace::Cookie)
        addCookie(name + '=' + value);
    else if (place == KeyPlace::Query)
        m_request.url += (m_request.url.contains('?') ? "&" : "?") + name.toPercentEncoding("{}") + '=' + value.toPercentEncoding("{}");
    else if (auth.kind == AuthKind::ApiKey)
        m_request.fields.push_back({true, name, value, {}});
    else
        addAutomatic("Authorization", value);
}

void Drafting::addCookie(const QByteArray &pair)
{
    if (DraftRow *field = find("Cookie"))
        field->value += "; " + pair;
    else
        m_request.fields.push_back({true, "Cookie", pair, {}});
}

void Drafting::addCookies()
{
    for (const DraftRow &row : m_draft.cookies) {
        if (row.enabled)
            addCookie(row.name + '=' + row.value);
    }
}

}

DraftedRequest draftedRequest(const RequestDraft &draft)
{
    return Drafting(draft).run();
}

JsonValue draftedRequestJson(const DraftedRequest &request)
{
    std::vector<JsonValue> fields;
    for (const DraftRow &row : request.fields)
        fields.push_back(jsonList({jsonText(row.name), jsonText(row.value.trimmed())}));
    QStringList warnings;
    for (const Error &note : request.notes)
        warnings.append(note.place.isEmpty() ? note.what : note.what + QStringLiteral(" (%1)").arg(note.place));
    const bool isText = request.body.isValidUtf8();
    std::vector<JsonMember> members{{"method", jsonText(request.method)},
                                    {"url", jsonText(request.url)},
                                    {"headers", jsonList(std::move(fields))},
                                    {"body", jsonText(isText ? request.body : request.body.toBase64())}};
    if (!isText)
        members.push_back({"bodyEncoding", jsonText("base64")});
    members.push_back({"warnings", jsonTexts(warnings)});
    return jsonObject(std::move(members));
}

}
