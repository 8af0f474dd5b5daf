#pragma once

#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace keyhole {

/// The keychain of this system, for a program without a window: each call runs the event loop until the answer is there.
class WaitingKeychain {
public:
    template <class T> T wait(QFuture<T> future)
    {
        future.then(&m_store, [](const T &) { QCoreApplication::quit(); });
        QCoreApplication::exec();
        return future.result();
    }
    KeychainStore &store() { return m_store; }

private:
    KeychainStore m_store{std::make_unique<SystemKeychain>(),
                          QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + QLatin1String("/credentials.json")};
};

}
