#pragma once

#include "core/formats/export/opencollection.h"
#include "core/secrets/credential_store.h"

namespace keyhole {

/// Puts secrets that were taken out of a collection into a store, one after the other. A store that refuses one is not asked for the
/// others. Goes when it is done.
class SecretMove : public QObject {
    Q_OBJECT
public:
    /// `collection` is what the entries are listed under. `store` outlives this.
    SecretMove(CredentialStore &store, std::vector<TakenSecret> secrets, QString collection, Instant now, QObject *parent = nullptr);
    void start();

signals:
    /// What is stored, and why it is not all.
    void finished(const std::vector<keyhole::VariableCredential> &stored, const std::optional<keyhole::StoreError> &why);

private:
    void next();

    CredentialStore &m_store;
    std::vector<TakenSecret> m_secrets;
    QString m_collection;
    Instant m_now;
    std::vector<VariableCredential> m_stored;
};

}
