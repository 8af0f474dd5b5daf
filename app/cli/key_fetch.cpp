#include "app/cli/key_fetch.h"

#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QFutureWatcher>

namespace keyhole {

Result<FetchedKeys> fetchKeys(const QByteArray &address, bool allowPrivate)
{
    const SystemClock clock;
    CurlTransport transport(clock);
    KeySource source(transport, clock);
    QFutureWatcher<Result<FetchedKeys>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    watcher.setFuture(source.fetch(address, allowPrivate));
    QCoreApplication::exec();
    return watcher.result();
}

}
