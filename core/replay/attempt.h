#pragma once

#include "core/replay/replay_run.h"

#include <QPointer>

namespace keyhole {

/// One request of a replay on its way: read, then resolved, then sent.
struct ReplayRun::Attempt : QObject {
    Attempt(int count, ReplayResult begun) : number(count), result(std::move(begun)) { }

    /// Ends whatever is on its way.
    void cancel();
    /// Calls `next` when the future is over, at once where it is, unless the attempt was cancelled. Nothing waits for the event loop: its
    /// turns would be most of the time of a request that is answered in less than a millisecond.
    template <class T, class Next> void whenOver(QFuture<T> &future, Next next);

    /// Names that it needs and nothing gives.
    std::vector<QByteArray> missing() const;
    /// Its expectations with the values of variables put in.
    std::vector<Expectation> expectations(const Environment &environment) const;

    const int number;  ///< counted over all rounds
    ReplayResult result;
    ReplayRequest request;
    SendOptions sentWith;
    QFuture<Result<Environment, StoreError>> variables;
    QFuture<Result<RequestDraft, StoreError>> credential;
    QFuture<Diagnosed> sending;
    bool cancelled = false;
};

template <class T, class Next> void ReplayRun::Attempt::whenOver(QFuture<T> &future, Next next)
{
    const auto goOn = [attempt = QPointer(this), next] {
        if (attempt && !attempt->cancelled)
            next();
    };
    future.then(QtFuture::Launch::Sync, [goOn](const QFuture<T> &) { goOn(); }).onCanceled(goOn);
}

}
