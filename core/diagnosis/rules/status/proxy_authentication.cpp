#include "core/diagnosis/evidence.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// What went to the proxy, or to somebody else in its place.
std::pair<Evidence, QString> whatWasSent(const Facts &facts)
{
    if (const Field *sent = facts.request.fields.find("Proxy-Authorization"))
        return {requestField(*sent, QStringLiteral("refused by the proxy")),
                QStringLiteral("The credential that was sent to it was refused.")};
    if (facts.authorization)
        return {requestField(*facts.authorization, QStringLiteral("for the server; a proxy does not read it")),
                QStringLiteral("What was sent is the server’s credential; the proxy reads Proxy-Authorization.")};
    return {absent("request.headers.Proxy-Authorization", QStringLiteral("no Proxy-Authorization"), {}),
            QStringLiteral("None was sent to it.")};
}

Check check(const Facts &facts)
{
    if (facts.status != 407)
        return ruledOut(QStringLiteral("the status is not 407"));
    // RFC 9110, 15.5.8: a proxy must say what it takes. What does not may be an application with a status of its own.
    const bool asks = facts.response->fields.contains("Proxy-Authenticate");
    const bool fromWithin = facts.answeredBy && facts.answeredBy->certainty >= Certainty::Likely && !facts.answeredBefore();
    const auto [sent, what] = whatWasSent(facts);
    Verdict verdict{asks             ? Certainty::Certain
                        : fromWithin ? Certainty::Possible
                                     : Certainty::Likely,
                    {statusLine(facts, QStringLiteral("the proxy asks, not the server")),
                     responseField(facts, "Proxy-Authenticate", asks ? QStringLiteral("what the proxy takes") : QStringLiteral("absent")),
                     sent}};
    const AnsweredBy *by = facts.answeredBefore();
    if (by)
        verdict.evidence.push_back(whoAnswered(*by, QStringLiteral("asks")));
    verdict.parameters = {{"what", what}, {"who", by ? by->layer.name : QStringLiteral("the proxy")}};
    return verdict;
}

}

const Rule rules::statusProxyAuthentication{"status.proxy-authentication", "407: the proxy asks for a credential, not the server", &check};

}
