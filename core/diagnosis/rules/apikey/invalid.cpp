#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no credential was sent"));
    const SentCredential &first = facts.credentials.front();
    const std::vector<TextParameter> parameters{
        {"how", QStringLiteral("A mistyped, a revoked and an unknown key look the same from outside.")}};
    if (const Said *words = facts.saidFor("apikey.invalid"))
        return Verdict{words->saying->certainty, {credentialLine(first, QStringLiteral("sent")), said(*words)}, parameters};
    const bool key = first.place == CredentialPlace::Field || first.place == CredentialPlace::Query;
    if (!key || facts.status != 401 || first.token >= 0 || facts.authorization)
        return ruledOut(QStringLiteral("no key was sent, or the answer speaks of something else"));
    return Verdict{Certainty::Possible, {credentialLine(first, QStringLiteral("sent, and refused")), statusLine(facts)}, parameters};
}

}

const Rule rules::apikeyInvalid{"apikey.invalid", "The key is unknown, revoked or mistyped", &check};

}
