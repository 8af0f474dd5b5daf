#include "ui/text/time_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace keyhole {

namespace {

QDateTime dateTime(Instant instant, TimeForm form)
{
    const qint64 ms = instant.time_since_epoch().count();
    return form == TimeForm::Local ? QDateTime::fromMSecsSinceEpoch(ms, Qt::LocalTime) : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

QString seconds(Instant instant)
{
    return QString::number(std::chrono::floor<Seconds>(instant).time_since_epoch().count());
}

QString part(qint64 count, const char *unit)
{
    return QStringLiteral("%1\u00A0%2").arg(count).arg(QCoreApplication::translate("Time", unit));
}

QString days(qint64 count)
{
    return part(count, count == 1 ? "day" : "days");
}

}

QString clockTime(Instant instant, TimeForm form)
{
    return form == TimeForm::Unix ? seconds(instant) : dateTime(instant, form).toString(QStringLiteral("HH:mm:ss"));
}

QString dateAndTime(Instant instant, TimeForm form)
{
    return form == TimeForm::Unix ? seconds(instant)
                                  : QLocale::c().toString(dateTime(instant, form), QStringLiteral("d MMM yyyy, HH:mm:ss"));
}

QString zoneName(Instant instant, TimeForm form)
{
    switch (form) {
    case TimeForm::Utc:
        return QStringLiteral("UTC");
    case TimeForm::Local:
        return dateTime(instant, form).timeZoneAbbreviation();
    case TimeForm::Unix:
        break;
    }
    return {};
}

bool onSameDay(Instant a, Instant b, TimeForm form)
{
    return dateTime(a, form).date() == dateTime(b, form).date();
}

QString spanText(Milliseconds span)
{
    const qint64 ms = qAbs(span.count());
    if (ms < 10'000 && ms % 1000 != 0)
        return QStringLiteral("%1\u00A0s").arg(QString::number(double(ms) / 1000, 'f', 1));
    const qint64 s = ms / 1000;
    QStringList parts;
    if (s >= 86400)
        parts << days(s / 86400);
    if (s % 86400 >= 3600)
        parts << part(s % 86400 / 3600, "h");
    if (s % 3600 >= 60)
        parts << part(s % 3600 / 60, "min");
    if (s % 60 != 0 || parts.isEmpty())
        parts << part(s % 60, "s");
    return parts.join(u' ');
}

QString roughSpanText(Milliseconds span)
{
    const qint64 s = qAbs(span.count()) / 1000;
    if (s >= 86400)
        return days(s / 86400);
    if (s >= 3600)
        return spanText(Seconds(s / 60 * 60));
    return spanText(span.count() % 1000 == 0 || s < 10 ? span : Milliseconds(s * 1000));
}

}
