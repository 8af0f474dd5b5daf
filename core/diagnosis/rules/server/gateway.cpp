#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

struct Mark {
    const char *field;  ///< of the answer
    const char *begins;  ///< its value, in lower case; nullptr: any
    const char *who;
    bool answersItself;  ///< it stands on the gateway's own answers alone, not on what the gateway passes on
};

/// Sources: the projects' documentation of their own answers.
constexpr Mark kMarks[] = {
    {"server", "awselb/", "the AWS load balancer", true},
    {"x-amzn-errortype", nullptr, "API Gateway", true},
    {"server", "istio-envoy", "the Istio proxy", false},
    {"server", "envoy", "Envoy", false},
    {"server", "kong/", "Kong", true},
    {"x-kong-response-latency", nullptr, "Kong", false},
    {"server", "cloudfront", "CloudFront", true},
    {"server", "akamaighost", "Akamai", true},
    {"server", "haproxy", "HAProxy", true},
    {"server", "oauth2-proxy", "oauth2-proxy", true},
    {"gap-auth", nullptr, "oauth2-proxy", false},
    {"x-azure-ref", nullptr, "Azure Front Door", false},
    {"apim-request-id", nullptr, "Azure API Management", false},
    {"server", "big-ip", "an F5 gateway", true},
    {"cf-mitigated", nullptr, "Cloudflare", true},
    {"x-goog-iap-generated-response", nullptr, "the Identity-Aware Proxy", true},
    {"x-squid-error", nullptr, "the Squid proxy", true},
    {"x-amzn-waf-action", nullptr, "the AWS firewall", true},
    {"x-vercel-mitigated", nullptr, "Vercel’s firewall", true},
    {"server", "microsoft-azure-application-gateway", "the Azure Application Gateway", true},
};

const Mark *markOf(const Facts &facts)
{
    for (const Mark &mark : kMarks) {
        for (const QByteArray &value : facts.response->fields.values(mark.field)) {
            if (!mark.begins || value.toLower().startsWith(mark.begins))
                return &mark;
        }
    }
    return nullptr;
}

/// "nginx" of "nginx/1.24.0 (Ubuntu)": another version of it is no other server.
QByteArray productOf(const QByteArray &server)
{
    const auto end = std::find_if(server.begin(), server.end(), [](char c) { return c == '/' || c == ' '; });
    return QByteArray(server.begin(), end - server.begin()).toLower();
}

/// The same origin gave an accepted answer of another server before: the gateway let that one through.
const Earlier *answeredByAnother(const Facts &facts)
{
    const auto server = facts.response->fields.value("Server");
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->sameOrigin || !each->accepted)
            continue;
        const auto other = each->exchange->last().response->fields.value("Server");
        if (other && server && productOf(*other) != productOf(*server))
            return &*each;
    }
    return nullptr;
}

/// Whether the answer is the gateway's own page about what it does not let through. With 401 the credential is the nearer cause.
bool blocks(const Facts &facts, const Mark *mark)
{
    return facts.saidFor("server.gateway") || (mark && mark->answersItself && facts.status == 403);
}

/// Words that only the gateway says (Envoy's JWT filter, Kong's plugins, API Gateway).
const Said *gatewayWords(const Facts &facts)
{
    if (const Said *words = facts.saidFor("server.gateway"))
        return words;
    for (const Said &each : facts.said) {
        if (each.saying->profile->kind == Profile::Kind::Gateway)
            return &each;
    }
    return nullptr;
}

Check check(const Facts &facts)
{
    if (!facts.response || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Mark *mark = markOf(facts);
    const Said *words = gatewayWords(facts);
    const Earlier *other = answeredByAnother(facts);
    const auto via = facts.response->fields.value("Via");
    const bool cloudFront
        = via && via->contains("(CloudFront)") && facts.response->fields.value("X-Cache").value_or(QByteArray()).startsWith("Error");
    if (!mark && !words && !other && !cloudFront)
        return ruledOut(QStringLiteral("nothing in the answer shows a gateway"));
    if (!mark && !words && !other && !facts.authorization)
        return ruledOut(QStringLiteral("the distribution passed the answer on"));
    const QString who = mark ? QString::fromLatin1(mark->who)
        : cloudFront         ? QStringLiteral("CloudFront")
        : words              ? words->saying->profile->name
                             : QStringLiteral("another server");
    // Who answered explains nothing by itself; it is a cause only when nothing about the credential is.
    Verdict verdict{other || blocks(facts, mark) ? Certainty::Likely : Certainty::Possible, {}};
    if (mark)
        verdict.evidence.push_back(responseField(facts, mark->field, who));
    if (words)
        verdict.evidence.push_back(said(*words));
    if (cloudFront && !mark)
        verdict.evidence.push_back(responseField(facts, "Via", who));
    if (other)
        verdict.evidence.push_back(
            earlierLine(*other,
                        QStringLiteral("answered by %1")
                            .arg(QString::fromUtf8(other->exchange->last().response->fields.value("Server").value_or(QByteArray())))));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"who", who}};
    return verdict;
}

}

const Rule rules::serverGateway{"server.gateway", "A gateway, proxy or CDN answered, not the application", &check};

}
