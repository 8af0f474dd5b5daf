#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

std::optional<QByteArray> authorizationOf(const Earlier &earlier)
{
    return earlier.exchange->last().request.fields.value("Authorization");
}

/// A token that is past its time is refused for that.
bool isOver(const Facts &facts, const QByteArray &authorization)
{
    const auto end = decodeToken(splitCredentials(authorization).rest).time("exp");
    return end && end->instant && facts.hop.sentAt && *end->instant < *facts.hop.sentAt;
}

const Earlier *acceptedWith(const Facts &facts, const QByteArray &authorization)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        return each.succeeded() && each.sameOrigin && authorizationOf(each) == authorization;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

/// Two credentials or more that worked are refused one after another: it is not about one of them.
Check nobodyIsAccepted(const Facts &facts)
{
    if (facts.status != 401 || !facts.authorization || isOver(facts, facts.authorization->value))
        return ruledOut(QStringLiteral("the answer does not say so"));
    const Earlier *own = acceptedWith(facts, facts.authorization->value);
    for (const Earlier *refused : own ? refusalsInARow(facts) : std::vector<const Earlier *>()) {
        const auto other = authorizationOf(*refused);
        const Earlier *accepted
            = other && *other != facts.authorization->value && !isOver(facts, *other) ? acceptedWith(facts, *other) : nullptr;
        if (!accepted)
            continue;
        Verdict verdict{Certainty::Likely,
                        {earlierLine(*own, QStringLiteral("this credential was accepted")),
                         earlierLine(*accepted, QStringLiteral("so was another one")),
                         earlierLine(*refused, QStringLiteral("which is refused by now")),
                         statusLine(facts, QStringLiteral("as this one is"))}};
        if (const auto changed = changedServer(facts, *own))
            verdict.evidence.push_back(*changed);
        return verdict;
    }
    return ruledOut(QStringLiteral("the answer does not say so"));
}

Check check(const Facts &facts)
{
    Check words = saidByAnswer(facts, "server.misconfigured");
    return words ? words : nobodyIsAccepted(facts);
}

}

const Rule rules::serverMisconfigured{"server.misconfigured", "The server's own authentication set-up is at fault", &check};

}
