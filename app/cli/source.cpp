#include "app/cli/source.h"

#include "core/diagnosis/words.h"

#include <QFile>
#include <QFileInfo>

namespace keyhole {

namespace {

Error tooLarge(const QString &name, qint64 limit)
{
    return {QStringLiteral("%1 is larger than %2").arg(name, byteText(limit)), {}, QStringLiteral("Save a part of it.")};
}

/// A pipe tells no size, so it is read in pieces.
Result<QByteArray> readPipe(QFile &file, const QString &name, qint64 limit)
{
    constexpr qint64 kPiece = 1 << 20;
    QByteArray bytes;
    while (true) {
        const QByteArray piece = file.read(kPiece);
        if (piece.isEmpty())
            return bytes;
        bytes += piece;
        if (bytes.size() > limit)
            return failure(tooLarge(name, limit));
    }
}

}

Result<QByteArray> readSource(const QString &name, qint64 limit)
{
    const bool input = name == QLatin1String("-");
    const QString told = input ? QStringLiteral("standard input") : name;
    if (!input && QFileInfo(name).isDir())
        return failure(Error{QStringLiteral("%1 is a folder").arg(told), {}, QStringLiteral("Give a file.")});
    QFile file(name);
    const bool opened = input ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened)
        return failure(Error{QStringLiteral("%1 cannot be read: %2").arg(told, file.errorString()), {}, {}});
    if (file.isSequential())
        return readPipe(file, told, limit);
    if (file.size() > limit)
        return failure(tooLarge(told, limit));
    return file.readAll();
}

}
