#include "catch.h"

#include "ui/credentials/credential_stage.h"
#include "ui/credentials/secret_rows.h"

#include <QElapsedTimer>
#include <QTimer>

using namespace keyhole;

namespace {

/// Beats every few milliseconds; what keeps the main thread busy makes a gap.
struct Heartbeat {
    QTimer beat;
    QElapsedTimer since;
    qint64 longest = 0;  ///< milliseconds

    Heartbeat()
    {
        since.start();
        QObject::connect(&beat, &QTimer::timeout, [this] { longest = std::max(longest, since.restart()); });
        beat.start(2);
    }
};

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
    // Other programs take their time of the machine as well; a gap of our own is there each time.
    qint64 longest = 1000;
    for (int round = 0; round < 5 && longest > 50; ++round) {
        const Heartbeat heart;
        operate(s);
        longest = std::min(longest, heart.longest);
    }
    CHECK(longest <= 50);
}
