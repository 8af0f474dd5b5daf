#include "core/diagnosis/report_words.h"
#include "core/diagnosis/words.h"
#include "core/replay/replay_report.h"

namespace keyhole {

namespace {

constexpr int kOutcomeWidth = 9, kStatusWidth = 4, kTimeWidth = 9;

QString paint(const QString &text, const char *code, const TextStyle &style)
{
    return style.colours ? QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(code), text) : text;
}

const char *colourOf(ReplayResult::Outcome outcome)
{
    switch (outcome) {
    case ReplayResult::Outcome::Passed:
        return "32";
    case ReplayResult::Outcome::Failed:
    case ReplayResult::Outcome::NotSent:
        return "1;31";
    case ReplayResult::Outcome::Skipped:
    case ReplayResult::Outcome::Cancelled:
        return "2";
    }
    return "0";
}

QString plain(const QString &text)
{
    return visibleText(withoutEmphasis(text));
}

QString requestText(const ReplayResult &result)
{
    QString text = plain(QString::fromUtf8(result.method)) + QLatin1Char(' ') + plain(result.name.isEmpty() ? result.address : result.name);
    if (result.round > 1)
        text += QStringLiteral(" (round %1)").arg(result.round);
    return text;
}

QString causeText(const ReplayResult &result)
{
    QString text = QString::fromUtf8(result.cause);
    if (result.certainty)
        text += QStringLiteral(" (%1)").arg(QLatin1String(certaintyName(*result.certainty)));
    return text + QStringLiteral(": ") + plain(result.headline);
}

QString timeText(const ReplayResult &result)
{
    return result.wasSent() ? QStringLiteral("%1 ms").arg(result.time.count()) : QString();
}

void addPart(QStringList &parts, int count, const char *word)
{
    if (count > 0)
        parts += QStringLiteral("%1 %2").arg(QString::number(count), QLatin1String(word));
}

}

QString replayRowText(const ReplayResult &result, const TextStyle &style)
{
    const QString status = !result.wasSent() ? QString() : result.status == 0 ? QStringLiteral("–") : QString::number(result.status);
    QString text = paint(outcomeText(result.outcome).leftJustified(kOutcomeWidth), colourOf(result.outcome), style) + QLatin1Char(' ')
        + status.leftJustified(kStatusWidth) + timeText(result).rightJustified(kTimeWidth) + QStringLiteral("  ") + requestText(result);
    const QString change = result.change.isChanged() ? changeText(result.change, result.seen) : QString();
    if (!change.isEmpty())
        text += QStringLiteral("  [%1]").arg(result.change.status ? change : QStringLiteral("changed: ") + change);
    QStringList lines{text};
    const auto addLine = [&lines](const QString &line) { lines += QString(kOutcomeWidth + 1, QLatin1Char(' ')) + line; };
    if (!result.cause.isEmpty())
        addLine(causeText(result));
    for (const JudgedExpectation &expectation : result.expectations) {
        if (!expectation.held)
            addLine(plain(expectation.text) + QStringLiteral(": ") + plain(expectation.says));
    }
    const bool told = result.expectations.empty() && !result.cause.isEmpty();
    const bool byExpectation = std::any_of(result.expectations.begin(), result.expectations.end(),
                                           [&result](const JudgedExpectation &each) { return !each.held && each.says == result.says; });
    if (!result.says.isEmpty() && !told && !byExpectation)
        addLine(plain(result.says));
    for (const QString &note : result.notes)
        addLine(QStringLiteral("note: ") + plain(note));
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

QString replaySummaryText(const ReplayReport &report)
{
    QStringList parts;
    addPart(parts, report.count(ReplayResult::Outcome::Passed), "passed");
    addPart(parts, report.count(ReplayResult::Outcome::Failed), "failed");
    addPart(parts, report.count(ReplayResult::Outcome::NotSent), "not sent");
    addPart(parts, report.count(ReplayResult::Outcome::Skipped), "skipped");
    addPart(parts, report.count(ReplayResult::Outcome::Cancelled), "cancelled");
    QString text = QStringLiteral("%1 in %2 s")
                       .arg(parts.isEmpty() ? QStringLiteral("nothing was sent") : parts.join(QStringLiteral(", ")),
                            QString::number(double(report.elapsed.count()) / 1000, 'f', 2));
    if (const int changed = report.changed(); changed > 0)
        text += QStringLiteral("; other than the last time: %1").arg(changed);
    text += QStringLiteral(".\n");
    if (!report.stoppedBy.isEmpty())
        text += QStringLiteral("Stopped by: %1. Not begun: %2.\n").arg(plain(report.stoppedBy)).arg(report.rest());
    if (report.exchangesDropped > 0)
        text += QStringLiteral("The oldest %1 exchanges were too much to keep; their results are.\n").arg(report.exchangesDropped);
    return text;
}

QString replayToText(const ReplayReport &report, const TextStyle &style)
{
    QString text;
    for (const ReplayResult *result : report.results)
        text += replayRowText(*result, style);
    return text + QLatin1Char('\n') + replaySummaryText(report);
}

}
