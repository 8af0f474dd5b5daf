#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"

namespace keyhole {

namespace {

constexpr QLatin1String kAllTheSame("A mistyped, a revoked and an unknown key look the same from outside.");

struct DamagedKey {
    const SentCredential *credential;
    KeyReading reading;
};

/// A key that cannot be right by its own form: cut, mistyped, or with check digits that do not fit.
std::optional<DamagedKey> damagedKey(const Facts &facts)
{
    for (const SentCredential &credential : facts.credentials) {
        if (credential.place == CredentialPlace::Json || credential.place == CredentialPlace::Form)
            continue;
        const auto reading = readKey(keyOf(facts, credential));
        if (reading && reading->isDamaged())
            return DamagedKey{&credential, *reading};
    }
    return std::nullopt;
}

/// Whoever saved a recording may have replaced the key by a made-up one; what went over the wire here has no such excuse.
Certainty sureOf(const Facts &facts, const DamagedKey &key)
{
    const bool live = facts.exchange.source == ExchangeSource::Live;
    if (!live)
        return Certainty::Possible;
    return key.reading.fit == KeyReading::Fit::ChecksumDiffers ? Certainty::Certain : Certainty::Likely;
}

Verdict told(std::vector<Evidence> evidence, Certainty certainty, const QString &how)
{
    Verdict verdict{certainty, std::move(evidence)};
    verdict.parameters = {{"how", how}};
    return verdict;
}

/// With who refused it, where that is not the application.
std::vector<Evidence> withWhoChecks(const Facts &facts, std::vector<Evidence> evidence)
{
    if (const AnsweredBy *by = facts.answeredBefore())
        evidence.push_back(whoAnswered(*by, QStringLiteral("checks it, before the application")));
    return evidence;
}

std::optional<Verdict> toldByItsForm(const Facts &facts)
{
    const auto damaged = damagedKey(facts);
    const bool acceptedBefore = acceptedWithCredential(facts) != nullptr;
    // What an earlier answer handed out is as the service made it.
    if (!damaged || facts.status != 401 || acceptedBefore || ageOfToken(facts) || refusedUnread(facts, facts.authorizationParts.scheme))
        return std::nullopt;
    // Words for another cause weigh more than the form of a key.
    if (facts.saidOtherThan({"apikey.invalid", "basic.rejected", "token.rejected", "token.malformed", "token.revoked"}))
        return std::nullopt;
    std::vector<Evidence> evidence{credentialLine(*damaged->credential, keyText(damaged->reading)), statusLine(facts)};
    if (const Said *words = facts.saidFor("apikey.invalid"))
        evidence.push_back(said(*words));
    return told(std::move(evidence), sureOf(facts, *damaged),
                QStringLiteral("It is %1, so it is not as the service made it.").arg(keyText(damaged->reading)));
}

/// What is a moment old may be right and not yet known.
bool wasJustHandedOut(const Facts &facts)
{
    const auto age = ageOfToken(facts);
    return age && *age < std::chrono::minutes(1);
}

Check check(const Facts &facts)
{
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no credential was sent"));
    const SentCredential &first = facts.credentials.front();
    const Said *words = facts.saidFor("apikey.invalid");
    auto byForm = toldByItsForm(facts);
    if (byForm && (!words || byForm->certainty >= words->saying->certainty))
        return std::move(*byForm);
    const bool acceptedBefore = acceptedWithCredential(facts) != nullptr;
    if (words)
        return told(withWhoChecks(facts, {credentialLine(first, QStringLiteral("sent")), said(*words)}),
                    acceptedBefore                ? Certainty::Possible
                        : wasJustHandedOut(facts) ? std::min(Certainty::Likely, words->saying->certainty)
                                                  : words->saying->certainty,
                    kAllTheSame);
    const bool key = first.place == CredentialPlace::Field || first.place == CredentialPlace::Query || first.place == CredentialPlace::Path;
    if (acceptedBefore)
        return ruledOut(QStringLiteral("the same key was accepted here before"));
    if (const AnsweredBy *by = refusedUnread(facts, {}))
        return ruledOut(QStringLiteral("%1 refused the request, and looks at no keys").arg(by->layer.name));
    if (!key || facts.status != 401 || first.token >= 0 || facts.authorization)
        return ruledOut(QStringLiteral("no key was sent, or the answer speaks of something else"));
    return told({credentialLine(first, QStringLiteral("sent, and refused")), statusLine(facts)}, Certainty::Possible, kAllTheSame);
}

}

const Rule rules::apikeyInvalid{"apikey.invalid", "The key is unknown, revoked or mistyped", &check};

}
