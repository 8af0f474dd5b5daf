#pragma once

#include "core/secrets/keychain.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QObject>

namespace keyhole {

/// Asks the desktop's keychain over D-Bus how things stand, since the jobs of QtKeychain cannot tell "locked" from "no such entry" nor
/// "no keychain" from any other error. Speaks the Secret Service (freedesktop.org, draft 0.2), and to KWallet where QtKeychain uses it
/// (Plasma 5). Never blocks, and touches no bus that the session did not name: GLib would start one of its own.
class SecretService : public QObject {
    Q_OBJECT
public:
    explicit SecretService(QObject *parent = nullptr);
    ~SecretService() override;

    void probe(Keychain::State done);
    /// Shows the keychain's own dialogue; waits until the user answered it or the keychain went away.
    void unlock(Keychain::State done);

signals:
    /// Another process offers the service than at the last probe; also at the first one.
    void serviceChanged();

public:
    /// Whether DBUS_SESSION_BUS_ADDRESS or the socket in XDG_RUNTIME_DIR names a session bus.
    static bool hasSessionBus();

private:
    using Reply = std::function<void(const QDBusMessage &)>;
    using Collection = std::function<void(StoreState, const QDBusObjectPath &)>;

    void call(QDBusMessage message, Reply reply);
    void takeOwner(const QString &uniqueName);
    void explainError(const QDBusMessage &error, Keychain::State done);
    void askKWallet(Keychain::State done);
    /// The default collection, with its state; "/" when there is none.
    void findCollection(Collection done);
    void askLocked(const QDBusObjectPath &collection, Collection done);
    void unlockCollection(const QDBusObjectPath &collection, Keychain::State done);
    void prompt(const QDBusObjectPath &prompt, Keychain::State done);
    QDBusConnection bus();

    const QString m_connectionName;
    QString m_owner;  ///< the unique name of the process that answered last
};

/// Whether the file of that keyring is plain text: GNOME Keyring writes one for an empty password. Looks into
/// $XDG_DATA_HOME/keyrings; false where that cannot be read.
bool isPlainTextKeyring(const QString &name);

}
