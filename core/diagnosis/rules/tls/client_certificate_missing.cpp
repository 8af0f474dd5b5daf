#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// nginx's own code for a request that came without the certificate it wants; sent by what is built on it.
constexpr int kCertificateRequired = 496;

Check check(const Facts &facts)
{
    if (!facts.response)
        return ruledOut(QStringLiteral("no answer came"));
    const Said *words = facts.saidFor("tls.client-certificate-missing");
    const bool status = facts.status == kCertificateRequired;
    if (!words && !status)
        return ruledOut(QStringLiteral("the answer does not ask for a certificate"));
    // Servers of applications let a request through and ask for the certificate as for any credential.
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely, {}};
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(statusLine(facts, status ? QStringLiteral("nginx’s code for a certificate that did not come") : QString()));
    verdict.evidence.push_back(
        requestLine(facts, QStringLiteral("asked without a certificate of the client’s own"), QString::fromUtf8(facts.host)));
    return verdict;
}

}

const Rule rules::tlsClientCertificateMissing{"tls.client-certificate-missing", "The server wants a client certificate", &check};

}
