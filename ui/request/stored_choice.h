#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace keyhole {

class Button;
class KeptCredential;
class TextLabel;

/// Which stored credential is meant, if any: its label with a mask and the way to another, or the way to choose one.
class StoredChoice : public QWidget {
    Q_OBJECT
public:
    /// Offers those of one kind. `name` is what the field is called, `none` says what holds without a choice.
    StoredChoice(const Theme &theme, CredentialKind kind, const QString &name, const QString &none, QWidget *parent = nullptr);

    /// Not owned; nothing while there is none.
    void setStore(CredentialStore *store);
    /// Shows it; emits nothing.
    void setCredential(const CredentialId &id);
    const CredentialId &credential() const { return m_id; }
    KeptCredential *kept() const { return m_kept; }
    Button *choose() const { return m_choose; }

signals:
    void edited();
    void credentialsRequested();

private:
    void offer(QWidget *below);
    void take(const CredentialId &id);
    void showChoice();

    CredentialKind m_kind;
    QPointer<CredentialStore> m_store;
    CredentialId m_id;
    KeptCredential *m_kept;
    TextLabel *m_none;
    Button *m_choose;
};

}
