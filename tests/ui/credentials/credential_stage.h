#pragma once

#include "core/secrets/keychain_store.h"
#include "core/secrets/layered_store.h"
#include "core/secrets/memory_keychain.h"
#include "core/secrets/waiting.h"
#include "core/session/canned_transport.h"
#include "core/session/session.h"
#include "ui/credentials/credential_page.h"
#include "ui/credentials/credential_window.h"
#include "ui/credentials/keychain_bar.h"
#include "ui/tables/plain_table.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

namespace keyhole {

/// The window of the credentials over a keychain in memory that fails as it is told to, and a server that answers from a table.
struct CredentialStage {
    static constexpr auto kAddress = "https://api.example.com/";
    const Origin api{"https", "api.example.com", 443};

    QTemporaryDir folder;
    MemoryKeychain keychain;
    KeychainStore lasting{borrowed(keychain), folder.filePath("credentials.json")};
    LayeredStore store{lasting};
    FixedClock clock;
    CannedTransport transport;
    Session session{transport, clock};
    Theme theme;
    std::unique_ptr<CredentialWindow> window;

    CredentialStage() { session.setCredentials(&store); }

    void keep(const QByteArray &id, CredentialKind kind, const CredentialLabel &label, std::vector<SecretPart> parts,
              std::optional<Instant> expires = {})
    {
        Credential credential{{id.leftJustified(32, '0'), kind, label, {api}, clock.now(), clock.now()}, std::move(parts)};
        credential.info.expires = expires;
        REQUIRE(await(store.write(credential)));
    }
    void keepToken(const QByteArray &token = "the-first-token-of-orders")
    {
        keep("1f", CredentialKind::Bearer, {"Orders", "staging", "deploy"}, {{"token", Secret(token)}});
    }
    /// Opens the window, with the first row chosen.
    CredentialWindow &open(bool chooseFirst = true)
    {
        window = std::make_unique<CredentialWindow>(theme, session, store, api);
        window->setAttribute(Qt::WA_DeleteOnClose, false);
        window->show();
        window->activateWindow();
        QCoreApplication::processEvents();
        if (chooseFirst && window->table()->model()->rowCount() > 0)
            window->table()->selectRow(0);
        return *window;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : window->findChildren<QPushButton *>()) {
            if (button->text().remove('&') == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    /// Presses what a person would press; fails the case where it is not there or switched off.
    void press(const QString &text) const
    {
        CAPTURE(text);
        QPushButton *found = button(text);
        REQUIRE(found);
        REQUIRE(found->isEnabled());
        found->click();
    }
    int rows() const { return window->table()->model()->rowCount(); }
    QString cell(int row, int column) const { return window->table()->model()->index(row, column).data().toString(); }
    QByteArray storedToken()
    {
        const auto read = await(store.read(QByteArray("1f").leftJustified(32, '0')));
        return read ? read->part("token")->reveal() : QByteArray();
    }
};

}
