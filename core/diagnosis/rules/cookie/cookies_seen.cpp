#include "core/diagnosis/rules/cookie/cookies_seen.h"

#include "core/diagnosis/knowledge/names.h"

namespace keyhole {

namespace {

bool isSignInAddress(const Request &request)
{
    static constexpr QByteArrayView kWords[] = {"login", "signin", "sign-in", "sign_in", "session", "auth", "authenticate", "callback"};
    const QByteArray path = request.url.path.toLower();
    return request.method == "POST"
        && std::any_of(std::begin(kWords), std::end(kWords), [&](QByteArrayView word) { return path.contains(word); });
}

}

bool sentCookie(const Facts &facts, QByteArrayView name)
{
    return std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [name](const CookiePair &pair) { return pair.name == name; });
}

bool expectsSession(const Facts &facts)
{
    return !facts.authorization && facts.credentials.empty() && !facts.exchange.sanitized && facts.request.method != "OPTIONS";
}

const Earlier *signIn(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const Hop &hop = each.exchange->last();
        const bool answered = hop.response && hop.response->status >= 200 && hop.response->status < 400;
        return each.sameOrigin && answered && isSignInAddress(hop.request);
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

const SeenSetCookie *lostCookie(const Facts &facts)
{
    const Earlier *login = signIn(facts);
    for (auto seen = facts.setCookies.rbegin(); seen != facts.setCookies.rend(); ++seen) {
        if (seen->history == 0 || sentCookie(facts, seen->decision.name))
            continue;
        if (isSessionCookie(seen->decision.name) || (login && login->number == seen->history))
            return &*seen;
    }
    return nullptr;
}

}
