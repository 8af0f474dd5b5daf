#include "ui/main_window/intake.h"

#include "core/formats/import/import.h"
#include "ui/collection/open_collections.h"

#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QMimeData>
#include <QPromise>
#include <QThreadPool>
#include <QUrl>

namespace keyhole {

namespace {

using Read = std::shared_ptr<Result<Input>>;

QFuture<Read> inThread(std::function<Result<Input>()> read)
{
    auto promise = std::make_shared<QPromise<Read>>();
    promise->start();
    const QFuture<Read> future = promise->future();
    QThreadPool::globalInstance()->start([promise, read = std::move(read)] {
        promise->addResult(std::make_shared<Result<Input>>(read()));
        promise->finish();
    });
    return future;
}

Result<Input> readFile(const QString &path)
{
    if (QFileInfo(path).isDir()) {
        auto imported = importFolder(path);
        return imported ? Result<Input>(std::move(*imported)) : failure(imported.error());
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error{Intake::tr("The file cannot be read: %1").arg(file.errorString()), path,
                             Intake::tr("Check that it is there and can be read.")});
    if (file.size() > Intake::kLargestFile)
        return failure(
            Error{Intake::tr("The file is larger than 1 GB."), path, Intake::tr("Record again with fewer entries, or without bodies.")});
    return readPasted(file.readAll(), QFileInfo(path).fileName());
}

template <class... Cases> struct Either : Cases... {
    using Cases::operator()...;
};

}

Intake::Intake(QObject *parent) : QObject(parent) { }

void Intake::takeText(const QByteArray &text, const QString &name)
{
    if (text.size() <= kReadHere) {
        Result<Input> input = readPasted(text, name);
        return arrive(input, name);
    }
    await(inThread([text, name] { return readPasted(text, name); }), name);
}

void Intake::takeFile(const QString &path)
{
    const QFileInfo info(path);
    const bool isCollectionFile = info.isFile() && info.completeBaseName() == QLatin1String("opencollection");
    const QString folder = isCollectionFile ? info.path() : path;
    if (OpenCollections::isCollection(folder)) {
        emit collectionArrived(folder);
        return;
    }
    const QString name = info.fileName();
    await(inThread([path] { return readFile(path); }), name);
}

void Intake::await(const QFuture<Read> &future, const QString &name)
{
    auto *watcher = new QFutureWatcher<Read>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, name] {
        arrive(*watcher->result(), name);
        watcher->deleteLater();
    });
    watcher->setFuture(future);
}

bool Intake::canTake(const QMimeData &mime)
{
    return mime.hasUrls() || mime.hasText();
}

bool Intake::takeMime(const QMimeData &mime)
{
    bool took = false;
    for (const QUrl &url : mime.urls()) {
        if (url.isLocalFile()) {
            takeFile(url.toLocalFile());
            took = true;
        }
    }
    if (!took && mime.hasText() && !mime.text().trimmed().isEmpty()) {
        takeText(mime.text().toUtf8());
        took = true;
    }
    return took;
}

void Intake::arrive(Result<Input> &input, const QString &name)
{
    if (!input) {
        emit refused(input.error());
        return;
    }
    std::visit(Either{
                   [&](HarFile &har) { emit harArrived(std::make_shared<const HarFile>(std::move(har)), name); },
                   [&](CurlCommand &command) { emit commandArrived(command); },
                   [&](Exchange &exchange) { emit exchangeArrived(std::make_shared<const Exchange>(std::move(exchange)), name); },
                   [&](Imported &imported) { emit importArrived(std::make_shared<const Imported>(std::move(imported)), name); },
                   [&](Token &token) { emit tokenArrived(token.text); },
               },
               *input);
}

}
