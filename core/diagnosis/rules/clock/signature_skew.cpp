#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/signing_time.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Beyond the window after its time, or further ahead than any server allows.
bool isOutside(const SigningTime &signedAt, Milliseconds off)
{
    return -off > signedAt.window || off > SigningTime{}.window;
}

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("clock.signature-skew");
    const auto signedAt = signingTimeOf(facts);
    const bool comparable = signedAt && facts.serverTime && facts.refusedInSomeWay();
    const Milliseconds off = comparable ? signedAt->instant - *facts.serverTime : Milliseconds(0);
    const bool outside = comparable && isOutside(*signedAt, off) && !saysAnother(facts, "clock.signature-skew");
    if (!words && !outside)
        return ruledOut(signedAt ? QStringLiteral("it was signed within the usual window")
                                 : QStringLiteral("the answer does not speak of the time of the signature"));
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely, {}};
    if (words)
        verdict.evidence.push_back(said(*words));
    if (signedAt) {
        const QString says = comparable ? QStringLiteral("signed %1 %2 the server’s Date")
                                              .arg(durationText(off), off.count() < 0 ? QStringLiteral("before") : QStringLiteral("after"))
                                        : QStringLiteral("the time that was signed");
        verdict.evidence.push_back(absent(signedAt->where, quoted(signedAt->written, 60), says));
    } else if (facts.authorization) {
        verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("signed with its time")));
    }
    if (facts.serverTime)
        verdict.evidence.push_back(serverDate(facts));
    return verdict;
}

}

const Rule rules::clockSignatureSkew{"clock.signature-skew", "The time of the signature is outside the server's window", &check};

}
