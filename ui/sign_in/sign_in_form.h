#pragma once

#include "core/oauth/providers.h"
#include "core/oauth/sign_in.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QLineEdit;

namespace keyhole {

class Button;
class FormRows;
class OriginsEdit;
class PastedKey;
class ProviderPicker;
class SecretEdit;
class TextLabel;

/// What a sign-in needs to know: who gives the token, to whom, how, and where it may go.
class SignInForm : public QWidget {
    Q_OBJECT
public:
    explicit SignInForm(const Theme &theme, QWidget *parent = nullptr);

    void load(const AuthDraft &auth, const std::vector<Origin> &origins);
    AuthDraft auth() const;
    /// Fails with what is missing or cannot be read.
    Result<SignInSettings> settings() const;
    std::vector<Origin> origins() const;
    QString name() const;
    void setName(const QString &name);
    /// What the server offers, below the scopes.
    void setServer(const ServerMetadata &server);

    QLineEdit *redirect() const { return m_redirect; }
    SecretEdit *clientSecret() const { return m_clientSecret; }
    PastedKey *assertionKey() const { return m_assertionKey; }
    PastedKey *clientKey() const { return m_clientKey; }
    ProviderPicker *provider() const { return m_provider; }

signals:
    void edited();

private:
    void addServer();
    void addClient();
    void addGrantRows();
    void addTarget();
    void addOwn(const QString &label, QWidget *field);
    void addAssertionRows();
    void takeProvider(const Provider &provider, const std::map<QByteArray, QByteArray> &values);
    void takeAccount();
    void addNote(const QString &text, std::function<bool(const AuthDraft &)> holds = {});

    const Theme &m_theme;
    AuthDraft m_auth;
    FormRows *m_rows;
    SecretEdit *m_clientSecret, *m_password, *m_subject;
    PastedKey *m_clientKey, *m_assertionKey;
    ProviderPicker *m_provider;
    QLineEdit *m_user, *m_redirect = nullptr, *m_resources, *m_name;
    OriginsEdit *m_origins;
    TextLabel *m_offers, *m_account;
};

/// The redirect settings that a typed address stands for; the defaults for an empty one. Fails for what is not on this computer.
Result<RedirectSettings> redirectFrom(const QByteArray &typed);

}
