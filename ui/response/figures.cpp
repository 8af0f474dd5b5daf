#include "ui/response/figures.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString withUnit(const QString &number, const char *unit)
{
    return number + QChar(0xA0) + QLatin1String(unit);
}

/// Three figures at most, none behind the point once there are three before it.
QString rounded(double value)
{
    return QString::number(value, 'f', value < 10 ? 1 : 0);
}

}

QString durationText(std::chrono::microseconds duration)
{
    const double ms = double(duration.count()) / 1000;
    if (ms < 999.5)
        return withUnit(rounded(ms), "ms");
    if (ms < 60'000)
        return withUnit(QString::number(ms / 1000, 'f', ms < 10'000 ? 2 : 1), "s");
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(duration).count();
    return withUnit(QString::number(seconds / 60), "min") + QLatin1Char(' ') + withUnit(QString::number(seconds % 60), "s");
}

QString sizeText(qint64 bytes)
{
    if (bytes < 1024)
        return withUnit(QString::number(bytes), "B");
    const double kilobytes = double(bytes) / 1024;
    if (kilobytes < 1024)
        return withUnit(rounded(kilobytes), "KB");
    const double megabytes = kilobytes / 1024;
    return megabytes < 1024 ? withUnit(rounded(megabytes), "MB") : withUnit(rounded(megabytes / 1024), "GB");
}

QString tlsText(const QByteArray &version)
{
    QString text = QString::fromLatin1(version);
    return text.replace(QLatin1String("TLSv"), QLatin1String("TLS "));
}

}
