#pragma once

#include "core/collection/inherited_auth.h"
#include "core/secrets/credential_store.h"
#include "ui/request/editor_tab.h"
#include "ui/request/token_state.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace keyhole {

class AuthEditor;
class Button;
class TextLabel;

/// The credentials of a request: the first, and what goes besides; what is known of the token before it is sent, and the lines that it all
/// goes out as.
class AuthTab : public EditorTab {
    Q_OBJECT
public:
    explicit AuthTab(const Theme &theme, QWidget *parent = nullptr);
    void load(const RequestDraft &draft) override;
    void store(RequestDraft &draft) const override;
    void setReadOnly(bool readOnly) override;
    void setPreview(const ResolvedRequest *preview) override;
    void setNow(Instant now);
    void focusCredential();
    /// Not owned; nothing while there is none.
    void setCredentials(CredentialStore *store);
    /// What Inherited stands for here.
    void setInherited(const EffectiveAuth &inherited);
    void offerSignIn(bool offered);
    /// Leaves the reference to the keychain, if there is one, for a credential that is typed.
    void typeCredential();

    AuthEditor *editor() const { return m_editor; }
    QString sentAs() const;
    const std::optional<TokenState> &tokenState() const { return m_state; }

signals:
    void openTokenRequested(const QByteArray &token);
    /// The typed credential is to go into the keychain: 0 is the first, 1 the first of the further ones.
    void keepRequested(int index);
    void originRequested();
    void credentialsRequested();
    void keychainHelpRequested();
    void signInRequested();
    void refreshRequested();
    void stateChanged();

private:
    struct Further {
        QWidget *part;
        AuthEditor *editor;
    };
    void layOut();
    void connectEditor(AuthEditor *editor, int index);
    void setFurtherCount(size_t count);
    void addFurther();
    void removeFurther(const QWidget *part);
    void showState();
    QByteArray typedToken() const;

    const Theme &m_theme;
    CredentialStore *m_store = nullptr;
    std::optional<Instant> m_now;
    std::optional<TokenState> m_state;
    QByteArray m_sentToken;  // the credential with its variables put in, from the preview
    AuthEditor *m_editor;
    std::vector<Further> m_further;
    QVBoxLayout *m_furtherPlace;
    Button *m_add;
    QWidget *m_stateRow, *m_sentRow;
    TextLabel *m_stateIcon, *m_stateText, *m_sentAs;
    Button *m_open;
    bool m_readOnly = false;
};

}
