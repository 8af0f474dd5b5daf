#include "catch.h"

#include "ui/credentials/credential_stage.h"
#include "ui/credentials/secret_rows.h"

#include <QElapsedTimer>
#include <QThread>
#include <QTimer>

using namespace keyhole;

namespace {

/// The longest time between two beats of a loop that has one every other millisecond.
struct Heartbeat : QObject {
    QTimer *timer = nullptr;
    QElapsedTimer since;
    qint64 longest = 0;  ///< milliseconds

    void begin()
    {
        timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this] { longest = std::max(longest, since.restart()); });
        since.start();
        timer->start(2);
    }

    void end() { timer->stop(); }
};

/// How much longer the window kept from answering than a loop with nothing to do: the machine makes both wait for its own reasons.
template <class Operation> qint64 excess(Operation operation)
{
    Heartbeat idle, window;
    QThread other;
    idle.moveToThread(&other);
    other.start();
    QMetaObject::invokeMethod(&idle, &Heartbeat::begin);
    window.begin();
    operation();
    window.end();
    QMetaObject::invokeMethod(&idle, &Heartbeat::end, Qt::BlockingQueuedConnection);
    other.quit();
    other.wait();
    return window.longest - idle.longest;
}

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
    qint64 longest = 1000;
    for (int round = 0; round < 5 && longest > 50; ++round)
        longest = std::min(longest, excess([&s] { operate(s); }));
    CHECK(longest <= 50);
}
