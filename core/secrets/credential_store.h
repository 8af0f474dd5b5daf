#pragma once

#include "core/secrets/credential.h"
#include "core/secrets/store_error.h"

#include <QFuture>
#include <QObject>

namespace keyhole {

/// Where credentials are kept. Everything is asynchronous: a keychain may ask its user first. No call blocks; a future stays open while the
/// keychain lets wait (state Waiting) and still brings a late answer. Cancelling a future abandons the wait; a write that is on its way is
/// brought to its end. Calls are carried out one after the other, in their order.
class CredentialStore : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    template <class T> using Answer = QFuture<Result<T, StoreError>>;

    virtual StoreState state() const = 0;
    /// False for one that forgets everything when the program ends.
    virtual bool isLasting() const = 0;

    /// What is known of all entries without asking for any secret, by label. Says nothing about whether the keychain still has them.
    virtual std::vector<CredentialInfo> list() const = 0;

    virtual Answer<Credential> read(const CredentialId &id) = 0;
    /// Stores a new credential, or replaces the one of that id. Acknowledged only after it was read back and is the same. `changed` is set
    /// by the caller; an id that is none is refused as Failed.
    virtual Answer<void> write(const Credential &credential) = 0;
    /// Acknowledged only when the keychain was open before and after, and has no such entry any more. An entry that was not there is
    /// removed.
    virtual Answer<void> remove(const CredentialId &id) = 0;

    /// It was sent with a request, for the list of credentials. Asks the keychain nothing.
    virtual void noteUse(const CredentialId &, Instant) { }

    /// Where credentials can be kept until the program ends, beside this; nothing where that is not offered. What is there is in list()
    /// too.
    virtual CredentialStore *untilQuit() { return nullptr; }

    /// Asks how things stand, without asking the user anything.
    virtual QFuture<StoreState> refresh() = 0;
    /// Lets the keychain ask for its password. Brings the state afterwards.
    virtual QFuture<StoreState> unlock() = 0;
    /// In state Replaced: goes on with the keychain that is there now.
    virtual QFuture<StoreState> startAnew() = 0;

signals:
    void stateChanged(keyhole::StoreState state);
    /// An entry was added, changed or removed.
    void listChanged();
};

}
