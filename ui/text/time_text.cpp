#include "ui/text/time_text.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace keyhole {

namespace {

QDateTime dateTime(Instant instant, TimeForm form)
{
    const qint64 ms = instant.time_since_epoch().count();
    return form == TimeForm::Local ? QDateTime::fromMSecsSinceEpoch(ms) : QDateTime::fromMSecsSinceEpoch(ms, QTimeZone::utc());
}

QString seconds(Instant instant)
{
    return QString::number(std::chrono::floor<Seconds>(instant).time_since_epoch().count());
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

}
