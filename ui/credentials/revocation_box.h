#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace keyhole {

class Button;
class Session;
struct StoredTokens;
class TextLabel;

/// Has the server that gave tokens make them worthless (RFC 7009). Says first which server is told, as that cannot be undone.
class RevocationBox : public QWidget {
    Q_OBJECT
public:
    RevocationBox(const Theme &theme, Session &session, QWidget *parent = nullptr);
    void setStore(CredentialStore *store) { m_store = store; }
    void setCredential(const CredentialId &id);
    QString told() const;

signals:
    void revoked();

private:
    void ask();
    void offer(const Credential &credential);
    void revoke();
    void say(const QString &text, ColorToken color);
    void reset();

    Session &m_session;
    QPointer<CredentialStore> m_store;
    CredentialId m_id;
    std::shared_ptr<const StoredTokens> m_tokens;  ///< while it waits for the second press
    QPointer<QObject> m_running;
    TextLabel *m_told;
    Button *m_revoke, *m_cancel;
};

}
