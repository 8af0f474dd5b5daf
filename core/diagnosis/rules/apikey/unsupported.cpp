#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// The key that went along; a Basic or Bearer credential may hold one as well.
const SentCredential *sentKey(const Facts &facts)
{
    const auto found = std::find_if(facts.credentials.begin(), facts.credentials.end(), [](const SentCredential &each) {
        return each.token < 0 && (each.place == CredentialPlace::Field || each.place == CredentialPlace::Query);
    });
    if (found != facts.credentials.end())
        return &*found;
    return facts.credentials.empty() ? nullptr : &facts.credentials.front();
}

/// Google's older interfaces: the key was read, and the answer points to Authorization as what is missing.
const AnswerText *pointsToAuthorization(const Facts &facts, const SentCredential &key)
{
    if (key.place == CredentialPlace::Authorization || facts.authorization || facts.status != 401)
        return nullptr;
    const AnswerText *location = facts.answer.named("location");
    return location && location->lower == "authorization" ? location : nullptr;
}

Check check(const Facts &facts)
{
    const SentCredential *key = sentKey(facts);
    if (!key)
        return ruledOut(QStringLiteral("no key was sent"));
    if (const Said *words = facts.saidFor("apikey.unsupported")) {
        Verdict verdict{words->saying->certainty, {credentialLine(*key, QStringLiteral("sent")), said(*words), statusLine(facts)}};
        verdict.parameters = {{"how", QStringLiteral("The answer says that keys are not taken here.")}};
        return verdict;
    }
    const AnswerText *location = pointsToAuthorization(facts, *key);
    if (!location)
        return ruledOut(QStringLiteral("nothing says that keys are not taken here"));
    Verdict verdict{Certainty::Likely,
                    {credentialLine(*key, QStringLiteral("a key alone")),
                     evidenceFor(*location, QStringLiteral("where the server looked for a credential")), statusLine(facts)}};
    verdict.parameters = {{"how", QStringLiteral("The answer points to Authorization, where nothing was sent.")}};
    return verdict;
}

}

const Rule rules::apikeyUnsupported{"apikey.unsupported", "A key was sent where only a token is taken", &check};

}
