#include "catch.h"
#include "private_bus.h"
#include "real_store.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QThread>
#include <QTimer>

using namespace keyhole;

namespace {

/// The longest time between two events of a loop that has one each millisecond.
struct Heartbeat : QObject {
    QTimer *timer = nullptr;
    QElapsedTimer since;
    qint64 longest = 0;

    void begin()
    {
        timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [this] { longest = std::max(longest, since.restart()); });
        since.start();
        timer->start(1);
    }

    void end() { timer->stop(); }
};

QByteArray allKeyringFiles()
{
    QByteArray all;
    const QDir folder(PrivateBus::keyringFolder());
    for (const QString &name : folder.entryList(QDir::Files)) {
        QFile file(folder.filePath(name));
        if (file.open(QFile::ReadOnly))
            all += file.readAll();
    }
    return all;
}

}

TEST_CASE("Keyring: what is stored in an open one comes back, is replaced and is removed", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    CHECK(real.store.state() == StoreState::Ready);
    CHECK(await(real.store.read(real.credential.info.id)) == real.credential);
    REQUIRE(await(real.store.write(bearer("1f", "another"))));
    CHECK(await(real.store.read(idOf("1f"))) == bearer("1f", "another"));
    REQUIRE(await(real.store.remove(idOf("1f"))));
    CHECK(await(real.store.read(idOf("1f"))).error().fault == StoreFault::NotFound);
}

TEST_CASE("Keyring: its file holds neither the secret nor where it may go", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(bearer("1f", "token-of-a-deploy-job"))));
    const QByteArray files = allKeyringFiles();
    REQUIRE_FALSE(files.isEmpty());
    for (const char *text : {"token-of-a-deploy-job", "api.example.com", "deploy", "Orders"}) {
        CAPTURE(text);
        CHECK_FALSE(files.contains(text));
        CHECK_FALSE(files.contains(QByteArray(text).toBase64()));
        CHECK_FALSE(files.contains(QByteArray(text).toHex()));
    }
}

TEST_CASE("Keyring: one without a password is used, and said to be plain text", "[keyring]")
{
    Keyring keyring(Keyring::Start::WithoutPassword);
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    CHECK(real.store.state() == StoreState::NoPassword);
    CHECK(stateMeaning(real.store.state()).contains("anyone who can read your files can read these secrets"));
}

TEST_CASE("Keyring: a locked one is told as locked for each call, and keeps its entries", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    keyring.kill();
    keyring.start(Keyring::Start::Locked);

    CHECK(await(real.store.read(real.credential.info.id)).error().fault == StoreFault::Locked);
    CHECK(await(real.store.write(bearer("2e", "another"))).error().fault == StoreFault::Locked);
    CHECK(await(real.store.write(bearer("1f", "another"))).error().fault == StoreFault::Locked);
    CHECK(await(real.store.remove(real.credential.info.id)).error().fault == StoreFault::Locked);
    CHECK(real.store.state() == StoreState::Locked);
    CHECK(real.store.list().size() == 1);
    // Nobody can be asked here, so it stays locked, and that comes back.
    CHECK(await(real.store.unlock()) == StoreState::Locked);

    keyring.kill();
    keyring.start(Keyring::Start::Unlocked);
    CHECK(await(real.store.read(real.credential.info.id)) == real.credential);
}

TEST_CASE("Keyring: without one on the bus, or without a bus, each call says that there is none", "[keyring]")
{
    PrivateBus::instance();
    PrivateBus::makeNewHome();
    RealStore real;
    const QByteArray address = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    const bool bus = GENERATE(true, false);
    CAPTURE(bus);
    if (!bus)
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
    QElapsedTimer timer;
    timer.start();
    CHECK(await(real.store.read(real.credential.info.id)).error().fault == StoreFault::Absent);
    CHECK(await(real.store.write(real.credential)).error().fault == StoreFault::Absent);
    CHECK(await(real.store.remove(real.credential.info.id)).error().fault == StoreFault::Absent);
    CHECK(await(real.store.unlock()) == StoreState::Absent);
    CHECK(timer.elapsed() < 2000);
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
}

TEST_CASE("Keyring: a frozen one is said to let wait, and its late answer is taken", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    real.store.setSoftLimit(std::chrono::milliseconds(100));
    keyring.freeze();
    const auto read = real.store.read(real.credential.info.id);
    const auto written = real.store.write(bearer("2e", "another"));
    REQUIRE(becomesTrue([&] { return real.store.state() == StoreState::Waiting; }));
    CHECK_FALSE(read.isFinished());
    keyring.thaw();
    CHECK(await(read) == real.credential);
    CHECK(await(written));
    CHECK(real.store.state() == StoreState::Ready);
}

TEST_CASE("Keyring: one that goes away while it is asked is told as gone, and works again when it is back", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    keyring.freeze();
    const auto read = real.store.read(real.credential.info.id);
    QSignalSpy nothing(&real.store, &CredentialStore::stateChanged);
    becomesTrue([&] { return nothing.size() > 0; }, 100);
    keyring.kill();
    CHECK(await(read).error().fault == StoreFault::Absent);
    keyring.start(Keyring::Start::Unlocked);
    CHECK(await(real.store.read(real.credential.info.id)) == real.credential);
}

TEST_CASE("Keyring: one whose file was replaced is not taken for the one that is known", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    keyring.kill();
    PrivateBus::makeNewHome();
    keyring.start(Keyring::Start::Unlocked);
    CHECK(await(real.store.read(real.credential.info.id)).error().fault == StoreFault::Replaced);
    CHECK(await(real.store.remove(real.credential.info.id)).error().fault == StoreFault::Replaced);
    CHECK(real.store.list().size() == 1);
    CHECK(await(real.store.startAnew()) == StoreState::Ready);
    CHECK(await(real.store.write(real.credential)));
}

TEST_CASE("Keyring: one that has not been made yet is to be unlocked first, and nothing is asked by itself", "[keyring]")
{
    PrivateBus::instance();
    Keyring keyring(Keyring::Start::Unmade);
    RealStore real;
    CHECK(await(real.store.read(real.credential.info.id)).error().fault == StoreFault::Locked);
    CHECK(await(real.store.write(real.credential)).error().fault == StoreFault::Locked);
    CHECK(await(real.store.remove(real.credential.info.id)).error().fault == StoreFault::Locked);
    CHECK(real.store.list().empty());
}

TEST_CASE("Keyring: a thousand stores that are closed while a frozen one owes an answer leave the program whole", "[keyring]")
{
    Keyring keyring;
    {
        RealStore real;
        REQUIRE(await(real.store.write(real.credential)));
    }
    keyring.freeze();
    for (int i = 0; i < 1000; ++i) {
        RealStore real;
        auto open = real.store.read(idOf("1f"));
        QCoreApplication::processEvents();
        if (i % 2 == 0)
            open.cancel();
    }
    keyring.thaw();
    RealStore real;
    CHECK(await(real.store.write(real.credential)));
    CHECK(await(real.store.read(real.credential.info.id)) == real.credential);
}

TEST_CASE("Keyring: no call blocks the event loop for more than 50 ms", "[keyring]")
{
    Keyring keyring;
    RealStore real;
    // A second loop that has nothing to do tells how long this machine lets threads wait for its own reasons.
    Heartbeat idle;
    QThread other;
    idle.moveToThread(&other);
    other.start();
    Heartbeat heartbeat;
    QMetaObject::invokeMethod(&idle, &Heartbeat::begin);
    heartbeat.begin();
    for (int i = 0; i < 10; ++i) {
        REQUIRE(await(real.store.write(bearer("1f", "token"))));
        REQUIRE(await(real.store.read(idOf("1f"))));
    }
    real.store.setSoftLimit(std::chrono::milliseconds(50));
    keyring.freeze();
    const auto late = real.store.read(idOf("1f"));
    REQUIRE(becomesTrue([&] { return real.store.state() == StoreState::Waiting; }));
    keyring.thaw();
    await(late);
    QMetaObject::invokeMethod(&idle, &Heartbeat::end, Qt::BlockingQueuedConnection);
    other.quit();
    other.wait();
    CAPTURE(heartbeat.longest, idle.longest);
    CHECK(heartbeat.longest <= 50 + idle.longest);
}
