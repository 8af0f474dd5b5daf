#include "core/probes/other_scheme.h"

#include "core/http/credentials.h"
#include "core/probes/as_sent.h"

namespace keyhole {

namespace {

bool takesToken(QByteArrayView scheme)
{
    static constexpr QByteArrayView kTokens[] = {"Bearer", "Token", "ApiKey", "Bot", "GenieKey", "Api-Key", "Key", "SSWS"};
    return std::any_of(std::begin(kTokens), std::end(kTokens), [scheme](QByteArrayView each) { return equalsIgnoringCase(each, scheme); });
}

bool takesPassword(QByteArrayView scheme)
{
    return equalsIgnoringCase(scheme, "Basic") || equalsIgnoringCase(scheme, "Digest");
}

QByteArray schemeOf(const AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::Basic:
        return "Basic";
    case AuthKind::Digest:
        return "Digest";
    case AuthKind::Raw:
        return splitCredentials(auth.secret.reveal()).scheme;
    default:
        return auth.scheme;
    }
}

/// What is typed or stored, read as a credential of its own: a typed field becomes one.
AuthDraft credentialOf(const RequestDraft &draft)
{
    if (isInAuthorization(draft.auth))
        return draft.auth;
    for (const DraftRow &row : draft.fields) {
        if (!row.enabled || !equalsIgnoringCase(row.name, "Authorization"))
            continue;
        const Credentials credentials = splitCredentials(row.value);
        AuthDraft auth;
        if (const auto basic = equalsIgnoringCase(credentials.scheme, "Basic") ? parseBasic(credentials.rest) : failure(SyntaxError{})) {
            auth.kind = AuthKind::Basic;
            auth.user = basic->user;
            auth.secret = Secret(basic->password);
        } else {
            auth.kind = AuthKind::Bearer;
            auth.scheme = credentials.scheme;
            auth.secret = Secret(credentials.scheme.isEmpty() ? row.value : credentials.rest);
        }
        return auth;
    }
    return {};
}

SchemeChange changed(const RequestDraft &asSent, AuthDraft auth, const QString &text, int requests)
{
    SchemeChange change{asSent, text, requests};
    removeAuthorization(change.draft);
    change.draft.auth = std::move(auth);
    return change;
}

std::optional<SchemeChange> sameSecret(const RequestDraft &asSent, const QByteArray &scheme, bool secure)
{
    AuthDraft auth = credentialOf(asSent);
    const QByteArray before = schemeOf(auth);
    const QString words = QStringLiteral("the same %1 as “%2” instead of “%3”");
    const auto shown = [](const QByteArray &name) { return visibleText(QString::fromUtf8(name)); };
    const bool isPassword = auth.kind == AuthKind::Basic || auth.kind == AuthKind::Digest;
    if (isPassword && takesPassword(scheme)) {
        const bool toBasic = equalsIgnoringCase(scheme, "Basic");
        if (toBasic && !secure)
            return std::nullopt;  // Digest does not show the password, Basic would
        auth.kind = toBasic ? AuthKind::Basic : AuthKind::Digest;
        return changed(asSent, auth, words.arg(QStringLiteral("user name and password"), shown(scheme), shown(before)), toBasic ? 1 : 2);
    }
    const bool isToken
        = auth.kind == AuthKind::Bearer || (auth.kind == AuthKind::Raw && takesToken(before)) || auth.kind == AuthKind::OAuth2;
    if (!isToken || auth.dpop || !takesToken(scheme))
        return std::nullopt;
    if (auth.kind == AuthKind::Raw)
        auth.secret = Secret(splitCredentials(auth.secret.reveal()).rest);
    if (auth.kind == AuthKind::Raw)
        auth.kind = AuthKind::Bearer;
    auth.scheme = scheme;
    return changed(asSent, auth,
                   before.isEmpty() ? QStringLiteral("the same token behind “%1”").arg(shown(scheme))
                                    : words.arg(QStringLiteral("token"), shown(scheme), shown(before)),
                   1);
}

std::optional<SchemeChange> storedOne(const RequestDraft &asSent, const QByteArray &scheme, const Origin &origin,
                                      const std::vector<CredentialInfo> &stored)
{
    const bool password = takesPassword(scheme), token = equalsIgnoringCase(scheme, "Bearer");
    for (const CredentialInfo &info : stored) {
        const bool fits = (password && info.kind == CredentialKind::Basic) || (token && info.kind == CredentialKind::Bearer);
        if (!fits || !mayGoTo(info, origin) || info.id == asSent.auth.credential)
            continue;
        AuthDraft auth;
        auth.kind = token ? AuthKind::Bearer : equalsIgnoringCase(scheme, "Basic") ? AuthKind::Basic : AuthKind::Digest;
        auth.credential = info.id;
        return changed(asSent, auth,
                       QStringLiteral("with the stored credential “%1”, as “%2”")
                           .arg(visibleText(info.label.toString()), visibleText(QString::fromUtf8(scheme))),
                       auth.kind == AuthKind::Digest ? 2 : 1);
    }
    return std::nullopt;
}

}

std::vector<SchemeChange> otherSchemes(const RequestDraft &asSent, const std::vector<Challenge> &challenges, const Request &request,
                                       const std::vector<CredentialInfo> &stored)
{
    const QByteArray sent = splitCredentials(request.fields.value("Authorization").value_or(QByteArray())).scheme;
    const bool isOffered = std::any_of(challenges.begin(), challenges.end(), [&sent](const Challenge &each) { return each.is(sent); });
    if (isOffered && !sent.isEmpty())
        return {};
    const bool secure = equalsIgnoringCase(request.url.scheme, "https");
    for (const Challenge &challenge : challenges) {
        if (auto change = sameSecret(asSent, challenge.scheme, secure))
            return {std::move(*change)};
        if (auto change = storedOne(asSent, challenge.scheme, request.url.origin(), stored))
            return {std::move(*change)};
    }
    return {};
}

}
