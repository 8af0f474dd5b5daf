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
    /// The environment that it is sent with.
    Environment environment(const QString &name, const QHash<QByteArray, Credential> &secrets) const;
    /// Its expectations with the values of variables put in.
    std::vector<Expectation> expectations(const Environment &environment) const;

    const int number;  ///< counted over all rounds
    ReplayResult result;
    ReplayRequest request;
    std::map<QByteArray, bool> taken;  ///< values taken from answers, by name: whether they are secrets
    SendOptions sentWith;
    std::vector<ResolvedVariable> unread;  ///< secret variables whose value is still in the keychain
    QFutureWatcher<Result<Credential, StoreError>> secret;
    QFutureWatcher<Result<RequestDraft, StoreError>> credential;
    QFutureWatcher<Diagnosed> sending;
};

}
