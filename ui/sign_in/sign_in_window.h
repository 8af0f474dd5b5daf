#pragma once

#include "core/oauth/protected_resource.h"
#include "core/oauth/sign_in.h"
#include "core/secrets/credential_store.h"
#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace keyhole {

class Button;
class DeviceCodeCard;
class SignInForm;
class SignInOutcome;
class SignInSteps;
class TextLabel;

/// *Get new token…*: what is needed on the left, what happens on the right. The tokens go into the keychain as soon as they are here; when
/// it does not take them they stay with this window until it does, or until a person chooses to keep them only until the program ends. Not
/// modal; deletes itself when it is closed.
class SignInWindow : public QWidget {
    Q_OBJECT
public:
    using Browser = std::function<Result<void>(const QByteArray &address)>;
    SignInWindow(const Theme &theme, Transport &transport, const Clock &clock, CredentialStore &store, Browser browser,
                 QWidget *parent = nullptr);
    ~SignInWindow() override;

    /// What is known already: from the request, or from what refused it. A credential that `auth` refers to is replaced.
    void ask(const AuthDraft &auth, const std::vector<Origin> &origins, const QString &name);
    /// Asks an API who gives its tokens, by the answer with which it refused, and fills that in. RFC 9728.
    void findIssuer(const QByteArray &api, const std::shared_ptr<const Exchange> &refused);
    /// How the servers are reached.
    void setTransport(const TransportOptions &options) { m_options = options; }
    SignInForm *form() const { return m_form; }
    SignInSteps *steps() const { return m_steps; }
    SignInOutcome *outcome() const { return m_outcome; }
    DeviceCodeCard *deviceCode() const { return m_device; }
    bool isRunning() const { return m_signIn && !m_signIn->isOver(); }

public slots:
    void start();
    void cancel();
    void storeAgain();
    void keepUntilQuit();

signals:
    void exchangeOpened(const QString &title, const std::shared_ptr<const keyhole::Exchange> &exchange);
    /// The tokens are kept under that id; `auth` is what they were asked with.
    void kept(const QByteArray &id, const keyhole::AuthDraft &auth);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QWidget *makeLeft();
    QWidget *makeRight();
    void connectParts();
    void connectSignIn();
    void takeIssuer();
    void showState();
    void showBrowser(const QByteArray &address, const QByteArray &redirect);
    void open(const QByteArray &address);
    void finish();
    void storeIn(CredentialStore &store);

    const Theme &m_theme;
    Transport &m_transport;
    const Clock &m_clock;
    CredentialStore &m_store;
    Browser m_browser;
    std::unique_ptr<SignIn> m_signIn;
    std::unique_ptr<ProtectedResource> m_resource;
    TransportOptions m_options;
    CredentialId m_replaces;
    std::optional<Credential> m_pending;  ///< tokens that no store has yet
    bool m_storing = false;  ///< a store is asked to take them
    AuthDraft m_asked;
    QByteArray m_address, m_redirect;
    SignInForm *m_form;
    SignInSteps *m_steps;
    DeviceCodeCard *m_device;
    SignInOutcome *m_outcome;
    TextLabel *m_hint, *m_addressText;
    Button *m_start, *m_cancel, *m_copyAddress, *m_copyRedirect, *m_storeAgain, *m_keepUntilQuit;
};

}
