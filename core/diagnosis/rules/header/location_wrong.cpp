#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

bool readsQuery(const Profile &service, QByteArrayView name)
{
    return std::any_of(service.wants.begin(), service.wants.end(), [name](const CredentialWant &want) {
        return want.place == CredentialWant::Place::Query && equalsIgnoringCase(want.name, name);
    });
}

bool readsBody(const Profile &service, QByteArrayView name)
{
    return std::any_of(service.wants.begin(), service.wants.end(), [name](const CredentialWant &want) {
        return want.place == CredentialWant::Place::Body && equalsIgnoringCase(want.name, name);
    });
}

QString placeName(CredentialPlace place)
{
    return place == CredentialPlace::Query                                 ? QStringLiteral("the query")
        : place == CredentialPlace::Form || place == CredentialPlace::Json ? QStringLiteral("the body")
                                                                           : QStringLiteral("the header");
}

Verdict found(const Facts &facts, const SentCredential &credential, Certainty certainty, const QString &wanted)
{
    const QString place = placeName(credential.place);
    Verdict verdict{certainty, {credentialLine(credential, QStringLiteral("in %1").arg(place))}};
    if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asks for the header")));
    else if (const Said *words = facts.saidFor("header.missing"))
        verdict.evidence.push_back(said(*words));
    else if (!facts.answer.isEmpty())
        verdict.evidence.push_back(evidenceFor(facts.answer.items.front(), {}));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"place", place}, {"name", QString::fromUtf8(credential.name)}, {"wanted", wanted}};
    return verdict;
}

/// What belongs where it stands: the client's own authentication, a presented token, a signature.
bool belongsThere(const Facts &facts, const SentCredential &credential)
{
    static constexpr QByteArrayView kThere[] = {"client_secret", "client_assertion", "assertion", "refresh_token", "sig"};
    if (std::find(std::begin(kThere), std::end(kThere), credential.name) != std::end(kThere) || credential.name.startsWith("X-Amz-")
        || credential.name.startsWith("X-Goog-"))
        return true;
    if (!facts.service || facts.service->wants.empty())
        return false;
    if (credential.place == CredentialPlace::Query)
        return readsQuery(*facts.service, credential.name);
    return credential.place == CredentialPlace::Form && readsBody(*facts.service, credential.name);
}

/// The reverse: the answer asks for a parameter of the query, and the credential went in the header.
bool asksForQuery(const Facts &facts)
{
    static const QRegularExpression query(QStringLiteral("query (?:string )?param|(?:url|request) parameter"));
    static const QRegularExpression demand(QStringLiteral("missing|required|not found|not provided|provide|expected|must"));
    return std::any_of(facts.answer.items.begin(), facts.answer.items.end(), [](const AnswerText &text) {
        const QString lower = QString::fromUtf8(text.lower);
        return lower.contains(query) && lower.contains(demand);
    });
}

Check fromHeader(const Facts &facts)
{
    const auto credential = std::find_if(facts.credentials.begin(), facts.credentials.end(), [](const SentCredential &each) {
        return each.place == CredentialPlace::Authorization || each.place == CredentialPlace::Field;
    });
    const bool queryToo = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                      [](const SentCredential &each) { return each.place == CredentialPlace::Query; });
    if (credential != facts.credentials.end() && !queryToo && asksForQuery(facts))
        return found(facts, *credential, Certainty::Likely, QStringLiteral("the query"));
    return ruledOut(facts.authorization ? QStringLiteral("the header was sent")
                                        : QStringLiteral("no credential stands in the query or the body"));
}

Check check(const Facts &facts)
{
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    if (facts.authorization)
        return fromHeader(facts);
    const Said *words = facts.saidFor("header.missing");
    const bool keyField = std::any_of(facts.credentials.begin(), facts.credentials.end(),
                                      [](const SentCredential &each) { return each.place == CredentialPlace::Field; });
    for (const SentCredential &credential : facts.credentials) {
        const bool outside = credential.place == CredentialPlace::Query || credential.place == CredentialPlace::Form
            || credential.place == CredentialPlace::Json;
        if (!outside || keyField || belongsThere(facts, credential))
            continue;
        const bool known = facts.service && !facts.service->wants.empty();
        if (known)
            return found(facts, credential, words ? Certainty::Certain : Certainty::Likely, QStringLiteral("the header"));
        if (facts.challenge("Bearer") || facts.challenge("Token") || words)
            return found(facts, credential, Certainty::Likely, QStringLiteral("the header"));
    }
    return fromHeader(facts);
}

}

const Rule rules::headerLocationWrong{"header.location-wrong", "The credential is in the query or body, and the server reads the header",
                                      &check};

}
