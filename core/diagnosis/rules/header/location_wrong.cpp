#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/services.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool readsQuery(const Service &service, QByteArrayView name)
{
    return std::any_of(service.wants.begin(), service.wants.end(), [name](const CredentialWant &want) {
        return want.place == CredentialWant::Query && equalsIgnoringCase(want.name, name);
    });
}

bool readsBody(const Service &service, QByteArrayView name)
{
    return std::any_of(service.wants.begin(), service.wants.end(), [name](const CredentialWant &want) {
        return want.place == CredentialWant::Body && equalsIgnoringCase(want.name, name);
    });
}

Verdict found(const Facts &facts, const SentCredential &credential, Certainty certainty)
{
    const QString place = credential.place == CredentialPlace::Query ? QStringLiteral("the query") : QStringLiteral("the body");
    Verdict verdict{certainty, {credentialLine(credential, QStringLiteral("in %1").arg(place))}};
    if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asks for the header")));
    else if (const Said *words = facts.saidFor("header.missing"))
        verdict.evidence.push_back(said(*words));
    else
        verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"place", place}, {"name", QString::fromUtf8(credential.name)}};
    return verdict;
}

Check check(const Facts &facts)
{
    if (facts.authorization)
        return ruledOut(QStringLiteral("the header was sent"));
    const bool nothingFound = facts.saidFor("header.missing");
    for (const SentCredential &credential : facts.credentials) {
        if (credential.place != CredentialPlace::Query && credential.place != CredentialPlace::Form)
            continue;
        // The client's own authentication and a presented token belong into the body of a token request.
        if (credential.name == "client_secret" || credential.name == "client_assertion" || credential.name == "assertion"
            || credential.name == "refresh_token" || credential.name.startsWith("X-Amz-"))
            continue;
        const bool query = credential.place == CredentialPlace::Query;
        if (facts.service && !facts.service->wants.empty()) {
            if (query ? readsQuery(*facts.service, credential.name) : readsBody(*facts.service, credential.name))
                return ruledOut(QStringLiteral("%1 reads it there").arg(QString::fromUtf8(facts.service->name)));
            return found(facts, credential, nothingFound ? Certainty::Certain : Certainty::Likely);
        }
        if (facts.challenge("Bearer") || nothingFound)
            return found(facts, credential, Certainty::Likely);
    }
    return ruledOut(QStringLiteral("no credential stands in the query or the body"));
}

}

const Rule rules::headerLocationWrong{"header.location-wrong", "The credential is in the query or body, and the server reads the header",
                                      &check};

}
