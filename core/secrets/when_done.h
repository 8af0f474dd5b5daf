#pragma once

#include <QFutureWatcher>
#include <QObject>

namespace keyhole {

/// Calls `done` with the result of a future, unless it is cancelled or the context is gone by then. (Not QFuture::then(): in Qt 6.4 that
/// outlives its context.)
template <class T, class Done> void whenDone(const QFuture<T> &future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, done] {
        watcher->deleteLater();
        if (!watcher->isCanceled() && watcher->future().resultCount() > 0)
            done(watcher->result());
    });
    watcher->setFuture(future);
}

}
