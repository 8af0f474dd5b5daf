#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool isScheme(QByteArrayView text)
{
    static constexpr QByteArrayView kSchemes[] = {"Bearer", "Basic", "Token", "JWT", "Bot", "Digest", "ApiKey", "DPoP"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes), [text](QByteArrayView each) { return equalsIgnoringCase(each, text); });
}

Check check(const Facts &facts)
{
    for (const SentCredential &credential : facts.credentials) {
        const QByteArray value = credential.value.trimmed();
        const bool bareScheme = credential.place == CredentialPlace::Authorization && isScheme(value);
        if (!value.isEmpty() && !bareScheme)
            continue;
        Verdict verdict{Certainty::Certain, {credentialLine(credential, QStringLiteral("nothing stands here"))}};
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters
            = {{"field", QString::fromUtf8(credential.name)},
               {"what", bareScheme ? QStringLiteral("the scheme “%1” alone").arg(QString::fromUtf8(value)) : QStringLiteral("nothing")}};
        return verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential field was sent")
                                              : QStringLiteral("the credential has a value"));
}

}

const Rule rules::headerEmpty{"header.empty", "The credential field was sent with no credential in it", &check};

}
