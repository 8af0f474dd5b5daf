#include "catch.h"

#include "ui/accessible_tree.h"
#include "ui/credentials/credential_form.h"
#include "ui/credentials/credential_stage.h"
#include "ui/credentials/removal_bar.h"
#include "ui/credentials/secret_rows.h"
#include "ui/credentials/trial_box.h"
#include "ui/request/secret_edit.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QMimeData>
#include <QPlainTextEdit>

using namespace keyhole;

namespace {

template <class Condition> bool comesTrue(Condition condition)
{
    return QTest::qWaitFor(condition, 5000);
}

void typeInto(QWidget *window, const QString &name, const QString &text)
{
    for (QLineEdit *field : window->findChildren<QLineEdit *>()) {
        if (field->accessibleName() == name && field->isVisible()) {
            field->setFocus();
            field->clear();
            return QTest::keyClicks(field, text);
        }
    }
    CAPTURE(name.toStdString());
    FAIL("no such field");
}

}

TEST_CASE("Credentials: an empty list says what belongs there, and opening it asks for no secret", "[credentials]")
{
    CredentialStage s;
    s.open();
    REQUIRE(comesTrue([&] { return s.lasting.state() == StoreState::Ready; }));
    CHECK(s.button("Add credential…"));
    CHECK_FALSE(s.window->table()->isVisible());
    CHECK(s.keychain.entries.empty());
}

TEST_CASE("Credentials: one is added, bound to the origin of the request, and is in the keychain then", "[credentials]")
{
    CredentialStage s;
    s.open();
    s.press("Add credential…");
    CHECK_FALSE(s.button("Keep in keychain")->isEnabled());
    typeInto(s.window.get(), "Service", "Orders");
    typeInto(s.window.get(), "Name", "deploy");
    typeInto(s.window.get(), "Token", "a-token-that-was-typed");
    s.press("Keep in keychain");
    REQUIRE(comesTrue([&] { return s.rows() == 1; }));
    const auto stored = await(s.store.read(s.store.list().front().id));
    REQUIRE(stored);
    CHECK(stored->info.label.toString() == "Orders / deploy");
    CHECK(stored->info.origins == std::vector{s.api});
    CHECK(stored->part("token")->reveal() == "a-token-that-was-typed");
    CHECK(s.window->currentPage() == s.window->page());
}

TEST_CASE("Credentials: what cannot be kept says why beside the fields", "[credentials]")
{
    CredentialStage s;
    s.open();
    s.press("Add credential…");
    typeInto(s.window.get(), "Service", "Orders");
    CHECK(s.window->form()->problem() == "Token is empty.");
    typeInto(s.window.get(), "Token", "t");
    for (QPlainTextEdit *field : s.window->findChildren<QPlainTextEdit *>())
        field->setPlainText("https://*.example.com");
    CHECK(s.window->form()->problem().startsWith("Goes to"));
    CHECK_FALSE(s.button("Keep in keychain")->isEnabled());
}

TEST_CASE("Credentials: a changed label keeps the age of the secret, a changed secret begins anew", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    const Instant then = s.clock.now();
    s.clock.moment += Seconds(86400);
    s.press("Edit…");
    REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->form(); }));
    typeInto(s.window.get(), "Name", "renamed");
    s.press("Keep in keychain");
    REQUIRE(comesTrue([&] { return s.store.list().front().label.name == "renamed"; }));
    CHECK(s.store.list().front().changed == then);
    CHECK(s.storedToken() == "the-first-token-of-orders");

    REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->page(); }));
    s.press("Edit…");
    REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->form(); }));
    typeInto(s.window.get(), "Token", "second");
    s.press("Keep in keychain");
    REQUIRE(comesTrue([&] { return s.store.list().front().changed == s.clock.now(); }));
    CHECK(s.storedToken() == "second");
}

TEST_CASE("Credentials: a secret is dots until it is revealed, and again when the window loses the focus", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    SecretRows *secrets = s.window->page()->secrets();
    CHECK(secrets->shown("token") == Secret::mask({}));
    s.press("Reveal for 30 seconds");
    REQUIRE(comesTrue([&] { return secrets->shown("token") == "the-first-token-of-orders"; }));
    CHECK(secrets->isRevealed());
    QEvent left(QEvent::WindowDeactivate);
    QCoreApplication::sendEvent(s.window.get(), &left);
    CHECK(secrets->shown("token") == Secret::mask({}));
    CHECK_FALSE(secrets->isRevealed());
}

TEST_CASE("Credentials: a copied secret is marked as concealed, and leaves the clipboard when the window is asked to forget",
          "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    s.window->page()->secrets()->copy("token");
    QClipboard *clipboard = QGuiApplication::clipboard();
    REQUIRE(comesTrue([&] { return clipboard->text() == "the-first-token-of-orders"; }));
    const QMimeData *data = clipboard->mimeData();
    CHECK(data->data("x-kde-passwordManagerHint") == "secret");
    CHECK(data->hasFormat("org.nspasteboard.ConcealedType"));
    CHECK(data->hasFormat("ExcludeClipboardContentFromMonitorProcessing"));
    clipboard->clear();
}

TEST_CASE("Credentials: the test sends one GET with it to the address that stands there, and says what came", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    const auto [status, said] = GENERATE(table<int, const char *>({{200, "200"}, {401, "401"}, {503, "nothing about the credential"}}));
    s.transport.answer(CredentialStage::kAddress, status);
    s.open();
    CHECK(s.window->page()->trial()->address()->text() == CredentialStage::kAddress);
    s.press("Send the test");
    REQUIRE(comesTrue([&, said = said] { return s.window->page()->trial()->told().contains(said); }));
    REQUIRE(s.transport.sent.size() == 1);
    CHECK(s.transport.sent.front().method == "GET");
    CHECK(s.transport.field(0, "Authorization") == "Bearer the-first-token-of-orders");
}

TEST_CASE("Credentials: a test at another origin sends nothing and shows both hosts", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    s.window->page()->trial()->address()->setText("https://api.examp1e.com/");
    s.press("Send the test");
    REQUIRE(comesTrue([&] { return s.window->page()->trial()->told().contains("api.examp1e.com"); }));
    CHECK(s.window->page()->trial()->told().contains("https://api.example.com"));
    CHECK(s.transport.sent.empty());
}

TEST_CASE("Credentials: a removal can be taken back for a while, from memory alone", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    s.press("Remove");
    REQUIRE(comesTrue([&] { return s.rows() == 0; }));
    REQUIRE(comesTrue([&] { return s.window->removal()->isVisible(); }));
    for (const auto &[key, bytes] : s.keychain.entries)
        CHECK_FALSE(bytes.contains("the-first-token-of-orders"));
    s.press("Undo");
    REQUIRE(comesTrue([&] { return s.rows() == 1; }));
    CHECK(s.storedToken() == "the-first-token-of-orders");
}

TEST_CASE("Credentials: after that while the removed secret is forgotten", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    s.window->removal()->setKept(std::chrono::milliseconds(10));
    s.press("Remove");
    REQUIRE(comesTrue([&] { return s.rows() == 0; }));
    REQUIRE(comesTrue([&] { return !s.window->removal()->canUndo() && !s.window->removal()->isVisible(); }));
    s.window->removal()->undo();
    CHECK(s.rows() == 0);
}

TEST_CASE("Credentials: a filter that fits nothing offers to be cleared", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    QTest::keyClicks(s.window->filter(), "no such thing");
    CHECK(s.rows() == 0);
    s.press("Clear filter");
    CHECK(s.rows() == 1);
}

TEST_CASE("Credentials: Keyhole's own key can be seen and removed, and neither read nor changed", "[credentials]")
{
    CredentialStage s;
    s.keep("2a", CredentialKind::StorageKey, {"Keyhole", {}, "cookie jar"}, {{"key", Secret("thirty-two bytes of a key, or so")}});
    s.open();
    CHECK_FALSE(s.button("Edit…"));
    CHECK_FALSE(s.button("Reveal for 30 seconds"));
    CHECK_FALSE(s.button("Send the test"));
    CHECK(s.button("Remove"));
    s.window->editCurrent();
    CHECK(s.window->currentPage() == s.window->page());
}

TEST_CASE("Credentials: everything can be reached with the keyboard and has a name, and no name or text is a secret", "[credentials]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    QCoreApplication::processEvents();
    CHECK(accessibleFaults(*s.window, {"the-first-token-of-orders"}).join("\n").toStdString() == "");
    s.window->table()->setFocus();
    QTest::keyClick(s.window->table(), Qt::Key_Return);
    REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->form(); }));
    CHECK(accessibleFaults(*s.window, {"the-first-token-of-orders"}).join("\n").toStdString() == "");
    QTest::keyClick(s.window.get(), Qt::Key_Escape);
    CHECK(s.window->currentPage() == s.window->page());
    s.window->table()->setFocus();
    QTest::keyClick(s.window->table(), Qt::Key_Delete);
    REQUIRE(comesTrue([&] { return s.rows() == 0; }));
    CHECK_FALSE(s.window->windowTitle().contains("token"));
}
