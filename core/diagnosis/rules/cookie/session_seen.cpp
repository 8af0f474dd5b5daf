#include "core/diagnosis/rules/cookie/session_seen.h"

#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

Origin setterOf(const SeenSetCookie &seen)
{
    const auto by = seen.decision.kept ? Url::parse(seen.decision.kept->setBy) : Result<Url, SyntaxError>(failure(SyntaxError{}));
    return by ? by->origin() : seen.exchange->last().request.url.origin();
}

/// http and https of one host on their own ports are one application to a person.
bool areOneApplication(const Origin &a, const Origin &b)
{
    const auto isUsual = [](const Origin &origin) { return origin.port == 80 || origin.port == 443; };
    return a.host == b.host && (a.port == b.port || (isUsual(a) && isUsual(b)));
}

/// The program behind the port, where it says its name.
QByteArray programOf(const std::optional<Response> &response)
{
    return response ? response->fields.value("X-Powered-By").value_or(QByteArray()) : QByteArray();
}

bool isOfThisApplication(const Facts &facts, const SeenSetCookie &seen)
{
    if (!areOneApplication(setterOf(seen), facts.origin))
        return false;
    const QByteArray there = programOf(seen.exchange->last().response), here = programOf(facts.hop.response);
    return there.isEmpty() || here.isEmpty() || there == here;
}

/// Accepted here, before the exchange `until`, with a value that no other application set.
const Earlier *acceptedWithOwn(const Facts &facts, const CookiePair &sent, int until, const QByteArrayList &ofOthers)
{
    const Earlier *accepted = nullptr;
    for (const Earlier &each : facts.earlier) {
        const auto value = cookieIn(each.exchange->last().request, sent.name);
        if (each.number < until && each.sameOrigin && each.succeeded() && value && *value != sent.value && !ofOthers.contains(*value))
            accepted = &each;
    }
    return accepted;
}

}

const CookiePair *sessionSent(const Facts &facts)
{
    const Earlier *login = signIn(facts);
    const auto setBySignIn = [&](const CookiePair &pair) {
        return login && std::any_of(facts.setCookies.begin(), facts.setCookies.end(), [&](const SeenSetCookie &seen) {
                   return seen.history == login->number && seen.decision.name == pair.name;
               });
    };
    const CookiePair *found = nullptr;
    for (const CookiePair &pair : facts.cookiesSent) {
        if (isSessionCookie(pair.name))
            return &pair;
        if (!found && !isAntiForgeryCookie(pair.name) && setBySignIn(pair))
            found = &pair;
    }
    return found;
}

bool deletedByAnswer(const Facts &facts, QByteArrayView name)
{
    bool deleted = false;
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history == 0 && seen.decision.name == name)
            deleted = seen.decision.deleted;
    }
    return deleted;
}

std::optional<Overwriting> overwriting(const Facts &facts, const CookiePair &sent)
{
    const SeenSetCookie *own = nullptr, *before = nullptr, *foreign = nullptr;
    QByteArrayList ofOthers;
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history == 0 || seen.decision.name != sent.name || !seen.decision.kept || !seen.parsed)
            continue;
        const bool isSent = seen.parsed->value == sent.value;
        if (isOfThisApplication(facts, seen)) {
            own = &seen;
            foreign = isSent ? nullptr : foreign;
        } else {
            ofOthers += seen.parsed->value;
            foreign = isSent ? &seen : foreign;
            before = isSent ? own : before;
        }
    }
    if (!foreign || (before && before->parsed->value == sent.value))
        return std::nullopt;
    const Earlier *accepted = acceptedWithOwn(facts, sent, foreign->history, ofOthers);
    // Without a value of its own, the other application may be where this one lets its users sign in.
    if (!before && !accepted)
        return std::nullopt;
    return Overwriting{before, accepted, foreign, setterOf(*foreign)};
}

}
