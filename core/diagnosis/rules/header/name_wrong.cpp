#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/knowledge/services.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Verdict found(const Facts &facts, const SentCredential &credential, Certainty certainty, const QString &wanted, const QString &says)
{
    Verdict verdict{certainty, {credentialLine(credential, says)}};
    if (const Said *words = facts.saidFor("header.missing"))
        verdict.evidence.push_back(said(*words));
    else if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"sent", QString::fromUtf8(credential.name)}, {"wanted", wanted}};
    return verdict;
}

/// The service's own field for a key of this shape, when it went elsewhere in the header.
std::optional<Verdict> byKeyShape(const Facts &facts, const SentCredential &credential, QByteArrayView key)
{
    if (!facts.service)
        return std::nullopt;
    for (const CredentialWant &want : facts.service->wants) {
        if (want.place != CredentialWant::Field || !want.prefix || !key.startsWith(QByteArrayView(want.prefix))
            || equalsIgnoringCase(want.name, credential.name))
            continue;
        return found(
            facts, credential, Certainty::Certain, QString::fromUtf8(want.name),
            QStringLiteral("%1 reads keys of this kind in %2").arg(QString::fromUtf8(facts.service->name), QString::fromUtf8(want.name)));
    }
    return std::nullopt;
}

/// A key field that this service does not read at all.
std::optional<Verdict> byService(const Facts &facts, const SentCredential &credential)
{
    if (!facts.service || facts.service->wants.empty() || credential.place != CredentialPlace::Field)
        return std::nullopt;
    const auto &wants = facts.service->wants;
    if (std::any_of(wants.begin(), wants.end(), [&](const CredentialWant &want) { return equalsIgnoringCase(want.name, credential.name); }))
        return std::nullopt;
    if (credential.name.startsWith("X-Auth-Email") || equalsIgnoringCase(credential.name, "DPoP"))
        return std::nullopt;
    return found(facts, credential, Certainty::Likely, QString::fromUtf8(wants.front().name),
                 QStringLiteral("%1 reads %2").arg(QString::fromUtf8(facts.service->name), QString::fromUtf8(wants.front().name)));
}

Check check(const Facts &facts)
{
    if (facts.status != 401 && facts.status != 403)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    for (const SentCredential &credential : facts.credentials) {
        const bool authorization = credential.place == CredentialPlace::Authorization;
        const QByteArray key
            = authorization && !facts.authorizationParts.scheme.isEmpty() ? facts.authorizationParts.rest : credential.value;
        if (authorization || credential.place == CredentialPlace::Field) {
            if (auto verdict = byKeyShape(facts, credential, key))
                return *verdict;
        }
        if (facts.authorization)
            continue;
        if (credential.place == CredentialPlace::Field && isMistakenForAuthorization(credential.name)) {
            const bool challenged = !facts.challenges.empty() || facts.saidFor("header.missing");
            return found(facts, credential, challenged ? Certainty::Certain : Certainty::Likely, QStringLiteral("Authorization"),
                         QStringLiteral("not a field that servers read"));
        }
        if (auto verdict = byService(facts, credential))
            return *verdict;
        if (credential.place == CredentialPlace::Field && credential.name.contains('_'))
            return found(facts, credential, Certainty::Possible, QString::fromUtf8(QByteArray(credential.name).replace('_', '-')),
                         QStringLiteral("nginx and others drop names with an underscore"));
        if (credential.place == CredentialPlace::Field && facts.challenge("Bearer") && !equalsIgnoringCase(credential.name, "DPoP"))
            return found(facts, credential, Certainty::Likely, QStringLiteral("Authorization: Bearer"),
                         QStringLiteral("the answer asks for Bearer"));
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent") : QStringLiteral("the field has the usual name"));
}

}

const Rule rules::headerNameWrong{"header.name-wrong", "The credential is in a field that the server does not read", &check};

}
