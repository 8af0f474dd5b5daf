#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/signature/signed.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr SigningFault::Kind kKind = SigningFault::Kind::Incomplete;

/// A server that speaks of the key or the signature has read it, and what the scheme demands is not there.
bool speaksOfSigning(const Facts &facts)
{
    return facts.saidFor("apikey.invalid") || facts.saidFor("signature.mismatch") || facts.saidFor("signature.incomplete");
}

std::optional<Certainty> sure(const Facts &facts, const Said *words, const SigningFault *fault)
{
    if (fault && fault->proven && speaksOfSigning(facts))
        return Certainty::Certain;
    if (words)
        return words->saying->certainty;
    if (!fault || speaksOfAnother(facts))
        return std::nullopt;
    if (fault->proven)
        return Certainty::Likely;
    // What a recording may have lost is worth telling only where the signature is what was refused.
    return speaksOfSigning(facts) ? std::optional(Certainty::Possible) : std::nullopt;
}

Check check(const Facts &facts)
{
    const auto line = signatureLine(facts);
    if (!line && facts.signing.faults.empty())
        return ruledOut(QStringLiteral("the request is not signed"));
    if (!mayRefuseSignature(facts))
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Said *words = facts.saidFor("signature.incomplete");
    const SigningFault *fault = facts.signing.fault(kKind);
    const auto certainty = sure(facts, words, fault);
    if (!certainty)
        return ruledOut(fault ? QStringLiteral("the answer speaks of something else")
                              : QStringLiteral("no part of the signature is missing"));
    Verdict verdict{*certainty, {}};
    addFaults(verdict, facts.signing.faults, kKind);
    if (line)
        verdict.evidence.push_back(*line);
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(statusLine(facts));
    verdict.parameters = {{"why",
                           fault ? QStringLiteral("“%1”: %2.").arg(quoted(fault->line, 80), quoted(fault->says, 120))
                                 : QStringLiteral("The answer names the part.")}};
    return verdict;
}

}

const Rule rules::signatureIncomplete{"signature.incomplete", "A part that must be there, or must be signed, is not", &check};

}
