#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/services.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.service)
        return ruledOut(QStringLiteral("the host is of no service that is known here"));
    if (!facts.refusedInSomeWay() && facts.saidFor("apikey.invalid") == nullptr)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    for (const SentCredential &credential : facts.credentials) {
        const QByteArray key = credential.place == CredentialPlace::Authorization && !facts.authorizationParts.scheme.isEmpty()
            ? facts.authorizationParts.rest
            : credential.value;
        const KeyShape *shape = findKeyShape(key);
        if (!shape || qstrcmp(shape->service, facts.service->id) == 0 || qstrcmp(shape->service, "aws") == 0)
            continue;
        Verdict verdict{Certainty::Certain,
                        {credentialLine(credential, QString::fromUtf8(shape->what)),
                         requestLine(facts, QString::fromUtf8(facts.service->name), QString::fromUtf8(facts.host))}};
        if (const Said *words = facts.saidFor("apikey.invalid"))
            verdict.evidence.push_back(said(*words));
        verdict.parameters = {{"what", QString::fromUtf8(shape->what)}, {"service", QString::fromUtf8(facts.service->name)}};
        return verdict;
    }
    return ruledOut(QStringLiteral("the key does not look like one of another service"));
}

}

const Rule rules::apikeyEnvironmentWrong{"apikey.environment-wrong", "The key is of another service, environment or region", &check};

}
