#pragma once

#include "core/replay/replay_run.h"

namespace keyhole {

/// One request of a replay on its way: read, then resolved, then sent.
struct ReplayRun::Attempt : QObject {
    Attempt(int count, ReplayResult begun) : number(count), result(std::move(begun)) { }

    /// Ends whatever is on its way.
    void cancel();

    /// Names that it needs and nothing gives.
    std::vector<QByteArray> missing() const;
    /// Its expectations with the values of variables put in.
    std::vector<Expectation> expectations(const Environment &environment) const;

    const int number;  ///< counted over all rounds
    ReplayResult result;
    ReplayRequest request;
    SendOptions sentWith;
    QFutureWatcher<Result<Environment, StoreError>> variables;
    QFutureWatcher<Result<RequestDraft, StoreError>> credential;
    QFutureWatcher<Diagnosed> sending;
};

}
