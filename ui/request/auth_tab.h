#pragma once

#include "core/secrets/credential_store.h"
#include "ui/request/editor_tab.h"
#include "ui/request/token_state.h"
#include "ui/theme/theme.h"

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace keyhole {

class Button;
class SecretEdit;
class KeptCredential;
class TextLabel;

/// Scheme, credential, what is known about it before it is sent, and the line it goes out as.
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
    /// Leaves the reference to the keychain, if there is one, for a credential that is typed.
    void typeCredential();

    const std::optional<TokenState> &tokenState() const { return m_state; }

signals:
    void openTokenRequested(const QByteArray &token);
    void keepRequested();
    void stateChanged();

private:
    QLineEdit *addField(const QString &name, std::initializer_list<AuthKind> kinds);
    void addRow(const QString &name, QWidget *field, std::initializer_list<AuthKind> kinds);
    AuthKind kind() const;
    void showKind();
    bool isShown(const QWidget *field) const;
    void showState();
    QString secretName() const;

    const Theme &m_theme;
    std::optional<Instant> m_now;
    std::optional<TokenState> m_state;
    QByteArray m_sentToken;  // the credential with its variables put in, from the preview
    struct Row {
        TextLabel *label;
        QWidget *field;
        std::vector<AuthKind> kinds;
    };
    std::vector<Row> m_rows;
    QGridLayout *m_grid;
    QComboBox *m_kind, *m_place;
    QLineEdit *m_user, *m_scheme, *m_keyName;
    SecretEdit *m_secret;
    KeptCredential *m_stored;
    Button *m_keep;
    bool m_canKeep = false;  ///< there is a store that lasts
    bool m_readOnly = false;
    TextLabel *m_stateIcon, *m_stateText, *m_sentAs;
    Button *m_open;
};

}
