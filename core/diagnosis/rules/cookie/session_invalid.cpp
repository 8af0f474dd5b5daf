#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/cookie/cookies_seen.h"
#include "core/diagnosis/rules/cookie/session_seen.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

/// An id that stands for a session on the server. What holds the whole session is written anew with every answer, and tells nothing then.
bool isSessionId(QByteArrayView value)
{
    constexpr qsizetype kLongestId = 64;
    return value.size() <= kLongestId || value.startsWith("s%3A") || value.startsWith("s:");
}

/// The Set-Cookie of this answer that begins another session in place of the one that was sent.
const SeenSetCookie *beginsAnother(const Facts &facts, const CookiePair &sent)
{
    const SeenSetCookie *last = nullptr;
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history == 0 && seen.decision.name == sent.name)
            last = &seen;
    }
    const bool other = last && !last->decision.deleted && last->parsed && last->parsed->value != sent.value;
    return other && isSessionId(sent.value) && isSessionId(last->parsed->value) ? last : nullptr;
}

/// A later answer set another value, and the old one is still sent: another tab or program signed in, or the client keeps no cookies.
const SeenSetCookie *replacedBy(const Facts &facts, const CookiePair &sent)
{
    bool wasSet = false;
    const SeenSetCookie *later = nullptr;
    for (const SeenSetCookie &seen : facts.setCookies) {
        if (seen.history == 0 || seen.decision.name != sent.name || !seen.parsed)
            continue;
        wasSet = wasSet || seen.parsed->value == sent.value;
        later = wasSet && seen.parsed->value != sent.value && isSessionId(sent.value) ? &seen
            : seen.parsed->value == sent.value                                        ? nullptr
                                                                                      : later;
    }
    return later;
}

struct Signs {
    const Said *words = nullptr;  ///< that the session is over
    const Said *asks = nullptr;  ///< to sign in, which says less
    const Earlier *accepted = nullptr;
    const Earlier *signedOut = nullptr;
    const SeenSetCookie *another = nullptr, *replaced = nullptr;

    bool any() const { return words || asks || signedOut || another || replaced || accepted; }
};

Signs signsOf(const Facts &facts, const CookiePair &session)
{
    Signs signs;
    signs.words = facts.saidFor("cookie.session-invalid");
    // 403 says that the session is known.
    if (facts.status != 401 && !signs.words)
        return {};
    signs.asks = signs.words ? nullptr : facts.saidFor("cookie.missing");
    signs.another = beginsAnother(facts, session);
    signs.replaced = replacedBy(facts, session);
    signs.signedOut = takenBack(facts);
    signs.accepted = acceptedWithCookie(facts, session);
    if (signs.signedOut && signs.accepted && signs.accepted->number > signs.signedOut->number)
        signs.signedOut = nullptr;
    // What works elsewhere alone may not be enough here.
    if (!signs.words && !signs.asks && !signs.another && !signs.replaced && !signs.signedOut)
        signs.accepted = acceptedWithCookie(facts, session, true);
    return signs;
}

Certainty certaintyOf(const Facts &facts, const Signs &signs)
{
    const bool shown = signs.accepted || signs.another || signs.signedOut;
    if (asksForAnother(facts) || (signs.asks && !shown && !signs.replaced))
        return Certainty::Possible;
    return signs.words && shown && signs.words->saying->certainty >= Certainty::Likely ? Certainty::Certain : Certainty::Likely;
}

void addSigns(const Facts &facts, const Signs &signs, const QString &name, Verdict &verdict)
{
    if (const Said *words = signs.words ? signs.words : signs.asks)
        verdict.evidence.push_back(said(*words));
    if (signs.accepted)
        verdict.evidence.push_back(earlierLine(*signs.accepted, QStringLiteral("accepted with the same cookie")));
    if (signs.signedOut)
        verdict.evidence.push_back(earlierLine(*signs.signedOut, QStringLiteral("ended this session")));
    if (signs.replaced)
        verdict.evidence.push_back(setCookieLine(*signs.replaced, QStringLiteral("a newer one was set, the old one is still sent"), name));
    if (signs.another)
        verdict.evidence.push_back(setCookieLine(*signs.another, QStringLiteral("begins another session in its place"), name));
    if (const auto changed = signs.accepted ? changedServer(facts, *signs.accepted) : std::nullopt)
        verdict.evidence.push_back(*changed);
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() || !expectsSession(facts))
        return ruledOut(QStringLiteral("the request brings another credential, or was not refused"));
    const CookiePair *session = sessionSent(facts);
    if (!session)
        return ruledOut(QStringLiteral("no session cookie was sent"));
    const QString name = QString::fromUtf8(session->name);
    if (deletedByAnswer(facts, session->name))
        return ruledOut(QStringLiteral("the answer deletes it"));
    if (overwriting(facts, *session))
        return ruledOut(QStringLiteral("another application set the value that was sent"));
    const Signs signs = signsOf(facts, *session);
    if (asksForAnother(facts) && !signs.words)
        return ruledOut(QStringLiteral("the answer asks for another credential"));
    if (!signs.any())
        return ruledOut(QStringLiteral("nothing shows that the server no longer knows the session"));
    Verdict verdict{certaintyOf(facts, signs), {requestField(*facts.request.fields.find("Cookie"), QStringLiteral("sent"), name)}};
    addSigns(facts, signs, name, verdict);
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"name", name}};
    return verdict;
}

}

const Rule rules::cookieSessionInvalid{"cookie.session-invalid", "The session cookie was sent, and the server no longer knows the session",
                                       &check};

}
