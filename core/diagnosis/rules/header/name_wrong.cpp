#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

#include <QRegularExpression>

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
        if (want.place != CredentialWant::Place::Field || want.prefix.isEmpty() || !key.startsWith(want.prefix)
            || facts.request.fields.contains(want.name))
            continue;
        return found(facts, credential, Certainty::Certain, QString::fromUtf8(want.name),
                     QStringLiteral("%1 reads keys of this kind in %2").arg(facts.service->name, QString::fromUtf8(want.name)));
    }
    return std::nullopt;
}

/// An opaque key behind Bearer, where the service takes tokens of another look there and keys in a field of their own.
std::optional<Verdict> keyAsBearer(const Facts &facts, const SentCredential &credential, QByteArrayView key)
{
    if (!facts.service || !equalsIgnoringCase(facts.authorizationParts.scheme, "Bearer"))
        return std::nullopt;
    const CredentialWant *own = nullptr;
    bool takesTokens = false;
    for (const CredentialWant &want : facts.service->wants) {
        if (want.place == CredentialWant::Place::Field && !own)
            own = &want;
        if (want.place != CredentialWant::Place::Authorization)
            continue;
        takesTokens = !want.prefix.isEmpty();
        if (want.prefix.isEmpty() || key.startsWith(want.prefix))
            return std::nullopt;
    }
    if (!own || !takesTokens || facts.request.fields.contains(own->name))
        return std::nullopt;
    return found(facts, credential, Certainty::Likely, QString::fromUtf8(own->name),
                 QStringLiteral("%1 reads keys in %2").arg(facts.service->name, QString::fromUtf8(own->name)));
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
                 QStringLiteral("%1 reads %2").arg(facts.service->name, QString::fromUtf8(wants.front().name)));
}

/// The field that the answer says is missing: "Missing X-Meter-Key header", or the name in the challenge of Azure API Management.
QByteArray namedByAnswer(const Facts &facts)
{
    static const QRegularExpression field(
        QStringLiteral("\\b(x-[a-z0-9]+(?:-[a-z0-9]+)*|api-key|apikey|private-token|ocp-apim-subscription-key)\\b"));
    static const QRegularExpression demand(
        QStringLiteral("\\b(?:missing|required|requires|not found|not provided|not present|no|provide|expected|must|absent)\\b"));
    for (const AnswerText &text : facts.answer.items) {
        const QString lower = QString::fromUtf8(text.lower);
        const auto match = field.match(lower);
        if (!match.hasMatch())
            continue;
        const QByteArray name = match.captured(1).toLatin1();
        const bool whole = lower.size() == match.capturedLength();
        const bool demanded = whole ? text.name == "name" : lower.contains(demand) && lower.contains(QLatin1String("header"));
        if (demanded && !facts.request.fields.contains(name))
            return QString(text.text).mid(match.capturedStart(1), match.capturedLength(1)).toLatin1();
    }
    return {};
}

/// A name that is a misspelling of Authorization, or a field that people take for it.
Certainty suretyOfMistaken(const Facts &facts, const SentCredential &credential)
{
    if (facts.challenges.empty() && !facts.saidFor("header.missing"))
        return Certainty::Likely;
    // X-Authorization and the like are read by some; a misspelling is not.
    return credential.name.toLower().startsWith("x-") ? Certainty::Likely : Certainty::Certain;
}

/// A key field of an unusual name, while the answer says that nothing came.
std::optional<Verdict> byAnswer(const Facts &facts, const SentCredential &credential)
{
    const Said *words = facts.saidFor("header.missing");
    const bool nothingFound = words && words->saying->certainty >= Certainty::Likely;
    const auto elsewhere = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(),
                                        [](const Earlier &each) { return each.accepted && each.sameCredential && !each.sameOrigin; });
    if (credential.name.contains('_') && elsewhere != facts.earlier.rend()) {
        Verdict verdict = found(facts, credential, Certainty::Likely, QString::fromUtf8(QByteArray(credential.name).replace('_', '-')),
                                QStringLiteral("nginx and others drop names with an underscore"));
        verdict.evidence.push_back(earlierLine(*elsewhere, QStringLiteral("accepted with the same field, past this server")));
        return verdict;
    }
    const bool arrived = acceptedWithCredential(facts) != nullptr;
    if (credential.name.contains('_') && !arrived)
        return found(facts, credential, nothingFound ? Certainty::Likely : Certainty::Possible,
                     QString::fromUtf8(QByteArray(credential.name).replace('_', '-')),
                     QStringLiteral("nginx and others drop names with an underscore"));
    if (facts.challenge("Bearer"))
        return found(facts, credential, Certainty::Likely, QStringLiteral("Authorization: Bearer"),
                     QStringLiteral("the answer asks for Bearer"));
    if (nothingFound)
        return found(facts, credential, Certainty::Likely, QStringLiteral("another field"),
                     QStringLiteral("sent, and the answer says that none came"));
    return std::nullopt;
}

std::optional<Verdict> forField(const Facts &facts, const SentCredential &credential)
{
    if (equalsIgnoringCase(credential.name, "DPoP") || facts.authorization)
        return std::nullopt;
    if (isMistakenForAuthorization(credential.name))
        return found(facts, credential, suretyOfMistaken(facts, credential), QStringLiteral("Authorization"),
                     QStringLiteral("not a field that servers read"));
    if (auto verdict = byService(facts, credential))
        return verdict;
    return byAnswer(facts, credential);
}

Check check(const Facts &facts)
{
    if (facts.status != 401 && facts.status != 403)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    const QByteArray wanted = namedByAnswer(facts);
    for (const SentCredential &credential : facts.credentials) {
        const bool authorization = credential.place == CredentialPlace::Authorization;
        if (!authorization && credential.place != CredentialPlace::Field)
            continue;
        const QByteArray key
            = authorization && !facts.authorizationParts.scheme.isEmpty() ? facts.authorizationParts.rest : credential.value;
        if (auto verdict = byKeyShape(facts, credential, key))
            return *verdict;
        if (!wanted.isEmpty())
            return found(facts, credential, Certainty::Likely, QString::fromUtf8(wanted),
                         QStringLiteral("not the field that the answer names"));
        if (auto verdict = authorization ? keyAsBearer(facts, credential, key) : forField(facts, credential))
            return *verdict;
    }
    return ruledOut(facts.credentials.empty() ? QStringLiteral("no credential was sent") : QStringLiteral("the field has the usual name"));
}

}

const Rule rules::headerNameWrong{"header.name-wrong", "The credential is in a field that the server does not read", &check};

}
