#include "catch.h"

#include "ui/credentials/credential_form.h"
#include "ui/credentials/credential_stage.h"
#include "ui/credentials/secret_rows.h"

#include <QLineEdit>

using namespace keyhole;

namespace {

template <class Condition> bool comesTrue(Condition condition)
{
    return QTest::qWaitFor(condition, 5000);
}

void breakEntry(MemoryKeychain &keychain)
{
    for (char slot : {'a', 'b'}) {
        if (QByteArray *entry = keychain.entry(slot))
            entry->chop(3);
    }
}

}

TEST_CASE("Credentials: each state of the keychain has its words and its action", "[credentials][secrets]")
{
    struct Case {
        StoreState state;
        const char *words;
        const char *action;
    };
    const Case c = GENERATE(values<Case>({
        {StoreState::Locked, "must be unlocked", "Unlock keychain…"},
        {StoreState::Absent, "no keychain service", "How to set one up…"},
        {StoreState::Denied, "refused Keyhole", "Ask again"},
        {StoreState::NoPassword, "plain text", "How to set one up…"},
    }));
    CAPTURE(c.words);
    CredentialStage s;
    s.keepToken();
    s.keychain.state = c.state;
    s.open();
    REQUIRE(comesTrue([&] { return s.window->keychain()->isVisible(); }));
    CHECK(s.window->keychain()->text().contains(c.words));
    CHECK(s.button(c.action));
    CHECK(s.rows() == 1);  // what is known of the entries stays, whatever the keychain says
}

TEST_CASE("Credentials: an open keychain, and one that was not asked, say nothing", "[credentials][secrets]")
{
    CredentialStage s;
    s.open();
    REQUIRE(comesTrue([&] { return s.lasting.state() == StoreState::Ready; }));
    CHECK_FALSE(s.window->keychain()->isVisible());
}

TEST_CASE("Credentials: unlocking makes the bar go", "[credentials][secrets]")
{
    CredentialStage s;
    s.keepToken();
    s.keychain.state = StoreState::Locked;
    s.open();
    REQUIRE(comesTrue([&] { return s.button("Unlock keychain…") != nullptr; }));
    s.press("Unlock keychain…");
    REQUIRE(comesTrue([&] { return !s.window->keychain()->isVisible(); }));
}

TEST_CASE("Credentials: another keychain than before is told, and gone on with when that is chosen", "[credentials][secrets]")
{
    CredentialStage s;
    s.keepToken();
    s.keychain.entries.clear();
    s.open();
    REQUIRE(comesTrue([&] { return s.lasting.state() == StoreState::Replaced; }));
    CHECK(s.window->keychain()->text().contains("another one"));
    CHECK(s.rows() == 1);
    s.press("Start anew with this keychain");
    REQUIRE(comesTrue([&] { return s.lasting.state() == StoreState::Ready; }));
}

TEST_CASE("Credentials: one that does not answer is waited for in words, and a late answer still counts", "[credentials][secrets]")
{
    CredentialStage s;
    s.keepToken();
    s.lasting.setSoftLimit(std::chrono::milliseconds(20));
    s.open();
    REQUIRE(comesTrue([&] { return s.lasting.state() == StoreState::Ready; }));
    s.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    s.window->page()->secrets()->setRevealed(true);
    REQUIRE(comesTrue([&] { return s.window->keychain()->isVisible(); }));
    CHECK(s.window->keychain()->text().contains("not answered yet"));
    s.keychain.release();
    REQUIRE(comesTrue([&] { return s.window->page()->secrets()->shown("token") == "the-first-token-of-orders"; }));
    CHECK_FALSE(s.window->keychain()->isVisible());
}

TEST_CASE("Credentials: what a locked keychain does not take can be kept until quit, when that is chosen", "[credentials][secrets]")
{
    CredentialStage s;
    s.keychain.state = StoreState::Locked;
    s.open();
    s.press("Add credential…");
    for (QLineEdit *field : s.window->form()->findChildren<QLineEdit *>()) {
        if (field->accessibleName() == "Service" || field->accessibleName() == "Token") {
            field->setFocus();
            QTest::keyClicks(field, "typed-" + field->accessibleName());
        }
    }
    CHECK_FALSE(s.button("Use for this session only"));
    s.press("Keep in keychain");
    REQUIRE(comesTrue([&] { return s.button("Use for this session only") != nullptr; }));
    CHECK(s.window->form()->problem().contains("locked"));
    CHECK(s.store.list().empty());  // nothing silent
    s.press("Use for this session only");
    REQUIRE(comesTrue([&] { return s.rows() == 1; }));
    CHECK(s.cell(0, CredentialModel::KindColumn).contains("until you quit"));
    CHECK(s.keychain.entries.empty());

    s.keychain.state = StoreState::Ready;
    s.press("Keep in keychain");
    REQUIRE(comesTrue([&] { return s.store.untilQuit()->list().empty(); }));
    CHECK(s.rows() == 1);
    CHECK_FALSE(s.keychain.entries.empty());
}

TEST_CASE("Credentials: a damaged entry is said to be, can be typed again, and is removed only when asked twice", "[credentials][secrets]")
{
    CredentialStage s;
    s.keepToken();
    breakEntry(s.keychain);
    s.open();
    s.press("Reveal for 30 seconds");
    REQUIRE(comesTrue([&] { return s.window->page()->problem().contains("damaged"); }));
    SECTION("typed again")
    {
        s.press("Edit…");
        REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->form(); }));
        CHECK(s.window->form()->problem().contains("damaged"));
        for (QLineEdit *field : s.window->form()->findChildren<QLineEdit *>()) {
            if (field->accessibleName() == "Token") {
                field->setFocus();
                QTest::keyClicks(field, "typed-again");
            }
        }
        s.press("Keep in keychain");
        REQUIRE(comesTrue([&] { return s.window->currentPage() == s.window->page(); }));
        CHECK(s.storedToken() == "typed-again");
    }
    SECTION("removed")
    {
        s.press("Remove");
        REQUIRE(comesTrue([&] { return s.window->page()->problem().contains("cannot be undone"); }));
        CHECK(s.rows() == 1);
        s.press("Remove");
        REQUIRE(comesTrue([&] { return s.rows() == 0; }));
    }
}

TEST_CASE("Credentials: a locked keychain keeps what is to be removed, and that is told", "[credentials][secrets]")
{
    CredentialStage s;
    s.keepToken();
    s.open();
    s.keychain.state = StoreState::Locked;
    s.press("Remove");
    REQUIRE(comesTrue([&] { return s.window->page()->problem().contains("locked"); }));
    CHECK(s.rows() == 1);
    CHECK(s.keychain.entry('a'));
}
