#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool isScheme(QByteArrayView text)
{
    static constexpr QByteArrayView kSchemes[] = {"Bearer", "Basic", "Token",  "JWT",   "Bot",      "Digest",    "ApiKey",         "DPoP",
                                                  "Key",    "SSWS",  "Splunk", "OAuth", "GenieKey", "Api-Token", "Zoho-oauthtoken"};
    return std::any_of(std::begin(kSchemes), std::end(kSchemes), [text](QByteArrayView each) { return equalsIgnoringCase(each, text); });
}

/// What the credential lacks; empty when it has a value.
QString emptinessOf(const Facts &facts, const SentCredential &credential)
{
    const QByteArray value = credential.value.trimmed();
    if (value.isEmpty())
        return QStringLiteral("nothing");
    const bool field = credential.place == CredentialPlace::Authorization || credential.place == CredentialPlace::Field;
    if (field && isScheme(value))
        return QStringLiteral("the scheme “%1” alone").arg(QString::fromUtf8(value));
    const bool basic = credential.place == CredentialPlace::Authorization && facts.basic && *facts.basic;
    if (basic && (*facts.basic)->user.isEmpty() && (*facts.basic)->password.isEmpty())
        return QStringLiteral("an empty user name and an empty password");
    return {};
}

Check check(const Facts &facts)
{
    const bool another = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                     [&](const SentCredential &each) { return emptinessOf(facts, each).isEmpty(); });
    const bool session = std::any_of(facts.cookiesSent.begin(), facts.cookiesSent.end(),
                                     [](const CookiePair &pair) { return isSessionCookie(pair.name) && !pair.value.isEmpty(); });
    for (const SentCredential &credential : facts.credentials) {
        const QString what = emptinessOf(facts, credential);
        if (what.isEmpty())
            continue;
        if (another && (credential.place != CredentialPlace::Authorization || facts.tokenRead()))
            return ruledOut(QStringLiteral("another credential came along, and has a value"));
        Verdict verdict{another || session ? Certainty::Likely : Certainty::Certain,
                        {credentialLine(credential, QStringLiteral("nothing stands here"))}};
        verdict.evidence.push_back(statusLine(facts));
        verdict.parameters = {{"field", QString::fromUtf8(credential.name)}, {"what", what}};
        return verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential field was sent")
                                              : QStringLiteral("the credential has a value"));
}

}

const Rule rules::headerEmpty{"header.empty", "The credential field was sent with no credential in it", &check};

}
