#pragma once

#include "core/text/time_words.h"

namespace keyhole {

/// "738 B", "12.4 KB".
QString byteText(qint64 bytes);
/// At most `limit` characters, the cut told by "…"; control characters made visible.
QString quoted(const QString &foreign, int limit = 200);
QString quoted(QByteArrayView foreign, int limit = 200);
inline QString quoted(const QByteArray &foreign, int limit = 200)
{
    return quoted(QByteArrayView(foreign), limit);
}

}
