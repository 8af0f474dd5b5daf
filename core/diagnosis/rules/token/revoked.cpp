#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// A service account token names the uid of its account. When an earlier answer shows the account of that name with another uid, it was
/// made anew. Source: kubernetes.io, "Managing Service Accounts": a token is valid for the account of its uid alone.
std::optional<Verdict> recreatedAccount(const Facts &facts)
{
    const Token &token = *facts.token();
    QByteArray uid = token.claimText("kubernetes.io/serviceaccount/service-account.uid");
    QByteArray name = token.claimText("kubernetes.io/serviceaccount/service-account.name");
    if (const JsonValue *bound = token.claim("kubernetes.io")) {
        if (const JsonValue *account = bound->find("serviceaccount"))
            uid = account->string("uid"), name = account->string("name");
    }
    if (uid.isEmpty() || name.isEmpty())
        return std::nullopt;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const Hop &hop = each->exchange->last();
        if (!hop.response || !each->accepted || !hop.response->body.contains("ServiceAccount"))
            continue;
        const auto json = parseJson(hop.response->body.trimmed());
        const JsonValue *living = json ? json->at({"metadata", "uid"}) : nullptr;
        const JsonValue *its = json ? json->at({"metadata", "name"}) : nullptr;
        if (!living || !its || its->text != name || living->text == uid)
            continue;
        Evidence now = earlierLine(*each, QStringLiteral("the account that lives now has uid %1").arg(quoted(living->text, 40)));
        Evidence then = absent("request.token.kubernetes.io", QStringLiteral("uid: ") + quoted(uid, 60),
                               QStringLiteral("the account that the token was made for"));
        return Verdict{Certainty::Certain, {then, now, statusLine(facts)}};
    }
    return std::nullopt;
}

/// A token that is past its time is refused for that, whatever else became of it.
bool isOver(const Facts &facts)
{
    const auto end = facts.token() ? facts.token()->time("exp") : std::nullopt;
    const auto now = facts.serverTime ? facts.serverTime : facts.hop.sentAt;
    return end && end->instant && now && *end->instant < *now;
}

/// It was accepted, taken back by a request that went through, and is refused now.
Check takenBackBefore(const Facts &facts)
{
    const Earlier *back = isOver(facts) ? nullptr : takenBack(facts);
    const Earlier *used = acceptedWithCredential(facts);
    if (!back || facts.tokens.empty())
        return ruledOut(QStringLiteral("nothing shows that it was withdrawn"));
    Verdict verdict{Certainty::Likely, {credentialLine(facts.credentials.front(), QStringLiteral("sent, and refused"))}};
    if (used)
        verdict.evidence.push_back(earlierLine(*used, QStringLiteral("accepted with it")));
    verdict.evidence.push_back(earlierLine(*back, QStringLiteral("took it back")));
    // RFC 7009: a revocation that names this very token.
    if (used && back->exchange->last().request.url.path.toLower().contains("revo")
        && back->exchange->last().request.body.contains(tokenInUse(facts)))
        verdict.certainty = Certainty::Certain;
    return verdict;
}

/// A newer one was handed out, and the old one is still sent. Servers that rotate tokens then know the newer one alone.
Check replacedBefore(const Facts &facts)
{
    const auto newer = isOver(facts) ? std::nullopt : newerToken(facts);
    if (!newer)
        return ruledOut(QStringLiteral("nothing shows that it was withdrawn"));
    Verdict verdict{Certainty::Likely,
                    {credentialLine(facts.credentials.front(), QStringLiteral("still sent")),
                     earlierLine(*newer->by, QStringLiteral("handed out a newer one"))}};
    if (const Earlier *used = acceptedWithCredential(facts))
        verdict.evidence.insert(verdict.evidence.begin() + 1, earlierLine(*used, QStringLiteral("accepted with it")));
    verdict.evidence.push_back(statusLine(facts));
    return verdict;
}

/// Accepted here before to the letter, and now told to be no key at all. A request that is signed besides may be refused for its signature.
std::optional<Verdict> noLongerKnown(const Facts &facts)
{
    const Said *words = facts.saidFor("apikey.invalid");
    const Earlier *used = acceptedWithCredential(facts);
    const bool isSigned = std::any_of(facts.request.fields.begin(), facts.request.fields.end(),
                                      [](const Field &field) { return field.name.toLower().contains("sign"); });
    if (!words || !used || facts.status != 401 || isSigned || facts.basic)
        return std::nullopt;
    return Verdict{Certainty::Likely,
                   {credentialLine(facts.credentials.front(), QStringLiteral("sent")),
                    earlierLine(*used, QStringLiteral("accepted with it")), said(*words)}};
}

Check byHistory(const Facts &facts)
{
    if (auto verdict = noLongerKnown(facts))
        return std::move(*verdict);
    if (facts.status != 401)
        return ruledOut(QStringLiteral("nothing shows that it was withdrawn"));
    Check back = takenBackBefore(facts);
    return back ? back : replacedBefore(facts);
}

Check check(const Facts &facts)
{
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no token was sent"));
    const Said *words = facts.saidFor("token.revoked");
    if (!facts.refusedInSomeWay() && !words)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (auto verdict = facts.token() ? recreatedAccount(facts) : std::nullopt)
        return *verdict;
    if (!words)
        return byHistory(facts);
    Verdict verdict{words->saying->certainty, {credentialLine(facts.credentials.front(), {}), said(*words)}};
    if (const Earlier *back = takenBack(facts))
        verdict.evidence.push_back(earlierLine(*back, QStringLiteral("took it back")));
    return verdict;
}

}

const Rule rules::tokenRevoked{"token.revoked", "The token was withdrawn since it was issued", &check};

}
