#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/layer/judge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/story.h"
#include "core/json/json.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

struct Mismatch {
    QString what;  ///< what the key is
    QString place;  ///< what the host is
    Certainty certainty;
};

std::optional<Mismatch> ofAnotherService(const Facts &facts, const QByteArray &key)
{
    const KeyShape *shape = findKeyShape(key);
    if (!facts.service || !shape || shape->profile->family == facts.service->family || shape->profile->family == "aws")
        return std::nullopt;
    // Behind gateways of a cloud are the applications of others, which may take whatever they like.
    const bool knownToWant = !facts.service->wants.empty() && facts.service->family != "aws";
    return Mismatch{shape->what, facts.service->name, knownToWant ? Certainty::Certain : Certainty::Likely};
}

/// The form of the key tells its region, and the host serves another one of the same service.
std::optional<Mismatch> ofAnotherRegion(const Facts &facts, const QByteArray &key)
{
    const KeyShape *shape = facts.service ? findKeyShape(key) : nullptr;
    if (!shape || shape->profile != facts.service)
        return std::nullopt;
    const QByteArray ofKey = regionOfKey(*shape, key), ofHost = regionOfHost(*facts.service, facts.host);
    if (ofKey.isEmpty() || ofHost.isEmpty() || ofKey == ofHost)
        return std::nullopt;
    // Both written out in key and host leave no other reading.
    const bool bothWritten = key.contains(ofKey) && facts.host.split('.').contains(ofHost);
    return Mismatch{QStringLiteral("%1 for the region “%2”").arg(shape->what, QString::fromUtf8(ofKey)), QString::fromUtf8(facts.host),
                    bothWritten ? Certainty::Certain : Certainty::Likely};
}

/// Tokens that carry the address of their region in a readable part (Sentry: sntrys_<JSON>_<secret>).
std::optional<Mismatch> ofTheRegionInside(const Facts &facts, const QByteArray &key)
{
    const qsizetype start = key.indexOf("eyJ");
    if (start < 0 || facts.token() == nullptr || facts.token()->isJwt())
        return std::nullopt;
    const QByteArray part = key.mid(start, key.indexOf('_', start) < 0 ? -1 : key.indexOf('_', start) - start);
    const auto json = parseJson(QByteArray::fromBase64(part));
    if (!json || !json->isObject())
        return std::nullopt;
    for (const JsonMember &member : json->members) {
        const auto url = member.name.contains("region") ? Url::parse(member.value.text) : Result<Url, SyntaxError>(failure(SyntaxError{}));
        const QByteArray host = url ? url->origin().host : QByteArray();
        if (!host.isEmpty() && host != facts.host && registrableDomain(host) == registrableDomain(facts.host))
            return Mismatch{QStringLiteral("a token for %1").arg(QString::fromUtf8(host)), QString::fromUtf8(facts.host),
                            Certainty::Likely};
    }
    return std::nullopt;
}

/// The labels of a host without those that name a region or the kind of domain.
QByteArrayList ownLabels(const QByteArray &host)
{
    static const QRegularExpression region(QStringLiteral(
        "^(?:eu|us|uk|de|ca|au|ap|in|jp|sg|br|gov|com|net|org|io|global|sandbox|(?:eu|us|ap|ca|sa|af|me)-?[a-z]*-?[0-9]*)$"));
    QByteArrayList labels = host.split('.');
    labels.removeIf([](const QByteArray &label) { return QString::fromLatin1(label).contains(region); });
    return labels;
}

/// The same key was accepted by the same service of another region: hosts that differ in nothing else.
const Earlier *acceptedInAnotherRegion(const Facts &facts)
{
    const auto found = std::find_if(facts.earlier.rbegin(), facts.earlier.rend(), [&](const Earlier &each) {
        const QByteArray other = each.exchange->last().request.url.origin().host;
        const QByteArrayList own = ownLabels(facts.host);
        return each.accepted && each.sameCredential && other != facts.host && !own.isEmpty() && ownLabels(other) == own;
    });
    return found == facts.earlier.rend() ? nullptr : &*found;
}

enum class Mode { Unknown, Test, Live };

/// "pay_test_…", "sandbox.example.net": the words that names of keys and hosts are made of.
Mode modeOf(const QByteArray &text)
{
    static const QRegularExpression test(QStringLiteral("(?:^|[_.\\-])(?:test|sandbox|sbox|sbx|sdbx|staging)[_.\\-]"));
    static const QRegularExpression live(QStringLiteral("(?:^|[_.\\-])(?:live|prod|production)[_.\\-]"));
    const QString lower = QString::fromUtf8(text).toLower();
    return lower.contains(test) ? Mode::Test : lower.contains(live) ? Mode::Live : Mode::Unknown;
}

std::optional<Mismatch> ofAnotherMode(const Facts &facts, const QByteArray &key)
{
    const KeyShape *shape = findKeyShape(key);
    const Mode known = !shape || shape->mode.isEmpty() ? Mode::Unknown : shape->mode == "test" ? Mode::Test : Mode::Live;
    const Mode ofKey = known == Mode::Unknown ? modeOf(key) : known, ofHost = modeOf(facts.host);
    if (ofKey == Mode::Unknown || ofHost == Mode::Unknown || ofKey == ofHost)
        return std::nullopt;
    return Mismatch{ofKey == Mode::Test ? QStringLiteral("a test key") : QStringLiteral("a live key"), QString::fromUtf8(facts.host),
                    Certainty::Likely};
}

/// The answer says that the key is of another place, and the key itself does not show it.
std::optional<Verdict> toldByWords(const Facts &facts)
{
    const Said *words = facts.saidFor("apikey.environment-wrong");
    if (!words || facts.credentials.empty())
        return std::nullopt;
    Verdict verdict{words->saying->certainty,
                    {credentialLine(facts.credentials.front(), QStringLiteral("sent")), said(*words), statusLine(facts)}};
    verdict.parameters = {{"what", QStringLiteral("a key of another place")},
                          {"service", facts.service ? facts.service->name : QString::fromUtf8(facts.host)}};
    return verdict;
}

Verdict acceptedThere(const Facts &facts, const SentCredential &credential, const Earlier &accepted)
{
    const QString other = QString::fromUtf8(accepted.exchange->last().request.url.origin().host);
    Verdict verdict{Certainty::Likely,
                    {credentialLine(credential, QStringLiteral("the same as there")),
                     earlierLine(accepted, QStringLiteral("accepted in another region")),
                     requestLine(facts, QStringLiteral("refused here"), QString::fromUtf8(facts.host))}};
    verdict.parameters = {{"what", QStringLiteral("a key for %1").arg(other)}, {"service", QString::fromUtf8(facts.host)}};
    return verdict;
}

Check check(const Facts &facts)
{
    const auto byWords = toldByWords(facts);
    if (byWords && !facts.refusedInSomeWay())
        return *byWords;
    if (!facts.refusedInSomeWay() && facts.saidFor("apikey.invalid") == nullptr)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (acceptedWithCredential(facts))
        return ruledOut(QStringLiteral("the same key was accepted here before"));
    for (const SentCredential &credential : facts.credentials) {
        // What a body brings along may be for a third party: an import from another service, say.
        if (credential.place == CredentialPlace::Json || credential.place == CredentialPlace::Form)
            continue;
        const QByteArray key = keyOf(facts, credential);
        if (const Earlier *accepted = acceptedInAnotherRegion(facts))
            return acceptedThere(facts, credential, *accepted);
        auto mismatch = ofAnotherService(facts, key);
        if (!mismatch)
            mismatch = ofAnotherRegion(facts, key);
        if (!mismatch)
            mismatch = ofTheRegionInside(facts, key);
        if (!mismatch)
            mismatch = ofAnotherMode(facts, key);
        if (!mismatch)
            continue;
        // Who refused it for reasons of its own has not looked where the key is from.
        const bool unread = refusedUnread(facts, facts.authorizationParts.scheme) != nullptr;
        Verdict verdict{unread ? Certainty::Possible : mismatch->certainty,
                        {credentialLine(credential, mismatch->what), requestLine(facts, mismatch->place, QString::fromUtf8(facts.host))}};
        if (const Said *words = facts.saidFor("apikey.invalid"))
            verdict.evidence.push_back(said(*words));
        verdict.parameters = {{"what", mismatch->what}, {"service", mismatch->place}};
        return verdict;
    }
    if (byWords)
        return *byWords;
    return ruledOut(QStringLiteral("the key does not look like one of another place"));
}

}

const Rule rules::apikeyEnvironmentWrong{"apikey.environment-wrong", "The key is of another service, environment or region", &check};

}
