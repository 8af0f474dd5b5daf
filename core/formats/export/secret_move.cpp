#include "core/formats/export/secret_move.h"

#include "core/secrets/when_done.h"

namespace keyhole {

SecretMove::SecretMove(CredentialStore &store, std::vector<TakenSecret> secrets, QString collection, Instant now, QObject *parent)
    : QObject(parent), m_store(store), m_secrets(std::move(secrets)), m_collection(std::move(collection)), m_now(now)
{ }

void SecretMove::start()
{
    next();
}

void SecretMove::next()
{
    if (m_stored.size() == m_secrets.size()) {
        emit finished(m_stored, std::nullopt);
        return deleteLater();
    }
    const TakenSecret &secret = m_secrets[m_stored.size()];
    const Credential credential = credentialFor(secret, m_collection, m_now);
    whenDone(m_store.write(credential), this, [this, id = credential.info.id](const Result<void, StoreError> &written) {
        const TakenSecret &moved = m_secrets[m_stored.size()];
        if (!written) {
            emit finished(m_stored, written.error());
            return deleteLater();
        }
        m_stored.push_back({moved.environment, moved.variable, id});
        next();
    });
}

}
