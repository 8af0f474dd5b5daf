#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/clock/signing_time.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Where the signed time stands against the server's window, by all that is known of the server's clock. Where the end is written, that is
/// what counts.
enum class Window { Within, Undecided, Outside };
Window windowOf(const Facts &facts, const SigningTime &signedAt)
{
    const ServerTime judged = facts.judged.value_or(ServerTime{*facts.serverTime, *facts.serverTime + Seconds(1)});
    const Milliseconds early = signedAt.windowIsKnown ? signedAt.early : SigningTime{}.early;
    const auto isOutside = [&](Instant server) {
        const bool late = server - signedAt.instant > signedAt.late && !(facts.signing.period && facts.signing.period->ends);
        return late || signedAt.instant - server > early;
    };
    const bool first = isOutside(judged.earliest), last = isOutside(judged.latest);
    return first && last ? Window::Outside : first || last ? Window::Undecided : Window::Within;
}

Evidence timeLine(const SigningTime &signedAt, std::optional<Milliseconds> off)
{
    const Milliseconds takes = off && off->count() > 0 ? signedAt.early : signedAt.late;
    const QString allowed = signedAt.windowIsKnown ? QStringLiteral("; it takes %1").arg(roughDurationText(takes)) : QString();
    const QString says = off ? QStringLiteral("signed %1 %2 the server’s Date")
                                   .arg(durationText(*off), off->count() < 0 ? QStringLiteral("before") : QStringLiteral("after"))
            + allowed
                             : QStringLiteral("the time that was signed");
    return absent(signedAt.where, quoted(signedAt.written, 60), says);
}

/// "The signature’s time is outside …", or that its own end is past.
std::vector<TextParameter> inWords(const Facts &facts, std::optional<Milliseconds> late)
{
    if (!late)
        return {{"what", QStringLiteral("The signature’s time is outside the server’s window")},
                {"why", QStringLiteral("A signed request carries its time, and the server takes it only for some minutes around its own.")},
                {"help", QStringLiteral("Set this computer’s clock, sign anew, and send at once")}};
    const bool link = facts.signing.link || (facts.signing.aws && facts.signing.aws->inQuery);
    return {{"what",
             (link ? QStringLiteral("The signed address ended %1 ago") : QStringLiteral("The signature ended %1 ago"))
                 .arg(roughDurationText(*late))},
            {"why", QStringLiteral("It names its own end, and by the server’s clock that is past.")},
            {"help",
             link ? QStringLiteral("Ask whoever gave the address for a new one, or sign one with a later end")
                  : QStringLiteral("Sign anew, and send before its end")}};
}

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("clock.signature-skew");
    const auto signedAt = signingTimeOf(facts);
    const bool refused = facts.refusedInSomeWay() || (facts.status == 400 && !facts.signing.name.isEmpty());
    const bool comparable = signedAt && facts.serverTime && refused;
    const auto off = comparable ? std::optional<Milliseconds>(signedAt->instant - *facts.serverTime) : std::nullopt;
    const bool another = saysAnother(facts, "clock.signature-skew") && !facts.saidFor("token.expired");
    const auto late = refused && !another ? overdue(facts) : std::nullopt;
    const Window window = comparable && !another ? windowOf(facts, *signedAt) : Window::Within;
    if (!words && window != Window::Outside && !late)
        return ruledOut(window == Window::Undecided
                            ? QStringLiteral("it was signed at the edge of the window, within what is known of the clock")
                            : signedAt ? QStringLiteral("it was signed within the usual window")
                                       : QStringLiteral("the answer does not speak of the time of the signature"));
    Verdict verdict{late ? Certainty::Certain : words ? words->saying->certainty : Certainty::Likely, {}};
    if (window == Window::Outside && signedAt->windowIsKnown)
        verdict.certainty = Certainty::Certain;
    if (words)
        verdict.evidence.push_back(said(*words));
    if (late)
        verdict.evidence.push_back(absent(facts.signing.period->where, quoted(facts.signing.period->endWritten, 60),
                                          QStringLiteral("its own end, %1 before the server’s Date").arg(durationText(*late))));
    if (signedAt)
        verdict.evidence.push_back(timeLine(*signedAt, off));
    else if (facts.authorization && !late)
        verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("signed with its time")));
    if (facts.serverTime)
        verdict.evidence.push_back(serverDate(facts));
    verdict.parameters = inWords(facts, late);
    return verdict;
}

}

const Rule rules::clockSignatureSkew{"clock.signature-skew", "The time of the signature is outside the server's window", &check};

}
