#include "ui/response/save_body.h"

#include "core/http/media_type.h"

#include <QCoreApplication>
#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>
#include <QUrl>

namespace keyhole {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(keyhole::SaveBody)
};

constexpr qsizetype kLongestName = 80;
constexpr qint64 kBlock = 1 << 20;

QString suffixFor(const QByteArray &contentType)
{
    const auto type = parseMediaType(contentType);
    if (!type)
        return QStringLiteral(".bin");
    if (type->isJson())
        return QStringLiteral(".json");
    if (type->isHtml())
        return QStringLiteral(".html");
    if (type->isXml())
        return QStringLiteral(".xml");
    return type->type == "text" ? QStringLiteral(".txt") : QStringLiteral(".bin");
}

Error couldNotWrite(const QFileDevice &file)
{
    return {Tr::tr("The file could not be written: %1").arg(file.errorString()), file.fileName(), Tr::tr("Choose another place.")};
}

Result<qint64> copyFile(const QString &from, QSaveFile &to)
{
    QFile source(from);
    if (!source.open(QIODevice::ReadOnly))
        return failure(Error{Tr::tr("The stored body is gone: %1").arg(source.errorString()), from, Tr::tr("Send the request again.")});
    qint64 written = 0;
    while (!source.atEnd()) {
        const QByteArray block = source.read(kBlock);
        if (block.isEmpty() || to.write(block) != block.size())
            return failure(couldNotWrite(to));
        written += block.size();
    }
    return written;
}

Result<qint64> write(const QByteArray &body, const QString &bodyFile, const QString &path)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(couldNotWrite(file));
    Result<qint64> written = bodyFile.isEmpty() ? Result<qint64>(file.write(body)) : copyFile(bodyFile, file);
    if (written && (*written < 0 || !file.commit()))
        return failure(couldNotWrite(file));
    return written;
}

}

QString proposedFileName(const Url &url, const QByteArray &contentType)
{
    QString name = QUrl::fromPercentEncoding(url.path.mid(url.path.lastIndexOf('/') + 1));
    QString clean;
    for (const QChar c : name) {
        if (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'))
            clean += c;
        else if (c == QLatin1Char('.'))
            break;  // the ending is chosen by the type
    }
    return (clean.isEmpty() ? QStringLiteral("body") : clean.left(kLongestName)) + suffixFor(contentType);
}

QFuture<Result<qint64>> saveBody(const Response &response, const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<qint64>>>();
    promise->start();
    const QByteArray body = response.body.isEmpty() ? response.encodedBody : response.body;
    QThreadPool::globalInstance()->start([promise, body, bodyFile = response.bodyFile, path] {
        promise->addResult(write(body, bodyFile, path));
        promise->finish();
    });
    return promise->future();
}

}
