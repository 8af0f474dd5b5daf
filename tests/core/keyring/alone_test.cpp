// What needs a process of its own: QtKeychain chooses its way once a process, GLib its bus and Qt its event loop. Each case here starts
// this program again for one hidden case.
#include "catch.h"
#include "fake_services.h"
#include "private_bus.h"
#include "real_store.h"

#include <QProcess>

using namespace keyhole;

namespace {

struct Ended {
    int status = -1;
    std::string output;
};

Ended runAlone(const QString &tag, const QMap<QString, QString> &variables = {})
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : variables.keys())
        environment.insert(name, variables[name]);
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QCoreApplication::applicationFilePath(), {tag});
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAll().toStdString()};
}

const QMap<QString, QString> kPlasma5{{"XDG_CURRENT_DESKTOP", "KDE"}, {"KDE_SESSION_VERSION", "5"}};

}

TEST_CASE("Session bus: the program outlives it, and says that there is no keychain any more", "[keyring]")
{
    const Ended ended = runAlone("[bus-ends]");
    INFO(ended.output);
    CHECK(ended.status == 0);
}

TEST_CASE("Session bus: ends (alone)", "[.][bus-ends]")
{
    Keyring keyring;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));
    PrivateBus::instance().end();
    CHECK(await(real.store.read(real.credential.info.id)).error().fault == StoreFault::Absent);
    becomesTrue([] { return false; }, 300);  // GLib would have ended the program by now
    CHECK(real.store.state() == StoreState::Absent);
}

TEST_CASE("Event loop: where answers through GLib cannot arrive, there is no keychain, and nothing hangs", "[keyring]")
{
    const Ended ended = runAlone("[no-glib]", {{"QT_NO_GLIB", "1"}});
    INFO(ended.output);
    CHECK(ended.status == 0);
}

TEST_CASE("Event loop: without GLib (alone)", "[.][no-glib]")
{
    Keyring keyring;
    RealStore real;
    CHECK(await(real.store.write(real.credential)).error().fault == StoreFault::Absent);
}

TEST_CASE("KWallet: nothing that it swallows is believed, and what was acknowledged is kept", "[keyring]")
{
    const Ended ended = runAlone("[kwallet]", kPlasma5);
    INFO(ended.output);
    CHECK(ended.status == 0);
}

TEST_CASE("KWallet: four ways to fail (alone)", "[.][kwallet]")
{
    using Fault = FakeKWallet::Fault;
    const auto [fault, read, write, remove] = GENERATE(table<Fault, StoreFault, StoreFault, StoreFault>({
        {Fault::WritesFail, StoreFault::Failed, StoreFault::NotStored, StoreFault::Failed},
        {Fault::ReadsFail, StoreFault::Replaced, StoreFault::Replaced, StoreFault::Replaced},
        {Fault::Denied, StoreFault::Denied, StoreFault::Denied, StoreFault::Denied},
        {Fault::Errors, StoreFault::Failed, StoreFault::Failed, StoreFault::Failed},
    }));
    CAPTURE(int(fault));
    FakeKWallet wallet;
    RealStore real;
    REQUIRE(await(real.store.write(real.credential)));

    wallet.fault = fault;
    const auto found = await(real.store.read(real.credential.info.id));
    if (fault == Fault::WritesFail)
        CHECK(found == real.credential);
    else
        CHECK(found.error().fault == read);
    CHECK(await(real.store.write(bearer("1f", "another"))).error().fault == write);
    CHECK(await(real.store.write(bearer("2e", "another"))).error().fault == write);
    if (fault != Fault::WritesFail)
        CHECK(await(real.store.remove(real.credential.info.id)).error().fault == remove);

    wallet.fault = Fault::None;
    CHECK(await(real.store.read(real.credential.info.id)) == real.credential);
    CHECK(real.store.list().size() == 1);
}
