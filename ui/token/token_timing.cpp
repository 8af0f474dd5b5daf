#include "ui/token/token_timing.h"

#include "core/diagnosis/words.h"

#include <QCoreApplication>
#include <algorithm>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TokenTiming", text);
}

std::optional<Instant> momentOf(const Token &token, QByteArrayView claim)
{
    constexpr Milliseconds kFarthest{100'000'000'000'000};  // the year 5138; farther ones are no moments, and their distances overflow
    const std::optional<TimeClaim> time = token.time(claim);
    if (!time || !time->instant || std::chrono::abs(time->instant->time_since_epoch()) > kFarthest)
        return std::nullopt;
    return time->instant;
}

std::vector<TokenTiming::Mark> marksOf(const Token &token)
{
    std::vector<TokenTiming::Mark> marks;
    for (const char *name : {"iat", "nbf", "exp"}) {
        const std::optional<Instant> at = momentOf(token, name);
        if (!at)
            continue;
        const auto same = std::find_if(marks.begin(), marks.end(), [&at](const auto &mark) { return mark.at == *at; });
        if (same != marks.end())
            same->name += QStringLiteral(", ") + QLatin1String(name);
        else
            marks.push_back({QString::fromLatin1(name), *at});
    }
    std::stable_sort(marks.begin(), marks.end(), [](const auto &a, const auto &b) { return a.at < b.at; });
    return marks;
}

/// Compares with both ends of what the server's clock may show; between them nothing is certain.
void decide(TokenTiming &timing)
{
    using State = TokenTiming::State;
    const Instant middle = timing.decidingNow();
    const Instant early = middle - timing.uncertainty, late = middle + timing.uncertainty;
    if (!timing.from && !timing.until)
        return;
    timing.state = State::Valid;
    if (timing.until) {
        timing.away = std::chrono::abs(*timing.until - middle);
        timing.state = early >= *timing.until ? State::Expired : late >= *timing.until ? State::Undecided : State::Valid;
    }
    if (timing.from && timing.state != State::Expired && early < *timing.from) {
        timing.away = std::chrono::abs(*timing.from - middle);
        timing.state = late < *timing.from ? State::NotYetValid : State::Undecided;
    }
}

QString moment(Instant at, Instant reference, TimeForm form)
{
    return onSameDay(at, reference, form) ? clockTime(at, form) : dateAndTime(at, form);
}

QString span(const TokenTiming &timing, TimeForm form)
{
    const Instant now = timing.decidingNow();
    const QString zone = zoneName(now, form);
    const QString end = zone.isEmpty() ? QString() : QLatin1Char(' ') + zone;
    if (timing.from && timing.until)
        return tr("Valid from %1 to %2.").arg(moment(*timing.from, now, form), moment(*timing.until, now, form) + end);
    if (timing.until)
        return tr("Valid until %1.").arg(moment(*timing.until, now, form) + end);
    return tr("Valid from %1, without an end: exp is missing.").arg(moment(*timing.from, now, form) + end);
}

/// How one clock sees the token.
QString seenBy(const TokenTiming &timing, Instant now)
{
    if (timing.until && now >= *timing.until)
        return tr("%1 too old").arg(durationText(now - *timing.until));
    if (timing.from && now < *timing.from)
        return tr("%1 too new").arg(durationText(*timing.from - now));
    return timing.until ? tr("good for %1 more").arg(durationText(*timing.until - now)) : tr("in time");
}

}

TokenTiming timingOf(const Token &token, const std::optional<ClockOffset> &offset, Instant now)
{
    TokenTiming timing;
    timing.now = now;
    if (offset) {
        timing.serverNow = now + offset->middle();
        timing.uncertainty = offset->uncertainty();
    }
    timing.marks = marksOf(token);
    timing.until = momentOf(token, "exp");
    timing.from = momentOf(token, "nbf");
    if (!timing.from)
        timing.from = momentOf(token, "iat");
    decide(timing);
    return timing;
}

QString timingSentence(const TokenTiming &timing, TimeForm form)
{
    if (timing.state == TokenTiming::State::Timeless)
        return tr("This token carries no times. When it ends, only its issuer knows.");
    if (!timing.serverNow)
        return tr("%1 By this computer’s clock it is %2.").arg(span(timing, form), seenBy(timing, timing.now));
    const QString byServer = seenBy(timing, *timing.serverNow), byLocal = seenBy(timing, timing.now);
    if (timing.state == TokenTiming::State::Undecided)
        return tr("%1 The server’s clock is known to %2, and that leaves both readings open.")
            .arg(span(timing, form), uncertaintyText(timing.uncertainty));
    return tr("%1 By the server’s clock it was %2, by this computer’s %3.").arg(span(timing, form), byServer, byLocal);
}

QString timingChip(const TokenTiming &timing)
{
    const QString away = roughDurationText(timing.away);
    switch (timing.state) {
    case TokenTiming::State::Timeless:
        return tr("No expiry given");
    case TokenTiming::State::Valid:
        return timing.until ? tr("In time for %1 more").arg(away) : tr("In time, no expiry given");
    case TokenTiming::State::Expired:
        return tr("Expired %1 ago").arg(away);
    case TokenTiming::State::NotYetValid:
        return tr("Not valid for another %1").arg(away);
    case TokenTiming::State::Undecided:
        return tr("Too close to tell");
    }
    return {};
}

}
