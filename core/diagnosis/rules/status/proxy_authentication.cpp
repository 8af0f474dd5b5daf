#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.status != 407)
        return ruledOut(QStringLiteral("the status is not 407"));
    Verdict verdict{Certainty::Certain,
                    {statusLine(facts, QStringLiteral("the proxy asks, not the server")),
                     responseField(facts, "Proxy-Authenticate", QStringLiteral("what the proxy takes"))}};
    const bool sent = facts.request.fields.contains("Proxy-Authorization");
    if (sent)
        verdict.evidence.push_back(requestField(*facts.request.fields.find("Proxy-Authorization"), QStringLiteral("refused by the proxy")));
    else
        verdict.evidence.push_back(absent("request.headers.Proxy-Authorization", QStringLiteral("no Proxy-Authorization"), {}));
    verdict.parameters
        = {{"what", sent ? QStringLiteral("The credential that was sent to it was refused.") : QStringLiteral("None was sent to it.")}};
    return verdict;
}

}

const Rule rules::statusProxyAuthentication{"status.proxy-authentication", "407: the proxy asks for a credential, not the server", &check};

}
