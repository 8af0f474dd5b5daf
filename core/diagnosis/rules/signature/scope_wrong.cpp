#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/signature/signed.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr SigningFault::Kind kKind = SigningFault::Kind::Scope;

Check check(const Facts &facts)
{
    const auto line = signatureLine(facts);
    if (!line)
        return ruledOut(QStringLiteral("the request is not signed"));
    if (!mayRefuseSignature(facts))
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Said *words = facts.saidFor("signature.scope-wrong");
    const SigningFault *fault = facts.signing.fault(kKind);
    if (!words && (!fault || speaksOfAnother(facts)))
        return ruledOut(fault ? QStringLiteral("the answer speaks of something else")
                              : QStringLiteral("nothing says that the scope is another"));
    if (!words && facts.saidFor("signature.mismatch") && !fault->proven)
        return ruledOut(QStringLiteral("the answer speaks of the signature itself"));
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely, {*line}};
    addFaults(verdict, facts.signing.faults, kKind);
    if (words)
        verdict.evidence.push_back(said(*words));
    verdict.evidence.push_back(statusLine(facts));
    const QString scope = facts.signing.aws ? QString::fromUtf8(facts.signing.aws->place()) : QString();
    verdict.parameters
        = {{"why",
            fault                 ? QStringLiteral("“%1”: %2.").arg(quoted(fault->line, 80), quoted(fault->says, 100))
                : scope.isEmpty() ? QStringLiteral("The answer names what it expects.")
                                  : QStringLiteral("It was signed for %1; the answer names what it expects.").arg(quoted(scope, 60))}};
    return verdict;
}

}

const Rule rules::signatureScopeWrong{"signature.scope-wrong", "The request is signed for another region, service, date or right", &check};

}
