#pragma once

#include "core/http/instant.h"
#include "core/token/key_text.h"
#include "ui/theme/rounded_frame.h"

class QComboBox;

namespace keyhole {

class Button;
class CredentialStore;
class FlowLabel;
class KeptKeys;
class KeyForm;

/// The key that a token is signed with: made here, pasted, or from a file; and the algorithm, of those that the key serves. It is kept in
/// memory until the window closes, or in the store of credentials when the user says so.
class SigningKeyCard : public RoundedFrame {
    Q_OBJECT
public:
    explicit SigningKeyCard(const Theme &theme, QWidget *parent = nullptr);
    /// Where keys can be kept and taken from, and the service that they are kept for; `now` dates them.
    void setStore(CredentialStore &store, const QString &service, Instant now);
    const std::optional<SigningKey> &key() const { return m_key; }
    QByteArray algorithm() const;
    /// "the new P-256 key", "key “2026” (file key.pem)", for sentences.
    QString keyName() const { return m_name; }
    /// The algorithm of the token that is edited; taken where the key serves it.
    void preferAlgorithm(const QByteArray &algorithm);
    /// A new key of a type of SigningKey::generate(); "oct" is a secret.
    void generate(const QByteArray &type);

signals:
    void changed();

private:
    QLayout *algorithmRow();
    void offerTypes();
    void useKeys(const KeysRead &keys, const QString &source);
    void setKey(const SigningKey &key, const QString &name, const QString &says);
    void copyKey();
    void keep();
    void say(const QString &text, ColorToken color = ColorToken::Text2);
    void showKey();
    void applyTheme();

    std::optional<SigningKey> m_key;
    Secret m_newSecret;  ///< made here, to be copied to whoever checks
    QString m_name, m_says;
    QByteArray m_preferred;
    QString m_service;
    Instant m_now;
    KeptKeys *m_kept = nullptr;
    FlowLabel *m_title, *m_text;
    QComboBox *m_algorithms;
    Button *m_new, *m_paste, *m_open, *m_fromStore, *m_copy, *m_keep;
    KeyForm *m_form;
};

}
