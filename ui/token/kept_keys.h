#pragma once

#include "core/secrets/credential_store.h"

#include <QFutureWatcher>
#include <QPointer>

class QWidget;

namespace keyhole {

/// The signing keys that the store of credentials holds: chosen from a menu by their names, and kept there. The store may ask its user
/// first, so every answer comes as a signal.
class KeptKeys : public QObject {
    Q_OBJECT
public:
    KeptKeys(CredentialStore &store, QWidget *parent);
    bool isLasting() const { return m_store && m_store->isLasting(); }
    /// Opens the menu of the names.
    void offer(QWidget *below);
    void read(const CredentialInfo &info);
    /// `service` and `name` tell it apart from others: "id.example.com", "P-256 key of 21 Nov 2026".
    void keep(const Secret &key, const QString &service, const QString &name, Instant now);

signals:
    void keyRead(const keyhole::Secret &key, const QString &name);
    void kept(const QString &name);
    void refused(const QString &fault);

private:
    void refuse(const StoreError &error);

    QPointer<CredentialStore> m_store;
    QFutureWatcher<Result<Credential, StoreError>> m_reading;
    QFutureWatcher<Result<void, StoreError>> m_writing;
    QString m_name;
};

}
