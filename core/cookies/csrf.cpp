#include "core/cookies/csrf.h"

#include "core/cookies/csrf_token.h"
#include "core/http/set_cookie.h"

namespace keyhole {

namespace {

bool isSafe(const QByteArray &method)
{
    return method == "GET" || method == "HEAD" || method == "OPTIONS" || method == "TRACE";
}

/// Whether a name fits "*_session": one star, for any characters.
bool fits(QByteArrayView name, QByteArrayView pattern)
{
    const qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return name == pattern;
    return name.size() >= pattern.size() - 1 && name.startsWith(pattern.first(star)) && name.endsWith(pattern.sliced(star + 1));
}

/// A cookie that goes along or is held.
struct KnownCookie {
    QByteArray name, value;
    bool sent = false;
};

std::vector<KnownCookie> knownCookies(const Request &request, const std::vector<CookieDecision> &held)
{
    std::vector<KnownCookie> known;
    for (const QByteArray &field : request.fields.values("Cookie")) {
        for (const CookiePair &pair : parseCookieField(field).pairs)
            known.push_back({pair.name, pair.value, true});
    }
    for (const CookieDecision &decision : held) {
        const auto isIt = [&](const KnownCookie &each) { return each.name == decision.name; };
        if (std::any_of(known.begin(), known.end(), isIt))
            continue;
        const auto set = parseSetCookie(decision.setCookie);
        known.push_back({decision.name, set ? set->value : QByteArray(), decision.sent});
    }
    return known;
}

const KnownCookie *find(const std::vector<KnownCookie> &cookies, const char *pattern)
{
    const auto found = std::find_if(cookies.begin(), cookies.end(), [&](const KnownCookie &each) { return fits(each.name, pattern); });
    return found == cookies.end() ? nullptr : &*found;
}

/// The value of a member of a form or of the query; of multipart and JSON only whether it is there.
std::optional<QByteArray> formMember(const Request &request, const char *name)
{
    if (*name == '\0')
        return std::nullopt;
    const QByteArray wanted(name);
    for (const QByteArray &text : {request.body, request.url.query.value_or(QByteArray())}) {
        for (const QByteArray &pair : text.split('&')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0 && QByteArray::fromPercentEncoding(pair.first(equals)) == wanted)
                return QByteArray::fromPercentEncoding(pair.mid(equals + 1));
        }
    }
    if (request.body.contains("name=\"" + wanted + '"') || request.body.contains('"' + wanted + "\":"))
        return QByteArray();
    return std::nullopt;
}

QString say(const CsrfPair &pair, bool known)
{
    const QString field = QString::fromUtf8(pair.fieldName), cookie = QString::fromUtf8(pair.cookieName);
    if (!pair.needed)
        return QStringLiteral("The method changes nothing, so no token is asked for.");
    if (pair.tokenSent && !known)
        return QStringLiteral("The token goes along without the cookie %1 that it belongs to.").arg(QLatin1String(pair.scheme->cookie));
    if (pair.tokenSent && !pair.cookieSent)
        return QStringLiteral("The token goes along, but the cookie %1 is held back.").arg(cookie);
    if (pair.tokenSent && !pair.agree)
        return QStringLiteral("%1 is not the token of the cookie %2: it is of an earlier session, or still percent-encoded.")
            .arg(field, cookie);
    if (pair.tokenSent)
        return QStringLiteral("Cookie and token go along.");
    if (pair.scheme->fromCookie)
        return QStringLiteral("The cookie %1 is there, the header %2 with its value is missing.").arg(cookie, field);
    if (!pair.fieldValue.isEmpty())
        return QStringLiteral("The header %1 is missing; an earlier page has the token.").arg(field);
    return QStringLiteral("The header %1 is missing; the token stands in %2.").arg(field, QLatin1String(pair.scheme->lookUp));
}

struct Search {
    const Request &request;
    const std::vector<KnownCookie> &cookies;
    const std::vector<QByteArray> &pages;
};

CsrfPair pairOf(const CsrfScheme &scheme, const KnownCookie *cookie, const Search &search)
{
    CsrfPair pair;
    pair.scheme = &scheme;
    pair.needed = scheme.forReading || !isSafe(search.request.method);
    pair.fieldName = scheme.field;
    pair.cookieSent = cookie && cookie->sent;
    pair.cookieName = cookie ? cookie->name : QByteArray();
    auto sent = search.request.fields.value(scheme.field);
    if (!sent)
        sent = formMember(search.request, scheme.formField);
    pair.tokenSent = sent.has_value();
    const QByteArray cookieToken = cookie && scheme.fromCookie ? QByteArray::fromPercentEncoding(cookie->value) : QByteArray();
    pair.agree = !sent || sent->isEmpty() || cookieToken.isEmpty() || sameCsrfToken(*sent, cookieToken);
    if (scheme.fromCookie)
        pair.fieldValue = cookieToken;
    else
        pair.fieldValue = csrfTokenInPages(scheme, search.pages);
    pair.says = say(pair, cookie != nullptr);
    return pair;
}

/// Whether the field of a scheme is there under its own name; several frameworks share "X-CSRF-Token".
bool showsField(const CsrfScheme &scheme, const Request &request)
{
    return request.fields.contains(scheme.field) || formMember(request, scheme.formField);
}

bool isTaken(const std::vector<CsrfPair> &pairs, const CsrfScheme &scheme)
{
    return std::any_of(pairs.begin(), pairs.end(), [&](const CsrfPair &pair) {
        return equalsIgnoringCase(pair.fieldName, scheme.field) || QByteArrayView(pair.scheme->id) == scheme.id;
    });
}

}

std::vector<CsrfPair> csrfPairs(const Request &request, const std::vector<CookieDecision> &held, const std::vector<QByteArray> &pages)
{
    const std::vector<KnownCookie> cookies = knownCookies(request, held);
    const Search search{request, cookies, pages};
    std::vector<CsrfPair> pairs;
    // The cookie names the framework; a token alone is put down to the first that calls it so.
    for (const CsrfScheme &scheme : csrfSchemes()) {
        const KnownCookie *cookie = find(cookies, scheme.cookie);
        const bool companion = *scheme.companion == '\0' || find(cookies, scheme.companion);
        if (cookie && companion && !isTaken(pairs, scheme))
            pairs.push_back(pairOf(scheme, cookie, search));
    }
    for (const CsrfScheme &scheme : csrfSchemes()) {
        if (!isTaken(pairs, scheme) && showsField(scheme, request))
            pairs.push_back(pairOf(scheme, nullptr, search));
    }
    return pairs;
}

}
