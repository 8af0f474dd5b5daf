#include "core/diagnosis/rules/cookie/cookies_seen.h"

#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

bool isSignInAddress(const Request &request)
{
    static constexpr QByteArrayView kWords[] = {"login", "signin", "sign-in", "sign_in", "session", "auth", "authenticate", "callback"};
    const QByteArray path = request.url.path.toLower();
    return request.method == "POST"
        && std::any_of(std::begin(kWords), std::end(kWords), [&](QByteArrayView word) { return path.contains(word); });
}

/// Called like a token, and long enough for one.
bool isLongToken(const SeenSetCookie &seen)
{
    constexpr qsizetype kShortest = 16;
    return isTokenCookie(seen.decision.name) && seen.parsed && seen.parsed->value.size() >= kShortest;
}

}

bool carriesSession(const CookiePair &pair)
{
    return isSessionCookie(pair.name) || isTokenCookie(pair.name) || pair.value.startsWith("eyJ");
}

bool sentCookie(const Facts &facts, QByteArrayView name)
{
    return std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(), [name](const CookiePair &pair) { return pair.name == name; });
}

bool expectsSession(const Facts &facts)
{
    // A token in a cookie is a session; and what was accepted here before beside a session is not what is refused now.
    const bool alone = std::all_of(facts.credentials.begin(), facts.credentials.end(),
                                   [](const SentCredential &each) { return each.place == CredentialPlace::Cookie; });
    return (alone || keyWasAccepted(facts)) && !facts.exchange.sanitized && facts.request.method != "OPTIONS";
}

bool keyWasAccepted(const Facts &facts)
{
    return !facts.authorization && acceptedWithCredential(facts, true);
}

bool asksForAnother(const Facts &facts)
{
    const bool challenged = std::any_of(facts.challenges.begin(), facts.challenges.end(), [](const Challenge &each) {
        const QByteArray scheme = each.scheme.toLower();
        return !scheme.startsWith("form") && !scheme.startsWith("cookie") && !scheme.startsWith("session");
    });
    if (challenged)
        return true;
    static constexpr QByteArrayView kOthers[] = {"token", "authorization header", "api key", "apikey", "jwt", "bearer"};
    const Said *words = facts.saidFor("header.missing");
    return words
        && std::any_of(std::begin(kOthers), std::end(kOthers), [&](QByteArrayView each) { return words->text->lower.contains(each); });
}

Certainty sureOfSession(const Facts &facts)
{
    return asksForAnother(facts) || refusedUnread(facts, {}) ? Certainty::Possible : Certainty::Certain;
}

bool saysSomethingElse(const Facts &facts)
{
    return facts.saidOtherThan({"cookie.", "header.missing", "token.rejected"}) != nullptr;
}

bool isDeletion(const Facts &facts, const SeenSetCookie &seen)
{
    if (!seen.decision.deleted || !seen.parsed)
        return false;
    static constexpr QByteArrayView kNothing[] = {"", "\"\"", "deleted", "delete", "deleteMe", "removed", "expired", "null", "invalid"};
    if (std::any_of(std::begin(kNothing), std::end(kNothing), [&](QByteArrayView each) { return seen.parsed->value == each; }))
        return true;
    // Whoever deletes a cookie and keeps its value dates it to the beginning of time; a sign-in does not mean to.
    const Earlier *login = signIn(facts);
    return !login || login->number != seen.history;
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
        if (isSessionCookie(seen->decision.name) || isLongToken(*seen) || (login && login->number == seen->history))
            return &*seen;
    }
    return nullptr;
}

}
