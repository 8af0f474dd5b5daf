#include "core/diagnosis/words.h"

#include "core/diagnosis/report.h"

namespace keyhole {

namespace {

constexpr QChar kNoBreak(0x00A0);

QString number(qint64 value, const char *unit)
{
    return QString::number(value) + kNoBreak + QLatin1String(unit);
}

}

QString byteText(qint64 bytes)
{
    if (bytes < 1024)
        return number(bytes, "B");
    const bool mega = bytes >= 1024 * 1024;
    const double value = double(bytes) / (mega ? 1024.0 * 1024.0 : 1024.0);
    return QString::number(value, 'f', value < 100 ? 1 : 0) + kNoBreak + QLatin1String(mega ? "MB" : "KB");
}

QString quoted(const QString &foreign, int limit)
{
    const QString shown = foreign.size() > limit ? foreign.left(limit) + QChar(0x2026) : foreign;
    return visibleText(shown);
}

QString quoted(QByteArrayView foreign, int limit)
{
    return quoted(QString::fromUtf8(foreign.first(std::min<qsizetype>(foreign.size(), 4 * limit))), limit);
}

}
