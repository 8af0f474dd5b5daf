#include "core/formats/har_date.h"

#include "core/http/date.h"

namespace keyhole {

namespace {

/// "…+0100" as RFC 3339 wants it, "…+01:00".
QByteArray withColonInZone(QByteArrayView text)
{
    QByteArray changed = text.toByteArray();
    const qsizetype sign = changed.size() - 5;
    if (sign > 10 && (changed.at(sign) == '+' || changed.at(sign) == '-') && !changed.mid(sign).contains(':'))
        changed.insert(sign + 3, ':');
    return changed;
}

std::optional<HarDate> readEpoch(QByteArrayView text)
{
    static constexpr double kYear2000 = 946'684'800'000.0, kYear3000 = 32'503'680'000'000.0;
    bool isNumber = false;
    const double milliseconds = text.toByteArray().toDouble(&isNumber);
    if (!isNumber || !(milliseconds > kYear2000 && milliseconds < kYear3000))
        return std::nullopt;
    return HarDate{Instant(Milliseconds(qint64(milliseconds)))};
}

}

std::optional<HarDate> readHarDate(QByteArrayView text)
{
    text = text.trimmed();
    if (const auto read = parseRfc3339(text))
        return HarDate{*read};
    if (const auto read = parseRfc3339(withColonInZone(text)))
        return HarDate{*read};
    if (const auto read = parseRfc3339(text.toByteArray() + 'Z'))
        return HarDate{*read, false};
    if (const auto read = parseHttpDate(text, Instant{}))
        return HarDate{read->instant};
    return readEpoch(text);
}

QByteArray formatHarDate(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

}
