#include "core/diagnosis/story.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr qsizetype kLongestAnswer = 256 << 10;
/// Of a recording's times: the end of an answer is rounded up, the moment of the next sending is cut off.
constexpr Milliseconds kRounding{1000};

template <class Test> const Earlier *latest(const Facts &facts, Test test)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), test);
    return found == facts.earlier.rend() ? nullptr : &*found;
}

const Hop &hopOf(const Earlier &earlier)
{
    return earlier.exchange->last();
}

bool wentThrough(const Earlier &earlier)
{
    const auto &response = hopOf(earlier).response;
    return response && response->status >= 200 && response->status < 400;
}

/// The access token in a token answer: OAuth's member, and those of common sign-in endpoints, also one level down.
QByteArray tokenOf(const JsonValue &json)
{
    static constexpr QByteArrayView kNames[] = {"access_token", "accessToken", "token", "jwt", "id_token", "idToken"};
    for (const QByteArrayView name : kNames) {
        const JsonValue *value = json.find(name);
        if (value && value->isString() && value->text.size() >= 16)
            return value->text;
    }
    for (const QByteArrayView name : {QByteArrayView("data"), QByteArrayView("tokens"), QByteArrayView("result")}) {
        const JsonValue *inner = json.find(name);
        const QByteArray token = inner && inner->isObject() ? tokenOf(*inner) : QByteArray();
        if (!token.isEmpty())
            return token;
    }
    return {};
}

QByteArray tokenIn(const Earlier &earlier)
{
    const auto &response = hopOf(earlier).response;
    if (!earlier.accepted || response->body.size() > kLongestAnswer || !response->body.trimmed().startsWith('{'))
        return {};
    const auto json = parseJson(response->body.trimmed());
    return json ? tokenOf(*json) : QByteArray();
}

/// Whether one token may stand for the other: of one issuer, for one user, audience and client; opaque ones when one address gave both.
bool isOfOneKind(const Token &a, const Token &b)
{
    if (!a.isJwt() || !b.isJwt())
        return false;
    for (const char *claim : {"iss", "sub", "azp", "client_id", "token_use", "typ"}) {
        if (a.claimText(claim) != b.claimText(claim))
            return false;
    }
    return a.audience() == b.audience();
}

bool isSameEndpoint(const Earlier &a, const Earlier &b)
{
    return hopOf(a).request.url.origin() == hopOf(b).request.url.origin() && hopOf(a).request.url.path == hopOf(b).request.url.path;
}

bool asksToRefresh(const Request &request)
{
    return request.body.contains("grant_type=refresh_token") || request.url.path.toLower().contains("refresh");
}

bool isSignOut(const Request &request)
{
    static constexpr QByteArrayView kWords[]
        = {"logout",     "log-out",         "log_out",         "signout",         "sign-out",      "sign_out",
           "signoff",    "logoff",          "revoke",          "revocation",      "invalidate",    "end_session",
           "endsession", "change-password", "change_password", "password/change", "reset-password"};
    const QByteArray path = request.url.path.toLower();
    if (request.method == "DELETE")
        return path.endsWith("/session") || path.endsWith("/sessions") || path.endsWith("/token") || path.endsWith("/_session");
    return std::any_of(std::begin(kWords), std::end(kWords), [&](QByteArrayView word) { return path.contains(word); });
}

/// Whether a session cookie of this request, or its token, went along with that one.
bool concernsTheSame(const Facts &facts, const Earlier &earlier)
{
    const Request &other = hopOf(earlier).request;
    const QByteArray token = tokenInUse(facts);
    if (earlier.sameCredential || (token.size() >= 16 && other.body.contains(token)))
        return true;
    return std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [&](const CookiePair &pair) {
        return pair.value.size() >= 16 && earlier.sameOrigin && cookieIn(other, pair.name) == pair.value;
    });
}

}

QByteArray tokenInUse(const Facts &facts)
{
    const FoundToken *found = facts.foundToken();
    if (!found || found->where.startsWith("request.cookies."))
        return {};
    return found->token.text;
}

const Earlier *handedOut(const Facts &facts, const QByteArray &token)
{
    return latest(facts, [&](const Earlier &each) {
        const auto &response = hopOf(each).response;
        return wentThrough(each) && response->body.size() <= kLongestAnswer && response->body.contains(token);
    });
}

std::optional<Milliseconds> ageOfToken(const Facts &facts)
{
    const QByteArray token = tokenInUse(facts);
    const Earlier *handed = token.isEmpty() ? nullptr : handedOut(facts, token);
    const auto given = handed ? hopOf(*handed).answeredAt : std::nullopt;
    if (!given || !facts.hop.sentAt || *facts.hop.sentAt < *given - kRounding)
        return std::nullopt;
    return std::max(Milliseconds(0), *facts.hop.sentAt - *given);
}

std::optional<NewerToken> newerToken(const Facts &facts)
{
    const QByteArray token = tokenInUse(facts);
    if (token.isEmpty())
        return std::nullopt;
    const Earlier *origin = handedOut(facts, token), *used = acceptedWithCredential(facts);
    const int since = std::max(origin ? origin->number : 0, used ? used->number : 0);
    if (since == 0)
        return std::nullopt;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend() && each->number > since; ++each) {
        const QByteArray other = tokenIn(*each);
        if (other.isEmpty() || other == token)
            continue;
        const bool oneKind = isOfOneKind(*facts.token(), decodeToken(other));
        if (oneKind || (!facts.token()->isJwt() && origin && isSameEndpoint(*each, *origin) && asksToRefresh(hopOf(*each).request)))
            return NewerToken{&*each, other};
    }
    return std::nullopt;
}

const Earlier *acceptedWithCredential(const Facts &facts, bool sameAddress)
{
    return latest(facts, [&](const Earlier &each) {
        return each.succeeded() && each.sameCredential && each.sameOrigin && (!sameAddress || each.sameAddress)
            && hopOf(each).request.method != "OPTIONS";
    });
}

std::optional<QByteArray> cookieIn(const Request &request, QByteArrayView name)
{
    for (const QByteArray &value : request.fields.values("Cookie")) {
        for (const CookiePair &pair : parseCookieField(value).pairs) {
            if (pair.name == name)
                return pair.value;
        }
    }
    return std::nullopt;
}

const Earlier *acceptedWithCookie(const Facts &facts, const CookiePair &cookie, bool sameAddress)
{
    return latest(facts, [&](const Earlier &each) {
        return each.succeeded() && each.sameOrigin && (!sameAddress || each.sameAddress)
            && cookieIn(hopOf(each).request, cookie.name) == cookie.value;
    });
}

const Earlier *takenBack(const Facts &facts)
{
    const Earlier *back = latest(
        facts, [&](const Earlier &each) { return wentThrough(each) && isSignOut(hopOf(each).request) && concernsTheSame(facts, each); });
    const Earlier *used = acceptedWithCredential(facts);
    return back && used && used->number > back->number ? nullptr : back;
}

std::vector<const Earlier *> refusalsInARow(const Facts &facts)
{
    constexpr int kTooMany = 429;
    std::vector<const Earlier *> refusals;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const auto &response = hopOf(*each).response;
        if (!each->sameOrigin || !response || hopOf(*each).request.method == "OPTIONS")
            continue;
        if (isRefusal(response->status) || response->status == kTooMany)
            refusals.insert(refusals.begin(), &*each);
        else if (each->succeeded())
            break;
    }
    return refusals;
}

std::optional<Evidence> changedServer(const Facts &facts, const Earlier &then)
{
    for (const char *name : {"Server", "X-Powered-By", "X-App-Version", "X-Version"}) {
        const auto before = hopOf(then).response->fields.value(name), now = facts.response->fields.value(name);
        if (before && now && *before != *now)
            return responseField(facts, name, QStringLiteral("was “%1” then").arg(quoted(*before, 60)));
    }
    return std::nullopt;
}

Evidence refusalsLine(const std::vector<const Earlier *> &refusals)
{
    const Hop &first = hopOf(*refusals.front()), &last = hopOf(*refusals.back());
    QString says
        = refusals.size() == 1 ? QStringLiteral("refused before") : QStringLiteral("the last of %1 refusals in a row").arg(refusals.size());
    if (refusals.size() > 1 && first.sentAt && last.sentAt && *last.sentAt > *first.sentAt)
        says += QStringLiteral(" within %1").arg(roughDurationText(*last.sentAt - *first.sentAt));
    return earlierLine(*refusals.back(), says);
}

}
