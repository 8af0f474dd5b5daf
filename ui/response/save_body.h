#pragma once

#include "core/http/message.h"

#include <QFuture>
#include <QString>

namespace keyhole {

/// A name for the file of a body: the last part of the path without what no file system takes, with an ending for its type. Nothing that
/// the server says can choose a folder.
QString proposedFileName(const Url &url, const QByteArray &contentType);

/// Writes the body of an answer to a file, in the pool; the old file stays when it cannot be written whole.
QFuture<Result<qint64>> saveBody(const Response &response, const QString &path);

}
