#pragma once

#include "core/collection/inherited_auth.h"
#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>
#include <map>

class QComboBox;
class QVBoxLayout;

namespace keyhole {

class Button;
class FormRows;
class KeptCredential;
class KeychainBar;
class TextLabel;

/// One credential as a request, a folder or a collection has it: its kind, the form of that kind, and the entry of the keychain that its
/// secrets are taken from.
class AuthEditor : public QWidget {
    Q_OBJECT
public:
    explicit AuthEditor(const Theme &theme, QWidget *parent = nullptr);

    /// Shows it; emits nothing.
    void load(const AuthDraft &auth);
    AuthDraft auth() const;
    void setReadOnly(bool readOnly);
    /// Not owned; nothing while there is none.
    void setCredentials(CredentialStore *store);
    /// What Inherited stands for now, and where that comes from.
    void setInherited(const EffectiveAuth &inherited);
    /// Whether a sign-in can be begun from here (OAuth 2).
    void offerSignIn(bool offered);
    void setNow(Instant now);

    /// Leaves the entry of the keychain, if there is one, for a credential that is typed.
    void typeCredential();
    void focusCredential();
    QComboBox *kinds() const { return m_kind; }
    KeptCredential *kept() const { return m_kept; }

signals:
    void edited();
    /// What is typed is to go into the keychain.
    void keepRequested();
    /// The folder or collection that it is inherited from.
    void originRequested();
    void credentialsRequested();
    void keychainHelpRequested();
    void signInRequested();
    void refreshRequested();

private:
    void layOut();
    void connectParts();
    FormRows *formOf(AuthKind kind);
    AuthKind kind() const;
    void showKind();
    void showInherited();
    void offerStored(QWidget *below);
    void refer(const CredentialId &id);
    bool hasSecret() const;
    std::vector<CredentialInfo> fitting() const;

    const Theme &m_theme;
    QPointer<CredentialStore> m_store;
    AuthDraft m_auth;
    EffectiveAuth m_inherited;
    QComboBox *m_kind;
    QVBoxLayout *m_column;
    std::map<AuthKind, FormRows *> m_forms;  ///< made when a kind is first shown
    QWidget *m_formPlace;
    KeptCredential *m_kept;
    KeychainBar *m_keychain;
    QWidget *m_inheritedRow, *m_signInRow;
    TextLabel *m_inheritedText, *m_note;
    Button *m_goThere, *m_keep, *m_choose, *m_signIn, *m_refresh;
    QWidget *m_keptRow;
    bool m_readOnly = false;
    bool m_offersSignIn = false;
};

}
