#include "core/diagnosis/evidence.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The same credential was accepted by another host a moment ago: the credential is sound, the way is not.
const Earlier *acceptedElsewhere(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(),
                                    [](const Earlier &each) { return each.accepted && each.sameCredential && !each.sameOrigin; });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

/// Servers that hand requests to a program over CGI, FastCGI or WSGI, and keep Authorization unless told otherwise. httpd.apache.org
/// CGIPassAuth; modwsgi.readthedocs.io WSGIPassAuthorization.
std::optional<Evidence> keeper(const Facts &facts)
{
    const FieldList &fields = facts.response->fields;
    const QByteArray server = fields.value("Server").value_or(QByteArray()).toLower();
    const QString says = QStringLiteral("hands requests on, and may keep Authorization");
    if (server.startsWith("apache") || server.startsWith("litespeed") || server.contains("cgi"))
        return responseField(facts, "Server", says);
    if (fields.value("X-Powered-By").value_or(QByteArray()).startsWith("PHP"))
        return responseField(facts, "X-Powered-By", says);
    return std::nullopt;
}

/// Whoever read the request first made the answer: nobody before it can have taken something away.
bool wasRefusedByTheFirst(const Facts &facts)
{
    const AnsweredBy *by = facts.answeredBefore();
    return by && by->layer.kind != Layer::Kind::Cache && by->passedOn.empty();
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (!facts.authorization || facts.authorizationParts.scheme.isEmpty() || facts.authorizationParts.rest.isEmpty())
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const Said *words = facts.saidFor("header.missing");
    const Earlier *elsewhere = acceptedElsewhere(facts);
    const auto hand = handBetween(facts);
    const auto sign = hand ? std::optional(hand->line) : keeper(facts);
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says"));
    if (facts.challengeParameter("error") == QByteArray("invalid_token"))
        return ruledOut(QStringLiteral("the answer speaks of the token that came"));
    if (wasRefusedByTheFirst(facts))
        return ruledOut(QStringLiteral("%1 answered itself, and nobody stands before it").arg(facts.answeredBy->layer.name));
    const bool vague = words && words->saying->certainty == Certainty::Possible && !sign && !elsewhere;
    if (vague || (!words && !(elsewhere && hand)))
        return ruledOut(QStringLiteral("the answer does not say that no credential came"));
    // "authentication required" is what many say to a credential that they do not take, too.
    Certainty sure = words && !elsewhere ? std::min(words->saying->certainty, Certainty::Likely) : Certainty::Likely;
    // Many filters say that none came where they read one and did not like it; without a sign of one that takes fields away, that is open.
    if (!elsewhere && !sign)
        sure = Certainty::Possible;
    Verdict verdict{sure, {requestField(*facts.authorization, QStringLiteral("sent"))}};
    if (words)
        verdict.evidence.push_back(said(*words));
    if (elsewhere)
        verdict.evidence.push_back(earlierLine(*elsewhere, QStringLiteral("accepted with the same credential")));
    if (sign)
        verdict.evidence.push_back(*sign);
    return verdict;
}

}

const Rule rules::headerStrippedUpstream{"header.stripped-upstream", "The credential was sent, and removed before the application saw it",
                                         &check};

}
