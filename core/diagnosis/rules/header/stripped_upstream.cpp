#include "core/diagnosis/evidence.h"
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

/// A sign that something stands between, which may take fields away.
const Field *between(const FieldList &fields)
{
    for (const char *name : {"Via", "X-Cache", "X-Amz-Cf-Id", "X-Served-By", "X-Varnish", "X-Kong-Proxy-Latency"}) {
        if (const Field *field = fields.find(name))
            return field;
    }
    return nullptr;
}

/// Servers that hand requests to a program over CGI, FastCGI or WSGI, and keep Authorization unless told otherwise. httpd.apache.org
/// CGIPassAuth; modwsgi.readthedocs.io WSGIPassAuthorization.
const Field *keeper(const FieldList &fields)
{
    const Field *server = fields.find("Server");
    const QByteArray name = server ? server->value.toLower() : QByteArray();
    if (name.startsWith("apache") || name.startsWith("litespeed") || name.contains("cgi"))
        return server;
    const Field *powered = fields.find("X-Powered-By");
    return powered && powered->value.startsWith("PHP") ? powered : nullptr;
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (!facts.authorization || facts.authorizationParts.scheme.isEmpty() || facts.authorizationParts.rest.isEmpty())
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const Said *words = facts.saidFor("header.missing");
    const Earlier *elsewhere = acceptedElsewhere(facts);
    const Field *proxy = between(facts.response->fields);
    const Field *sign = proxy ? proxy : keeper(facts.response->fields);
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says"));
    if (facts.challengeParameter("error") == QByteArray("invalid_token"))
        return ruledOut(QStringLiteral("the answer speaks of the token that came"));
    const bool vague = words && words->saying->certainty == Certainty::Possible && !sign && !elsewhere;
    if (vague || (!words && !(elsewhere && proxy)))
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
        verdict.evidence.push_back(responseField(facts, sign->name, QStringLiteral("stands between")));
    return verdict;
}

}

const Rule rules::headerStrippedUpstream{"header.stripped-upstream", "The credential was sent, and removed before the application saw it",
                                         &check};

}
