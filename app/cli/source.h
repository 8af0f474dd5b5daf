#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// The content of a file, or of standard input for "-"; at most `limit` bytes. Fails with the system's reason, or the limit.
Result<QByteArray> readSource(const QString &name, qint64 limit);

}
