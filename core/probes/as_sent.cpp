#include "core/probes/as_sent.h"

#include "core/auth/authorization.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

using Pair = std::pair<QByteArray, QByteArray>;

std::vector<Pair> cookiesSent(const Exchange &exchange)
{
    std::vector<Pair> pairs;
    for (const QByteArray &field : exchange.first().request.fields.values("Cookie")) {
        for (const QByteArray &text : field.split(';')) {
            const QByteArray pair = text.trimmed();
            const qsizetype equals = pair.indexOf('=');
            if (!pair.isEmpty())
                pairs.emplace_back(pair.first(std::max<qsizetype>(equals, 0)), pair.sliced(equals + 1));
        }
    }
    return pairs;
}

bool isAuthorization(const DraftRow &row)
{
    return row.enabled && equalsIgnoringCase(row.name, "Authorization");
}

/// A cookie that goes to this host alone, as the one that went must have.
Cookie hostCookie(const Pair &pair, const Url &url, Instant now)
{
    Cookie cookie;
    cookie.name = pair.first;
    cookie.value = pair.second;
    cookie.domain = url.origin().host;
    cookie.path = "/";
    cookie.created = cookie.lastUsed = now;
    return cookie;
}

}

RequestDraft draftAsSent(const Exchange &exchange, const RequestDraft &draft)
{
    RequestDraft asSent = draft;
    const auto went = exchange.first().request.fields.value("Authorization");
    AuthDraft &auth = asSent.auth;
    if (auth.kind != AuthKind::OAuth2 || !went)
        return asSent;
    const Credentials credentials = splitCredentials(*went);
    const Url &url = exchange.first().request.url;
    auth.kind = auth.dpop ? AuthKind::OAuth2 : AuthKind::Bearer;
    auth.oauth2.refreshBeforeExpiry = false;
    auth.scheme = credentials.scheme;
    auth.secret = Secret(credentials.rest);
    if (!auth.dpop && !auth.credential.isEmpty()) {
        auth.onlyTo = std::vector<Origin>{url.origin()};
        auth.credential.clear();
    }
    return asSent;
}

std::vector<QByteArray> cookieNamesSent(const Exchange &exchange)
{
    std::vector<QByteArray> names;
    for (const Pair &pair : cookiesSent(exchange))
        names.push_back(pair.first);
    return names;
}

bool isInAuthorization(const AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::Basic:
    case AuthKind::Bearer:
    case AuthKind::Raw:
    case AuthKind::Digest:
    case AuthKind::OAuth2:
    case AuthKind::Negotiate:
    case AuthKind::Ntlm:
        return true;
    case AuthKind::SignedJwt:
        return auth.jwt.inAuthorization;
    case AuthKind::OAuth1:
        return auth.oauth1.place == OAuth1Settings::Place::Header;
    case AuthKind::AwsSignature4:
        return !auth.aws.inQuery;
    default:
        return false;
    }
}

std::optional<QString> authorizationOf(const RequestDraft &draft)
{
    if (isInAuthorization(draft.auth))
        return nameOf(draft.auth.kind);
    const auto further = std::find_if(draft.furtherAuth.begin(), draft.furtherAuth.end(), isInAuthorization);
    if (further != draft.furtherAuth.end())
        return nameOf(further->kind);
    if (std::any_of(draft.fields.begin(), draft.fields.end(), isAuthorization))
        return QStringLiteral("Authorization as typed");
    return std::nullopt;
}

void removeAuthorization(RequestDraft &draft)
{
    if (isInAuthorization(draft.auth))
        draft.auth = {};
    std::erase_if(draft.furtherAuth, isInAuthorization);
    std::erase_if(draft.fields, isAuthorization);
}

void removeTypedCookies(RequestDraft &draft)
{
    draft.cookies.clear();
    std::erase_if(draft.fields, [](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, "Cookie"); });
}

CookieJar jarAsSent(const CookieJar &jar, const Exchange &exchange, const RequestDraft &draft, Instant now)
{
    CookieJar restored = jar;
    const Url &url = exchange.first().request.url;
    const std::vector<Pair> went = cookiesSent(exchange);
    for (const CookieDecision &decision : jar.decide(url, {true, true, exchange.first().request.method}, now)) {
        if (!decision.sent)
            continue;
        for (const Cookie &cookie : jar.cookies()) {
            const bool same = cookie.name == decision.name && cookie.domain == decision.domain && cookie.path == decision.path;
            if (same && std::find(went.begin(), went.end(), Pair(cookie.name, cookie.value)) == went.end())
                restored.remove(cookie);
        }
    }
    const auto isTyped = [&draft](const Pair &pair) {
        const auto isIt = [&pair](const DraftRow &row) { return row.enabled && row.name == pair.first && row.value == pair.second; };
        const bool inField = std::any_of(draft.fields.begin(), draft.fields.end(),
                                         [](const DraftRow &row) { return row.enabled && equalsIgnoringCase(row.name, "Cookie"); });
        const bool isKey
            = draft.auth.kind == AuthKind::ApiKey && draft.auth.keyPlace == KeyPlace::Cookie && draft.auth.keyName == pair.first;
        return inField || isKey || std::any_of(draft.cookies.begin(), draft.cookies.end(), isIt);
    };
    for (const Pair &pair : went) {
        const auto isHeld = [&pair](const Cookie &cookie) { return cookie.name == pair.first && cookie.value == pair.second; };
        if (!isTyped(pair) && std::none_of(restored.cookies().begin(), restored.cookies().end(), isHeld))
            restored.add(hostCookie(pair, url, now));
    }
    return restored;
}

}
