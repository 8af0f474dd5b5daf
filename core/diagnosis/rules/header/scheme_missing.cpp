#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// Base64 of “user:password”; random text may decode to bytes with a colon among them, but not to plain text.
bool isUserAndPassword(QByteArrayView value)
{
    const auto basic = parseBasic(value);
    return basic && basic->coding == TextCoding::Ascii
        && std::all_of(basic->user.begin(), basic->user.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

/// The scheme that this server wants before the credential, from its challenge or from what is known of it.
QByteArray wantedScheme(const Facts &facts)
{
    if (facts.service) {
        for (const CredentialWant &want : facts.service->wants) {
            if (want.place == CredentialWant::Place::Authorization)
                return want.scheme;
        }
        return {};
    }
    const bool userAndPassword = isUserAndPassword(facts.authorization->value.trimmed());
    for (const Challenge &challenge : facts.challenges) {
        const bool password = challenge.is("Basic");
        if (password == userAndPassword && !challenge.is("Digest") && !challenge.is("Negotiate") && !challenge.is("NTLM"))
            return challenge.scheme;
    }
    return {};
}

/// Cognito and Lambda authorizers of API Gateway, and services that say so, take the bare value.
bool takesBareValues(const Facts &facts)
{
    if (!facts.service)
        return false;
    const auto &wants = facts.service->wants;
    return facts.service->id == "aws-api-gateway" || std::any_of(wants.begin(), wants.end(), [](const CredentialWant &want) {
               return want.place == CredentialWant::Place::Authorization && want.scheme.isEmpty();
           });
}

/// How sure it is that nothing but the scheme was missed.
Certainty sureness(const Facts &facts, const QByteArray &scheme, bool jwt)
{
    if (scheme.isEmpty() || facts.challengeParameter("error") || facts.status != 401)
        return Certainty::Likely;
    const bool nothingFound = facts.saidFor("header.missing") || facts.saidFor("header.scheme-missing");
    return jwt || nothingFound || facts.service ? Certainty::Certain : Certainty::Likely;
}

Check check(const Facts &facts)
{
    if (!facts.authorization)
        return ruledOut(QStringLiteral("no Authorization was sent"));
    const QByteArray value = facts.authorization->value.trimmed();
    constexpr qsizetype kShortestToken = 16;
    const bool bare
        = !value.contains(' ') && !value.contains('\t') && value.size() >= kShortestToken && !value.contains('{') && !value.contains('<');
    if (!bare)
        return ruledOut(QStringLiteral("a scheme stands before the credential"));
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    if (takesBareValues(facts))
        return ruledOut(QStringLiteral("this service takes the bare value"));
    const QByteArray scheme = wantedScheme(facts);
    const bool jwt = looksLikeJwt(value);
    const Said *words = facts.saidFor("header.scheme-missing");
    // A key whose form says that it goes behind Bearer, at a host of one's own (a self-hosted GitLab, say).
    const KeyShape *shape = findKeyShape(value);
    const bool bearerKey = shape && shape->goes == "bearer" && !facts.service;
    if (scheme.isEmpty() && !jwt && !words && !bearerKey)
        return ruledOut(QStringLiteral("the server may take the bare value"));

    Verdict verdict;
    verdict.certainty = sureness(facts, scheme, jwt);
    verdict.evidence = {requestField(*facts.authorization, QStringLiteral("no scheme before it"))};
    if (words)
        verdict.evidence.push_back(said(*words));
    if (!facts.challenges.empty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("the scheme that is asked for")));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"scheme", scheme.isEmpty() ? QStringLiteral("Bearer") : QString::fromUtf8(scheme)}};
    return verdict;
}

}

const Rule rules::headerSchemeMissing{"header.scheme-missing", "A bare credential was sent, without the scheme before it", &check};

}
