#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Schemes by which servers and proxies ask for people; the others carry tokens of applications.
bool isOfServers(QByteArrayView scheme)
{
    static constexpr QByteArrayView kSchemes[] = {"Basic", "Digest", "Negotiate", "NTLM", "Kerberos"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes),
                       [scheme](QByteArrayView each) { return equalsIgnoringCase(each, scheme); });
}

bool asksLikeServer(const Facts &facts)
{
    return !facts.challenges.empty()
        && std::all_of(facts.challenges.begin(), facts.challenges.end(), [](const Challenge &each) { return isOfServers(each.scheme); });
}

/// The same scheme was taken at this origin before: somebody there wants it.
const Earlier *takenBefore(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.begin(), facts.earlier.end(), [&](const Earlier &each) {
        return each.accepted && each.sameOrigin && equalsIgnoringCase(each.authorization().scheme, facts.authorizationParts.scheme);
    });
    return found == facts.earlier.end() ? nullptr : &*found;
}

/// The proxy's own login judged a credential that was meant for the application.
Check judgedByProxy(const Facts &facts)
{
    const QByteArray &scheme = facts.authorizationParts.scheme;
    if (isOfServers(scheme) || !asksLikeServer(facts))
        return ruledOut(QStringLiteral("no login of a proxy was asked for"));
    const AnsweredBy *by = facts.answeredBefore();
    if (!by)
        return ruledOut(QStringLiteral("nothing shows that another layer than the application asks"));
    Verdict verdict{Certainty::Likely,
                    {requestField(*facts.authorization, QStringLiteral("meant for the application"), QString::fromUtf8(scheme)),
                     responseField(facts, "WWW-Authenticate", QStringLiteral("asked for by another layer")), by->reasons.front()}};
    if (const Earlier *before = takenBefore(facts))
        verdict.evidence.push_back(earlierLine(*before, QStringLiteral("taken before, with the same scheme")));
    verdict.parameters = {
        {"who", by->layer.name},
        {"what", QStringLiteral("%1 asks for its own login in the field that carries the application’s credential").arg(by->layer.name)}};
    return verdict;
}

/// An earlier refusal of this origin that asked for what was sent now, and was made by a layer before the application.
struct FirstLayer {
    const Earlier *asked = nullptr;
    AnsweredBy by = {};
};
std::optional<FirstLayer> firstLayer(const Facts &facts)
{
    constexpr int kMostLooked = 8;  // each is read as a whole
    int looked = 0;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend() && looked < kMostLooked; ++each) {
        const auto &response = each->exchange->last().response;
        const auto challenge = response ? response->fields.value("WWW-Authenticate") : std::nullopt;
        if (!each->sameOrigin || !challenge || response->status != 401)
            continue;
        if (!equalsIgnoringCase(splitCredentials(*challenge).scheme, facts.authorizationParts.scheme))
            continue;
        ++looked;
        const DiagnosisInput input{*each->exchange};
        Facts before(input);
        gatherFacts(before);
        if (before.answeredBefore())
            return FirstLayer{&*each, *before.answeredBy};
    }
    return std::nullopt;
}

/// The proxy took its login, and passed it on to an application that reads the same field.
Check passedOnToApplication(const Facts &facts)
{
    if (!isOfServers(facts.authorizationParts.scheme))
        return ruledOut(QStringLiteral("no login of a proxy was sent"));
    if (facts.challenge(facts.authorizationParts.scheme))
        return ruledOut(QStringLiteral("the scheme that was sent is asked for again"));
    const auto first = firstLayer(facts);
    if (!first)
        return ruledOut(QStringLiteral("no other layer asked for this login before"));
    if (!first->by.layer.profile.isEmpty() && facts.wasAnsweredBy(first->by.layer.profile))
        return ruledOut(QStringLiteral("the same layer answered as before"));
    Verdict verdict{Certainty::Likely,
                    {earlierLine(*first->asked, QStringLiteral("%1 asked for this login").arg(first->by.layer.name)),
                     requestField(*facts.authorization, QStringLiteral("taken by it, and passed on"))}};
    if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asked for by another layer")));
    else if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), QStringLiteral("said by another layer")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters
        = {{"who", first->by.layer.name},
           {"what", QStringLiteral("%1 passes its own login on to the application, which reads the same field").arg(first->by.layer.name)}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.status != 401 || !facts.authorization || facts.authorizationParts.scheme.isEmpty())
        return ruledOut(QStringLiteral("no Authorization was refused with 401"));
    Check judged = judgedByProxy(facts);
    return judged ? judged : passedOnToApplication(facts);
}

}

const Rule rules::headerLayerConflict{"header.layer-conflict", "Two layers read the same Authorization", &check};

}
