#pragma once

#include "catch.h"
#include "core/http/form.h"
#include "core/oauth/stored_tokens.h"
#include "core/secrets/session_store.h"
#include "core/session/canned_transport.h"
#include "ui/controls/button.h"
#include "ui/request/secret_edit.h"
#include "ui/sign_in/device_code_card.h"
#include "ui/sign_in/sign_in_form.h"
#include "ui/sign_in/sign_in_outcome.h"
#include "ui/sign_in/sign_in_steps.h"
#include "ui/sign_in/sign_in_window.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

namespace keyhole {

inline const QByteArray kIssuer = "https://id.example.com";

inline QByteArray inForm(QByteArrayView encoded, QByteArrayView name)
{
    for (const FormPair &pair : parseForm(encoded)) {
        if (pair.name == name)
            return pair.value;
    }
    return {};
}

/// Takes nothing while it is told so.
struct LockableStore : CredentialStore {
    SessionStore kept, memory;
    bool locked = false;

    StoreState state() const override { return locked ? StoreState::Locked : StoreState::Ready; }
    bool isLasting() const override { return true; }
    std::vector<CredentialInfo> list() const override { return kept.list(); }
    Answer<Credential> read(const CredentialId &id) override { return kept.read(id); }
    Answer<void> remove(const CredentialId &id) override { return kept.remove(id); }
    CredentialStore *untilQuit() override { return &memory; }
    QFuture<StoreState> refresh() override { return kept.refresh(); }
    QFuture<StoreState> unlock() override { return kept.unlock(); }
    QFuture<StoreState> startAnew() override { return kept.startAnew(); }
    Answer<void> write(const Credential &credential) override
    {
        if (locked)
            return QtFuture::makeReadyFuture(Result<void, StoreError>(failure(storeError(StoreFault::Locked))));
        return kept.write(credential);
    }
};

struct SigningIn {
    Theme theme;
    CannedTransport transport;
    FixedClock clock;
    LockableStore store;
    std::vector<QByteArray> opened;
    std::function<void(const QByteArray &address)> browse = [](const QByteArray &) {};
    SignInWindow window{theme, transport, clock, store, [this](const QByteArray &address) -> Result<void> {
                            opened.push_back(address);
                            browse(address);
                            return {};
                        }};

    SigningIn()
    {
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        transport.answer(
            kIssuer + "/.well-known/openid-configuration", 200, {{"Content-Type", "application/json", {}}},
            R"({"issuer":"https://id.example.com","authorization_endpoint":"https://id.example.com/auth",)"
            R"("token_endpoint":"https://id.example.com/token","device_authorization_endpoint":"https://id.example.com/device",)"
            R"("scopes_supported":["openid","orders:read"]})");
        AuthDraft auth;
        auth.kind = AuthKind::OAuth2;
        auth.oauth2.issuer = kIssuer;
        auth.oauth2.clientId = "desk";
        auth.oauth2.scope = "orders:read orders:write";
        window.ask(auth, {Url::parse("https://api.example.com")->origin()}, "Staging");
        window.show();
    }

    void tokens(const QByteArray &body = R"({"access_token":"access-0123456789abcdef0123456789","refresh_token":"r-0123456789",)"
                                         R"("token_type":"Bearer","expires_in":3600,"scope":"orders:read"})")
    {
        transport.answer(kIssuer + "/token", 200, {{"Content-Type", "application/json", {}}}, body);
    }

    /// What the browser does after somebody signed in.
    void comeBack(const QByteArray &address)
    {
        const QByteArray query = *Url::parse(address)->query;
        const Url back = *Url::parse(inForm(query, "redirect_uri"));
        auto *socket = new QTcpSocket(&window);
        const QByteArray head = "GET " + back.path + "?code=c-0123456789&state=" + inForm(query, "state")
            + " HTTP/1.1\r\nHost: " + back.hostField() + "\r\n\r\n";
        QObject::connect(socket, &QTcpSocket::connected, socket, [socket, head] { socket->write(head); });
        socket->connectToHost(QHostAddress::LocalHost, quint16(back.effectivePort()));
    }

    void setGrant(OAuth2Settings::Grant grant)
    {
        AuthDraft auth = window.form()->auth();
        auth.oauth2.grant = grant;
        window.ask(auth, window.form()->origins(), "Staging");
    }

    bool ends()
    {
        return QTest::qWaitFor([this] { return !window.isRunning(); }, 10'000)
            && QTest::qWaitFor([this] { return !window.outcome()->text().isEmpty(); });
    }

    Button *button(const QString &text) const
    {
        for (Button *each : window.findChildren<Button *>()) {
            if (each->text() == text)
                return each;
        }
        return nullptr;
    }

    bool showsField(const QString &text) const
    {
        const auto fields = window.findChildren<QLineEdit *>();
        return std::any_of(fields.begin(), fields.end(),
                           [&](const QLineEdit *field) { return field->isVisibleTo(&window) && field->text() == text; });
    }

    bool shows(const QString &text) const
    {
        for (const QLabel *label : window.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&window) && label->text().contains(text))
                return true;
        }
        return false;
    }
};

}
