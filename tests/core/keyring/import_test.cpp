#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/secrets/waiting.h"
#include "private_bus.h"

#include <QFile>

using namespace keyhole;

namespace {

QByteArray runCredentials(const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(KEYHOLE_CLI, QStringList("credentials") + arguments);
    REQUIRE(process.waitForStarted());
    process.write(input);
    process.closeWriteChannel();
    REQUIRE(becomesTrue([&] { return process.state() == QProcess::NotRunning; }));
    INFO(process.readAllStandardError().toStdString());
    REQUIRE(process.exitCode() == 0);
    return process.readAllStandardOutput();
}

}

TEST_CASE("Import: the command line moves a .netrc into the real keychain, lists it and removes it", "[keyring]")
{
    const Keyring keyring;
    const QByteArray secret = "pw-of-ada-1843-moved";
    const QByteArray told = runCredentials({"import", "-", "--store"}, "machine api.example.com login ada password " + secret + "\n");
    CHECK(told.contains("Stored machine api.example.com as "));
    CHECK(told.contains("Plain text remains in -, line 1"));
    CHECK_FALSE(told.contains(secret));

    const QString index = qEnvironmentVariable("XDG_CONFIG_HOME") + "/keyhole/credentials.json";
    const QByteArray listed = runCredentials({"list"});
    const QByteArray id = listed.left(32);
    CHECK(listed.contains("user and password"));
    CHECK(listed.contains("https://api.example.com"));
    {
        KeychainStore store(std::make_unique<SystemKeychain>(), index);
        const auto credential = await(store.read(id));
        REQUIRE(credential);
        CHECK(credential->part("password")->reveal() == secret);
        CHECK(credential->info.origins == std::vector{Origin{"https", "api.example.com", 443}});
    }
    QFile file(index);
    REQUIRE(file.open(QFile::ReadOnly));
    CHECK_FALSE(file.readAll().contains(secret));

    runCredentials({"remove", QString::fromLatin1(id)});
    CHECK(runCredentials({"list"}).isEmpty());
}

TEST_CASE("Import: a keyring without a password is used, and what that means is said", "[keyring]")
{
    const Keyring keyring(Keyring::Start::WithoutPassword);
    const QByteArray told = runCredentials({"import", "-", "--store"}, "machine api.example.com login ada password pw-of-ada-1843\n");
    CHECK(told.contains("Stored machine api.example.com"));
    CHECK(told.contains("plain text"));
    CHECK(told.contains(stateMeaning(StoreState::NoPassword).toUtf8()));
}
