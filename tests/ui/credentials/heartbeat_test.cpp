#include "catch.h"

#include "ui/credentials/credential_stage.h"
#include "ui/credentials/heartbeat.h"
#include "ui/credentials/secret_rows.h"

using namespace keyhole;

namespace {

/// What a person does with the window, on a keychain of a hundred entries.
void operate(CredentialStage &s)
{
    s.window->page()->secrets()->setRevealed(true);
    REQUIRE(QTest::qWaitFor([&] { return s.window->page()->secrets()->isRevealed(); }));
    s.press("Edit…");
    REQUIRE(QTest::qWaitFor([&] { return s.button("Keep in keychain") != nullptr; }));
    s.press("Keep in keychain");
    REQUIRE(QTest::qWaitFor([&] { return s.window->currentPage() == s.window->page(); }));
    const int before = s.rows();
    s.press("Remove");
    REQUIRE(QTest::qWaitFor([&] { return s.rows() == before - 1; }));
    REQUIRE(QTest::qWaitFor([&] { return s.button("Undo") != nullptr; }));
    s.press("Undo");
    REQUIRE(QTest::qWaitFor([&] { return s.rows() == before; }));
    s.keychain.fault = MemoryKeychain::Fault::NeverAnswers;
    s.window->page()->secrets()->setRevealed(true);
    QTest::qWait(100);
    s.window->page()->secrets()->setRevealed(false);
    s.keychain.release();
    REQUIRE(QTest::qWaitFor([&] { return s.lasting.state() == StoreState::Ready; }));
}

}

TEST_CASE("Credentials: no operation on the keychain keeps the window from answering for more than 50 ms", "[credentials][secrets]")
{
    CredentialStage s;
    for (int i = 0; i < 100; ++i)
        s.keep(QByteArray::number(100 + i), CredentialKind::Bearer, {"Orders", "staging", QString::number(i)}, {{"token", Secret("t")}});
    s.open();
    CHECK(leastExcess([&s] { operate(s); }, 50) <= 50);
}
