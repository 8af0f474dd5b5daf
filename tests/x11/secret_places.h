#pragma once

#include "core/session/canned_transport.h"
#include "ui/controls/reveal.h"
#include "ui/credentials/credential_stage.h"
#include "ui/credentials/secret_rows.h"
#include "ui/request/kept_credential.h"
#include "ui/request/secret_edit.h"
#include "ui/response/raw_tab.h"
#include "ui/token/encoded_view.h"
#include "ui/token/token_window.h"

#include <QLineEdit>
#include <QPlainTextEdit>

namespace keyhole {

inline const QByteArray kShownSecret = "qS5PM7fXfVYv0dNkSigNaTuRe";
/// Its signature is kShownSecret.
inline const QByteArray kShownToken = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ." + kShownSecret;

/// A place where a secret can be revealed, in a window that has the focus.
struct SecretPlace {
    QWidget *window = nullptr;
    QWidget *place = nullptr;
    QWidget *text = nullptr;  ///< where the secret can be selected; none where it cannot
    std::function<void(bool)> setRevealed;
    std::function<bool()> shows;  ///< the secret, as itself

    Reveal *reveal() const { return place->findChild<Reveal *>(QString(), Qt::FindDirectChildrenOnly); }
};

/// The five places: "credential manager", "stored credential" and "typed credential" (Auth tab), "token window", "raw bytes".
class SecretPlaces {
public:
    explicit SecretPlaces(const QByteArray &name)
    {
        if (name == "credential manager")
            openManager();
        else if (name == "stored credential")
            openStored();
        else if (name == "typed credential")
            openTyped();
        else if (name == "token window")
            openToken();
        else
            openRaw();
        place.window->show();
        place.window->activateWindow();
        REQUIRE(QTest::qWaitForWindowActive(place.window));
    }

    SecretPlace place;

private:
    void openManager()
    {
        m_stage.keepToken(kShownSecret);
        m_stage.open();
        auto *rows = m_stage.window->page()->secrets();
        place = {m_stage.window.get(), rows, nullptr, [rows](bool on) { rows->setRevealed(on); },
                 [rows] { return rows->shown("token") == QString(kShownSecret); }};
    }
    void openStored()
    {
        m_stage.keepToken(kShownSecret);
        auto *kept = new KeptCredential(m_stage.theme, &m_window);
        kept->setStore(&m_stage.store);
        kept->setCredential(m_stage.store.list().front().id);
        place = {&m_window, kept, nullptr, [kept](bool on) { kept->setRevealed(on); },
                 [kept] { return kept->shownValue() == QString(kShownSecret); }};
    }
    void openTyped()
    {
        auto *edit = new SecretEdit(m_stage.theme, "Token", &m_window);
        edit->setSecret(Secret(kShownSecret));
        place = {&m_window, edit, edit->field(), [edit](bool on) { edit->setRevealed(on); },
                 [edit] { return edit->field()->displayText() == QString(kShownSecret); }};
    }
    void openToken()
    {
        m_token = std::make_unique<TokenWindow>(m_stage.theme);
        m_token->setAttribute(Qt::WA_DeleteOnClose, false);
        m_token->setTokens({{kShownToken, "typed"}}, {{}, m_stage.clock.now()});
        auto *view = m_token->findChild<EncodedView *>();
        place = {m_token.get(), view, view, [view](bool on) { view->setRevealed(on); },
                 [view] { return view->toPlainText().contains(kShownSecret); }};
    }
    void openRaw()
    {
        Exchange exchange;
        Hop hop;
        hop.request.method = "GET";
        hop.request.url = *Url::parse("https://api.example.com/");
        hop.request.fields = {{"Authorization", "Bearer " + kShownSecret, {}}};
        hop.sentBytes = "GET / HTTP/1.1\r\nAuthorization: Bearer " + kShownSecret + "\r\n\r\n";
        exchange.hops.push_back(hop);
        auto *raw = new RawTab(m_stage.theme, &m_window);
        raw->resize(600, 300);
        raw->setExchange(std::make_shared<const Exchange>(exchange));
        place = {&m_window, raw, raw->pane()->viewer(), [raw](bool on) { raw->setRevealed(on); },
                 [raw] { return raw->pane()->viewer()->document().text().contains(kShownSecret); }};
        m_window.resize(620, 320);
    }

    CredentialStage m_stage;
    QWidget m_window;
    std::unique_ptr<TokenWindow> m_token;
};

}
