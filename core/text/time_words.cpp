#include "core/text/time_words.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace keyhole {

namespace {

constexpr QChar kNoBreak(0x00A0);

struct Unit {
    qint64 milliseconds;
    const char *name;
};
constexpr Unit kUnits[] = {{86'400'000, "d"}, {3'600'000, "h"}, {60'000, "min"}, {1000, "s"}};

QString number(qint64 value, const char *unit)
{
    return QString::number(value) + kNoBreak + QLatin1String(unit);
}

QString inUnits(Milliseconds duration, int most)
{
    qint64 left = std::abs(duration.count());
    if (left < 1000)
        return number(left, "ms");
    left = (left + 500) / 1000 * 1000;
    if (left >= 3 * kUnits[0].milliseconds)
        return number(left / kUnits[0].milliseconds, "days");
    QString text;
    int taken = 0;
    for (const Unit &unit : kUnits) {
        const qint64 whole = left / unit.milliseconds;
        left -= whole * unit.milliseconds;
        // "3 h 22 s" is no rough figure: a unit of nothing still takes its place.
        if (taken > 0 || whole > 0)
            ++taken;
        if (whole > 0)
            text += (text.isEmpty() ? QString() : QString(kNoBreak)) + number(whole, unit.name);
        if (taken == most)
            break;
    }
    return text;
}

QDateTime utc(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), QTimeZone::utc());
}

}

QString durationText(Milliseconds duration)
{
    return inUnits(duration, 3);
}

QString roughDurationText(Milliseconds duration)
{
    return inUnits(duration, 2);
}

QString utcText(Instant instant, std::optional<Instant> reference)
{
    const QDateTime time = utc(instant);
    const QString clock = time.toString(QStringLiteral("HH:mm:ss")) + kNoBreak + QStringLiteral("UTC");
    if (reference && utc(*reference).date() == time.date())
        return clock;
    return QLocale::c().toString(time.date(), QStringLiteral("d MMM yyyy")) + QStringLiteral(", ") + clock;
}

QString uncertaintyText(Milliseconds halfWidth)
{
    return QStringLiteral("±") + kNoBreak + QString::number(double(halfWidth.count()) / 1000.0, 'f', 1) + kNoBreak + QLatin1Char('s');
}

}
