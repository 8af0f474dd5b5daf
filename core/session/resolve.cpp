#include "core/auth/authorization.h"
#include "core/session/assemble.h"
#include "core/session/binding.h"
#include "core/session/body.h"

namespace keyhole {

namespace {

/// Collects fields with their origins, and knows what was typed.
struct FieldWriter {
    const RequestDraft &draft;
    Request &request;

    void add(const QByteArray &name, const QByteArray &value, FieldOrigin origin)
    {
        request.fields.append(name, value);
        request.origins.push_back(origin);
    }

    bool isTyped(QByteArrayView name) const
    {
        return std::any_of(draft.fields.begin(), draft.fields.end(),
                           [name](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, name); });
    }

    void addAutomatic(const QByteArray &name, const QByteArray &value)
    {
        const auto chosen = std::find_if(draft.automatic.begin(), draft.automatic.end(),
                                         [&](const AutomaticField &field) { return equalsIgnoringCase(field.name, name); });
        const AutomaticMode mode = chosen == draft.automatic.end() ? AutomaticMode::UnlessTyped : chosen->mode;
        if (mode == AutomaticMode::Always || (mode == AutomaticMode::UnlessTyped && !isTyped(name)))
            add(name, value, FieldOrigin::Automatic);
    }

    void addTyped(const DraftRow &row)
    {
        if (row.enabled && !(row.name.isEmpty() && row.value.isEmpty()))
            add(row.name, row.value, FieldOrigin::Typed);
    }
};

/// RFC 9110, 7.2: Host is the first field.
void addHost(FieldWriter &writer)
{
    writer.addAutomatic("Host", writer.request.url.hostField());
    for (const DraftRow &row : writer.draft.fields) {
        if (equalsIgnoringCase(row.name, "Host"))
            writer.addTyped(row);
    }
}

void addTypedFields(FieldWriter &writer)
{
    for (const DraftRow &row : writer.draft.fields) {
        if (!equalsIgnoringCase(row.name, "Host"))
            writer.addTyped(row);
    }
}

void addQuery(Url &url, const QByteArray &pair)
{
    if (pair.isEmpty())
        return;
    url.query = url.query && !url.query->isEmpty() ? *url.query + '&' + pair : pair;
}

void join(QByteArray &cookies, const QByteArray &more)
{
    if (!more.isEmpty())
        cookies += (cookies.isEmpty() ? "" : "; ") + more;
}

/// The jar's cookies, then those of the draft, then one that is a credential. A typed Cookie field keeps the jar's back:
/// a request may have but one such field (RFC 6265bis, 5.8.1).
void addCookies(FieldWriter &writer, const QByteArray &authCookies, const CookieJar &jar, Instant now, ResolvedRequest &resolved)
{
    const bool typed = writer.isTyped("Cookie");
    QByteArray cookies;
    if (writer.draft.useJar) {
        const CookieContext context{true, true, writer.draft.method};
        resolved.cookies = jar.decide(resolved.request.url, context, now);
        if (!typed)
            cookies = jar.cookieField(resolved.request.url, context, now);
    }
    for (CookieDecision &decision : resolved.cookies) {
        if (typed && decision.sent) {
            decision.sent = false;
            decision.rule = "typed";
            decision.reason = "A Cookie field is typed by hand, so the held cookies stay back.";
        }
    }
    for (const DraftRow &row : writer.draft.cookies) {
        if (row.enabled && !(row.name.isEmpty() && row.value.isEmpty()))
            join(cookies, row.name.isEmpty() ? row.value : row.name + '=' + row.value);
    }
    join(cookies, authCookies);
    if (cookies.isEmpty())
        return;
    writer.add("Cookie", cookies, FieldOrigin::Cookie);
    if (typed)
        resolved.warnings.push_back({"Two Cookie fields go out: one is typed, one comes from the cookie rows.", "fields",
                                     "Put all cookies in one of the two places."});
}

bool usuallyHasBody(const QByteArray &method)
{
    return method == "POST" || method == "PUT" || method == "PATCH";
}

void addContentFields(FieldWriter &writer, const BodyContent &body)
{
    if (!body.contentType.isEmpty())
        writer.addAutomatic("Content-Type", body.contentType);
    // RFC 9112, 6.2: never beside Transfer-Encoding.
    if ((body.size > 0 || usuallyHasBody(writer.draft.method)) && !writer.isTyped("Transfer-Encoding"))
        writer.addAutomatic("Content-Length", QByteArray::number(body.size));
}

bool hasLineEnd(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

Error injection(const QString &place)
{
    return {"There is a line end or a NUL in " + place + '.', place, "Take it out: it would begin another line of the request."};
}

/// The one choke point: whatever was typed, imported, put in by a variable or sent by a server as a redirect comes through here.
std::optional<Error> refuse(const Request &request)
{
    if (!isToken(request.method))
        return Error{request.method.isEmpty() ? "There is no method." : "The method has a character that no method can have.", "method",
                     "Use a name such as GET or POST."};
    if (hasLineEnd(request.url.toString()))
        return injection("the address");
    for (const Field &field : request.fields) {
        if (field.name.isEmpty() || field.name.contains(':'))
            return Error{field.name.isEmpty() ? "A field has no name." : "The name of a field has a colon in it.", "fields",
                         "Name and value go in two columns."};
        if (hasLineEnd(field.name) || hasLineEnd(field.value))
            return injection(hasLineEnd(field.name) ? QString("the name of a field") : "the field " + QString::fromUtf8(field.name));
    }
    return std::nullopt;
}

void warnOfOddNames(const Request &request, std::vector<Error> &warnings)
{
    for (const Field &field : request.fields) {
        if (!isToken(field.name))
            warnings.push_back({"The name of a field has a character that no name can have.", QString::fromUtf8(field.name),
                                "Many servers refuse such a request with 400."});
    }
}

std::vector<AuthDraft> credentialsOf(const RequestDraft &draft)
{
    std::vector<AuthDraft> credentials{draft.auth};
    credentials.insert(credentials.end(), draft.furtherAuth.begin(), draft.furtherAuth.end());
    std::erase_if(credentials, [](const AuthDraft &auth) { return auth.kind == AuthKind::None || auth.kind == AuthKind::Inherited; });
    return credentials;
}

/// Ours, unless the server's is known to be another.
Instant serverTime(Instant now, const Origin &origin, const ClockBook *clocks)
{
    const ClockBook::Entry *entry = clocks ? clocks->find(origin) : nullptr;
    const bool differs = entry && (entry->offset.low > Milliseconds(0) || entry->offset.high < Milliseconds(0));
    return differs ? now + entry->offset.middle() : now;
}

std::optional<Error> addEffects(std::vector<AuthEffect> &effects, const std::vector<AuthDraft> &credentials, const AuthContext &context,
                                bool signing)
{
    for (const AuthDraft &auth : credentials) {
        if (signsRequest(auth.kind) != signing)
            continue;
        auto effect = applyAuth(auth, context);
        if (!effect)
            return effect.error();
        effects.push_back(std::move(*effect));
    }
    return std::nullopt;
}

void addForm(BodyContent &body, const QByteArray &pairs)
{
    if (pairs.isEmpty())
        return;
    const QByteArray text = (body.bytes.isEmpty() ? QByteArray() : QByteArray("&")) + pairs;
    body.bytes += text;
    body.size += text.size();
}

void tell(const AuthEffect &effect, ResolvedRequest &resolved)
{
    if (!effect.display.isEmpty())
        resolved.authShown += (resolved.authShown.isEmpty() ? "" : "\n") + effect.display;
    if (!effect.note.isEmpty())
        resolved.authNotes += effect.note;
}

ResolvedRequest build(const PreparedDraft &prepared, const BodyContent &content, const std::vector<AuthEffect> &effects,
                      const CookieJar &jar, Instant now)
{
    ResolvedRequest resolved;
    resolved.options = prepared.draft.transport;
    for (const UnresolvedName &unresolved : prepared.unresolved) {
        if (std::find(resolved.unresolved.begin(), resolved.unresolved.end(), unresolved.name) == resolved.unresolved.end())
            resolved.unresolved.push_back(unresolved.name);
    }
    resolved.warnings = prepared.warnings;
    Request &request = resolved.request;
    request.method = prepared.draft.method;
    request.url = prepared.url;
    BodyContent body = content;
    QByteArray authCookies;
    for (const AuthEffect &effect : effects) {
        addQuery(request.url, effect.query);
        join(authCookies, effect.cookie);
        addForm(body, effect.form);
        tell(effect, resolved);
    }

    FieldWriter writer{prepared.draft, request};
    addHost(writer);
    addTypedFields(writer);
    for (const AuthEffect &effect : effects) {
        for (const Field &field : effect.fields)
            writer.add(field.name, field.value, FieldOrigin::Auth);
    }
    addCookies(writer, authCookies, jar, now, resolved);
    writer.addAutomatic("User-Agent", "Keyhole/" KEYHOLE_VERSION);
    writer.addAutomatic("Accept", "*/*");
    writer.addAutomatic("Accept-Encoding", "gzip, deflate, br, zstd");
    addContentFields(writer, body);
    request.body = std::move(body.bytes);
    request.bodyFile = body.file;
    return resolved;
}

}

Result<ResolvedRequest> assemble(const PreparedDraft &prepared, const CookieJar &jar, Instant now, const AuthKnowledge &known)
{
    auto body = makeBody(prepared.draft.body);
    if (!body)
        return failure(body.error());
    const std::vector<AuthDraft> credentials = credentialsOf(prepared.draft);
    if (auto error = refuseTogether(credentials))
        return failure(std::move(*error));

    AuthContext context;
    context.request.method = prepared.draft.method;
    context.request.url = prepared.url;
    context.now = serverTime(now, prepared.url.origin(), known.clocks);
    context.random = known.random.isEmpty() ? newCredentialId() : known.random;
    context.memory = known.memory;
    std::vector<AuthEffect> effects;
    if (auto error = addEffects(effects, credentials, context, false))
        return failure(std::move(*error));
    ResolvedRequest resolved = build(prepared, *body, effects, jar, now);
    if (std::any_of(credentials.begin(), credentials.end(), [](const AuthDraft &auth) { return signsRequest(auth.kind); })) {
        context.request = resolved.request;
        if (auto error = addEffects(effects, credentials, context, true))
            return failure(std::move(*error));
        resolved = build(prepared, *body, effects, jar, now);
    }
    for (const AuthDraft &auth : credentials)
        applyAuth(auth, resolved.options);
    if (auto error = refuse(resolved.request))
        return failure(std::move(*error));
    if (auto error = refuseBinding(prepared, resolved.request))
        return failure(std::move(*error));
    warnOfOddNames(resolved.request, resolved.warnings);
    return resolved;
}

Result<ResolvedRequest> resolve(const RequestDraft &draft, const Environment &environment, const CookieJar &jar, Instant now)
{
    const auto prepared = prepare(draft, environment);
    if (!prepared)
        return failure(prepared.error());
    return assemble(*prepared, jar, now);
}

}
