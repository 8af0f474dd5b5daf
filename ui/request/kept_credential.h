#pragma once

#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class Button;
class IconButton;
class Reveal;
class TextLabel;

/// A reference to a credential in the keychain: its label, when it ends, a mask, and the way to another one. Below it the value itself for
/// 30 s after Reveal (or until the window loses the focus), or why it could not be read.
class KeptCredential : public QWidget {
    Q_OBJECT
public:
    explicit KeptCredential(const Theme &theme, QWidget *parent = nullptr);

    /// `store` is not owned; nothing while there is none.
    void setStore(CredentialStore *store);
    void setCredential(const CredentialId &id);
    const CredentialId &credential() const { return m_id; }
    void setReadOnly(bool readOnly);
    void setRevealed(bool revealed);
    /// The moment that "expired 2 days ago" refers to.
    void setNow(Instant now);
    QString shownLabel() const;
    QString shownValue() const;

signals:
    /// Where to offer others.
    void changeRequested(QWidget *below);

private:
    void showLabel();
    void showExpiry(const CredentialInfo &info);
    void show(const Result<Credential, StoreError> &read);
    void tell(const QString &text, FontRole font, ColorToken color);

    const Theme &m_theme;
    CredentialStore *m_store = nullptr;
    CredentialId m_id;
    std::optional<Instant> m_now;
    TextLabel *m_icon, *m_label, *m_mask, *m_expiry, *m_told;
    IconButton *m_reveal;
    Button *m_change;
    Reveal *m_revealed;  // while the value is shown
};

}
