#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/signature/signed.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

bool saysStale(const Facts &facts)
{
    const Challenge *challenge = facts.challenge("Digest");
    const auto stale = challenge ? challenge->parameter("stale") : std::nullopt;
    return stale && equalsIgnoringCase(*stale, "true");
}

/// The same nonce with the same, or a lower, count: RFC 7616, 3.4 wants it to grow.
const Earlier *countRepeated(const Facts &facts)
{
    const auto count = nonceCount(*facts.signing.digest);
    const auto nonce = facts.signing.digest->value("nonce");
    for (auto each = facts.earlier.rbegin(); count && each != facts.earlier.rend(); ++each) {
        const auto digest = each->sameOrigin ? readDigest(each->exchange->last().request) : std::nullopt;
        const auto before = digest && digest->value("nonce") == nonce ? nonceCount(*digest) : std::nullopt;
        if (before && *before >= *count)
            return &*each;
    }
    return nullptr;
}

/// The answer whose challenge the credential was made from.
const Earlier *challengedBy(const Facts &facts)
{
    const auto number = facts.signing.digestBeforeNumber;
    const auto found = std::find_if(facts.earlier.begin(), facts.earlier.end(), [&](const Earlier &each) { return number == each.number; });
    return found == facts.earlier.end() ? nullptr : &*found;
}

const SigningFault *worst(const SigningFaults &faults)
{
    const auto proven = std::find_if(faults.begin(), faults.end(), [](const SigningFault &each) { return each.proven; });
    return proven != faults.end() ? &*proven : faults.empty() ? nullptr : &faults.front();
}

Check check(const Facts &facts)
{
    if (!facts.signing.digest)
        return ruledOut(QStringLiteral("no Digest credential was sent"));
    if (!mayRefuseSignature(facts))
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (saysStale(facts))
        return ruledOut(QStringLiteral("the answer says that all but the nonce was right (RFC 7616, 3.3)"));
    const Said *words = facts.saidFor("digest.mismatch");
    const SigningFault *fault = worst(facts.signing.digestFaults);
    const Earlier *repeated = countRepeated(facts);
    if (!words && !fault && !repeated)
        return ruledOut(QStringLiteral("all that can be checked without the password fits"));
    // The server that asks for Digest anew has looked at the credential.
    const bool asked = facts.challenge("Digest");
    const bool proven = fault && fault->proven && (asked || words);
    Verdict verdict{proven ? Certainty::Certain : words ? words->saying->certainty : Certainty::Likely, {}};
    for (const SigningFault &each : facts.signing.digestFaults)
        verdict.evidence.push_back(faultLine(each));
    if (!fault)
        verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("the credential"), QStringLiteral("nc")));
    if (repeated)
        verdict.evidence.push_back(earlierLine(*repeated, QStringLiteral("the same nonce with the same nc")));
    if (const Earlier *before = fault ? challengedBy(facts) : nullptr)
        verdict.evidence.push_back(earlierLine(*before, QStringLiteral("gave the challenge")));
    if (words)
        verdict.evidence.push_back(said(*words));
    if (asked)
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("the challenge that it must fit")));
    else
        verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"why",
                           fault          ? QStringLiteral("“%1”: %2.").arg(quoted(fault->line, 80), quoted(fault->says, 120))
                               : repeated ? QStringLiteral("**nc** must grow with each use of a nonce (RFC 7616, 3.4).")
                                          : QStringLiteral("The answer names it.")}};
    return verdict;
}

}

const Rule rules::digestMismatch{"digest.mismatch", "The Digest response was computed over other data than the challenge's", &check};

}
