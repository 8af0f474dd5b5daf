#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

bool isOffered(const Facts &facts, QByteArrayView scheme)
{
    return facts.challenge(scheme) != nullptr;
}

bool isWanted(const Profile &service, QByteArrayView scheme)
{
    return std::any_of(service.wants.begin(), service.wants.end(), [scheme](const CredentialWant &want) {
        return want.place == CredentialWant::Place::Authorization && !want.scheme.isEmpty() && equalsIgnoringCase(want.scheme, scheme);
    });
}

QString wantedSchemes(const Facts &facts)
{
    QStringList names;
    for (const Challenge &challenge : facts.challenges)
        names += QString::fromUtf8(challenge.scheme);
    if (names.isEmpty() && facts.service) {
        for (const CredentialWant &want : facts.service->wants) {
            if (!want.scheme.isEmpty())
                names += QString::fromUtf8(want.scheme);
        }
    }
    names.removeDuplicates();
    return names.join(QStringLiteral(" or "));
}

/// Schemes whose challenge says as much as another's: a Bearer token goes with a challenge of DPoP and of an own name for the same thing.
bool isKin(const Facts &facts, QByteArrayView scheme)
{
    const bool tokenScheme
        = equalsIgnoringCase(scheme, "Bearer") || equalsIgnoringCase(scheme, "JWT") || equalsIgnoringCase(scheme, "Token");
    static constexpr QByteArrayView kStandard[] = {"Basic", "Digest", "Negotiate", "NTLM", "Bearer", "DPoP", "Token", "OAuth", "JWT"};
    return tokenScheme && std::none_of(facts.challenges.begin(), facts.challenges.end(), [](const Challenge &challenge) {
               return std::any_of(std::begin(kStandard), std::end(kStandard), [&](QByteArrayView each) { return challenge.is(each); });
           });
}

/// "Baerer": a word that no server knows, one letter from one that all do.
QByteArray meantScheme(QByteArrayView scheme)
{
    static constexpr QByteArrayView kUsual[] = {"Bearer", "Basic", "Token", "Digest"};
    const auto meant
        = std::find_if(std::begin(kUsual), std::end(kUsual), [scheme](QByteArrayView each) { return isMisspelt(scheme, each); });
    return isKnownScheme(scheme) || meant == std::end(kUsual) ? QByteArray() : meant->toByteArray();
}

Check check(const Facts &facts)
{
    const QByteArray &scheme = facts.authorizationParts.scheme;
    if (!facts.authorization || scheme.isEmpty() || !isToken(scheme))
        return ruledOut(QStringLiteral("no scheme was sent"));
    const Said *words = facts.saidFor("header.scheme-wrong");
    if (facts.status != 401 && !words)
        return ruledOut(QStringLiteral("the status is not 401"));
    if (facts.tokenRead())
        return ruledOut(QStringLiteral("the answer speaks of what the token says, so it was read"));
    const QByteArray meant = meantScheme(scheme);
    if (words && facts.token() && facts.token()->isJwt() && equalsIgnoringCase(scheme, "Bearer"))
        words = nullptr;  // the words are known for opaque tokens that want another scheme
    const bool challenged = !facts.challenges.empty();
    if (challenged && (isOffered(facts, scheme) || isKin(facts, scheme)) && !words)
        return ruledOut(QStringLiteral("the server offers the scheme that was sent"));
    const bool known = facts.service && !facts.service->wants.empty();
    if (!challenged && !known && !words && meant.isEmpty())
        return ruledOut(QStringLiteral("the answer names no scheme"));
    if (known && isWanted(*facts.service, scheme) && !words)
        return ruledOut(QStringLiteral("%1 takes this scheme").arg(facts.service->name));

    Verdict verdict;
    verdict.certainty = words ? words->saying->certainty : Certainty::Likely;
    verdict.evidence = {requestField(*facts.authorization, QStringLiteral("the scheme that was sent"), QString::fromUtf8(scheme))};
    if (challenged)
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("the schemes that are offered")));
    if (words)
        verdict.evidence.push_back(said(*words));
    const QString wanted = meant.isEmpty() ? wantedSchemes(facts) : QString::fromUtf8(meant);
    verdict.parameters = {{"sent", QString::fromUtf8(scheme)}, {"wanted", wanted.isEmpty() ? QStringLiteral("another scheme") : wanted}};
    return verdict;
}

}

const Rule rules::headerSchemeWrong{"header.scheme-wrong", "The credential was sent with a scheme that the server does not offer", &check};

}
