#include "catch.h"

#include "core/secrets/credentials.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/memory_keychain.h"
#include "ui/diagnosis/diagnosis_panel.h"
#include "ui/diagnosis/verdict_card.h"
#include "ui/main_window/notice_bar.h"
#include "ui/main_window/request_pane.h"
#include "ui/main_window/stage.h"
#include "ui/request/auth_editor.h"
#include "ui/request/kept_credential.h"
#include "ui/request/request_editor.h"

#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace keyhole;

namespace {

const QByteArray kToken = "a-token-of-thirty-two-characters";

struct KeychainStage {
    QTemporaryDir folder;
    MemoryKeychain keychain;
    KeychainStore store{borrowed(keychain), folder.filePath("credentials.json")};
    Stage stage{{1440, 900}, {}, &store};

    KeychainStage() { stage.transport.answer(Stage::kAddress, 200); }

    /// An open request whose credential is in the keychain.
    void openStored()
    {
        bool written = false;
        store.write(bearer("1f", kToken)).then([&written](const Result<void, StoreError> &result) { written = result.has_value(); });
        REQUIRE(comesTrue([&] { return written; }));
        stage.open();
        RequestDraft &draft = stage.window.requests().current()->draft;
        draft.auth.kind = AuthKind::Bearer;
        draft.auth.credential = idOf("1f");
        stage.window.pane()->showCurrent();
    }

    QString entry() const { return stage.window.status()->entry(StatusLine::Secrets)->text(); }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : stage.window.findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        for (const QWidget *widget : stage.window.diagnosis()->findChildren<QWidget *>()) {
            if (widget->isVisible() && (widget->accessibleName().contains(text) || widget->property("text").toString().contains(text)))
                return true;
        }
        return false;
    }
    bool wasSent() const { return !stage.transport.sent.empty(); }
};

}

TEST_CASE("Keychain in the window: the start asks it nothing, and the status line says so", "[main_window][secrets]")
{
    KeychainStage k;
    QCoreApplication::processEvents();
    CHECK(k.keychain.calls == 0);
    CHECK(k.entry() == "Keychain: not used yet");
}

TEST_CASE("Keychain in the window: a stored credential is read when the request is sent", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.wasSent(); }));
    CHECK(k.stage.transport.field(0, "Authorization") == "Bearer " + kToken);
    CHECK(k.stage.window.requests().current()->draft.auth.secret.isEmpty());
    CHECK(k.entry() == "Keychain: open");
}

TEST_CASE("Keychain in the window: while a credential cannot be had nothing is sent, and what to do stands there", "[main_window][secrets]")
{
    struct Case {
        StoreState state;
        const char *headline;
        const char *first;
        const char *entry;
    };
    const Case c = GENERATE(values<Case>({
        {StoreState::Locked, "Not sent: the keychain is locked", "Unlock keychain…", "Keychain: locked"},
        {StoreState::Absent, "Not sent: this system has no keychain service", "Use once…", "Keychain: none"},
        {StoreState::Denied, "Not sent: access to the entry was refused", "Ask again", "Keychain: access refused"},
    }));
    CAPTURE(c.headline);
    KeychainStage k;
    k.openStored();
    k.keychain.state = c.state;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.button(c.first) != nullptr; }));
    CHECK(k.says(c.headline));
    CHECK(k.entry() == c.entry);
    CHECK_FALSE(k.wasSent());
    CHECK_FALSE(k.stage.window.requests().current()->sending);
    // What the edits before would have foretold comes after a moment, if it comes: it must not take its place.
    CHECK_FALSE(QTest::qWaitFor([&] { return k.button(c.first) == nullptr; }, 700));
}

TEST_CASE("Keychain in the window: an entry that vanished or is damaged sends nothing, and both ways on stand there",
          "[main_window][secrets]")
{
    const bool vanished = GENERATE(true, false);
    CAPTURE(vanished);
    KeychainStage k;
    k.openStored();
    for (auto entry = k.keychain.entries.begin(); entry != k.keychain.entries.end();) {
        const bool ours = entry->first.contains(idOf("1f"));
        if (ours && !vanished)
            entry->second[entry->second.size() / 2] ^= 0x55;
        entry = ours && vanished ? k.keychain.entries.erase(entry) : std::next(entry);
    }
    const auto before = k.keychain.entries;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.button("Send without it") != nullptr; }));
    CHECK(k.says(vanished ? "Not sent: the keychain has no such entry" : "Not sent: the keychain's entry is damaged"));
    CHECK_FALSE(k.wasSent());
    CHECK(k.keychain.entries == before);
    CHECK(k.stage.window.requests().current()->draft.auth.credential == idOf("1f"));
}

TEST_CASE("Keychain in the window: unlocking sends what waited for it", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.keychain.state = StoreState::Locked;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.button("Unlock keychain…") != nullptr; }));
    k.button("Unlock keychain…")->click();
    REQUIRE(comesTrue([&] { return k.wasSent(); }));
    CHECK(k.stage.transport.field(0, "Authorization") == "Bearer " + kToken);
}

TEST_CASE("Keychain in the window: a wrong password leaves it locked and sends nothing, and can be given again", "[main_window][bad-input]")
{
    KeychainStage k;
    k.openStored();
    k.keychain.state = k.keychain.afterUnlock = StoreState::Locked;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.button("Unlock keychain…") != nullptr; }));
    const int before = k.keychain.calls;
    k.button("Unlock keychain…")->click();
    REQUIRE(comesTrue([&] { return k.keychain.calls > before; }));
    REQUIRE(comesTrue([&] { return k.button("Unlock keychain…") != nullptr && k.button("Unlock keychain…")->isEnabled(); }));
    CHECK(k.says("Not sent: the keychain is locked"));
    CHECK_FALSE(k.wasSent());
    CHECK(k.stage.window.requests().current()->draft.auth.credential == idOf("1f"));
    k.keychain.afterUnlock = StoreState::Ready;
    k.button("Unlock keychain…")->click();
    REQUIRE(comesTrue([&] { return k.wasSent(); }));
    CHECK(k.stage.transport.field(0, "Authorization") == "Bearer " + kToken);
}

TEST_CASE("Keychain in the window: sending without the credential is chosen, and sends none", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.keychain.state = StoreState::Locked;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.button("Send without it") != nullptr; }));
    k.button("Send without it")->click();
    REQUIRE(comesTrue([&] { return k.wasSent(); }));
    CHECK(k.stage.transport.field(0, "Authorization") == "(none)");
    CHECK(k.stage.window.requests().current()->draft.auth.credential == idOf("1f"));
}

TEST_CASE("Keychain in the window: one that lets wait is waited for in words, and can be left", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.store.setSoftLimit(std::chrono::milliseconds(20));
    k.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.says("Waiting for your keychain"); }));
    CHECK(k.entry() == "Waiting for your keychain");
    k.stage.window.cancel();
    CHECK_FALSE(k.stage.window.requests().current()->sending);
    k.keychain.release();
    QCoreApplication::processEvents();
    CHECK_FALSE(k.wasSent());
}

TEST_CASE("Keychain in the window: a credential for another address is held back with both hosts", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.stage.window.requests().current()->draft.address = "https://attacker.example/orders";
    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.says("Not sent: the credential is for another address"); }));
    CHECK(k.says("https://api.example.com"));
    CHECK(k.says("https://attacker.example"));
    CHECK_FALSE(k.wasSent());
}

TEST_CASE("Auth tab: a typed credential goes into the keychain, and the request keeps a reference", "[main_window][secrets]")
{
    KeychainStage k;
    k.stage.open(QByteArray(Stage::kAddress) + " --oauth2-bearer " + kToken);
    k.stage.window.pane()->editor()->showTab(RequestEditor::Auth);
    QPushButton *keep = k.button("Keep in keychain");
    REQUIRE(keep);
    keep->click();
    const RequestDraft &draft = k.stage.window.requests().current()->draft;
    REQUIRE(comesTrue([&] { return !draft.auth.credential.isEmpty(); }));
    CHECK(draft.auth.secret.isEmpty());
    const KeptCredential *stored = k.stage.window.findChild<AuthEditor *>()->kept();
    REQUIRE(stored);
    CHECK(stored->isVisible());
    CHECK(stored->shownLabel() == "api.example.com / token");
    CHECK_FALSE(k.button("Keep in keychain"));

    k.stage.window.send();
    REQUIRE(comesTrue([&] { return k.wasSent(); }));
    CHECK(k.stage.transport.field(0, "Authorization") == "Bearer " + kToken);
}

TEST_CASE("Auth tab: what the keychain does not take stays as it was typed, and that is told", "[main_window][secrets]")
{
    KeychainStage k;
    k.keychain.state = StoreState::Absent;
    k.stage.open(QByteArray(Stage::kAddress) + " --oauth2-bearer " + kToken);
    k.stage.window.pane()->editor()->showTab(RequestEditor::Auth);
    k.button("Keep in keychain")->click();
    REQUIRE(comesTrue([&] { return k.stage.window.notice()->isVisible(); }));
    CHECK(k.stage.window.notice()->text().contains("no keychain service"));
    CHECK(k.stage.window.requests().current()->draft.auth.secret == Secret(kToken));
}

TEST_CASE("Auth tab: a stored credential is masked, and shown when it is asked for", "[main_window][secrets]")
{
    KeychainStage k;
    k.openStored();
    k.stage.window.pane()->editor()->showTab(RequestEditor::Auth);
    KeptCredential *stored = k.stage.window.findChild<AuthEditor *>()->kept();
    CHECK(stored->shownLabel() == "Orders / staging / deploy");
    CHECK(stored->shownValue() == Secret::mask({}));
    stored->setRevealed(true);
    REQUIRE(comesTrue([&] { return stored->shownValue() == kToken; }));
    stored->setRevealed(false);
    CHECK(stored->shownValue() == Secret::mask({}));
}
