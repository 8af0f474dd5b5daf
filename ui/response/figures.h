#pragma once

#include <QByteArray>
#include <QString>
#include <chrono>

namespace keyhole {

/// "0.4 ms", "148 ms", "2.31 s", "2 min 41 s"; a no-break space before the unit.
QString durationText(std::chrono::microseconds duration);
/// "312 B", "1.2 KB", "50 MB", by 1024.
QString sizeText(qint64 bytes);
/// "TLS 1.3" for "TLSv1.3".
QString tlsText(const QByteArray &version);

}
