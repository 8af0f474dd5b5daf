#include "app/cli/command_line.h"
#include "app/lab/loopback_server.h"
#include "catch.h"
#include "core/keyring/private_bus.h"

#include <QDirIterator>

using namespace keyhole;

namespace {

constexpr const char *kToken = "s3cr3t-of-the-export-0123456789";

/// An API that keeps what it was shown.
struct Api {
    lab::LoopbackServer server{[this](const Request &request) {
        seen += request.fields.value("Authorization").value_or("(none)");
        return lab::json(200, "{}");
    }};
    QByteArrayList seen;

    Api() { REQUIRE(server.open(0)); }
    QByteArray address() const { return "http://127.0.0.1:" + QByteArray::number(server.serverPort()); }
    QByteArray collection() const
    {
        return R"({"info":{"name":"Shop","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[
            {"name":"Me","request":{"method":"GET","url":")"
            + address() + R"(/me","auth":{"type":"bearer","bearer":[{"key":"token","value":")" + kToken + R"("}]}}}]})";
    }
};

bool liesBelow(const QString &folder, const QByteArray &secret)
{
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
            return true;
    }
    return false;
}

int stored()
{
    return int(runCli({"credentials", "list"}).out.count("Shop"));
}

}

TEST_CASE("keyhole-cli and GNOME Keyring: convert --store moves the secrets of an export there, and a replay sends them", "[cli][keyring]")
{
    const Keyring keyring;
    Api api;
    const QTemporaryDir folder;
    const QString out = folder.filePath("shop");
    const QString given = writeFile(folder, "export.json", api.collection());
    const CommandResult converted = runCli({"convert", "--to", "opencollection", "--store", given, out});
    CAPTURE(converted.err.toStdString(), converted.out.toStdString());
    REQUIRE(converted.status == 0);
    CHECK(converted.out.contains("1 secrets are in the keychain"));
    CHECK_FALSE((converted.out + converted.err).contains(kToken));
    CHECK_FALSE(liesBelow(out, kToken));
    CHECK_FALSE(liesBelow(qEnvironmentVariable("HOME"), kToken));
    CHECK(stored() > 0);
    const CommandResult replayed = runCliWhileServing({"replay", "--noproxy", "*", out});
    CAPTURE(replayed.err.toStdString(), replayed.out.toStdString());
    CHECK(replayed.status == 0);
    CHECK(api.seen == QByteArrayList{QByteArray("Bearer ") + kToken});
    CHECK_FALSE((replayed.out + replayed.err).contains(kToken));
}

TEST_CASE("keyhole-cli and GNOME Keyring: where convert --store cannot write the folder, no secret stays behind", "[cli][keyring]")
{
    const Keyring keyring;
    Api api;
    const QTemporaryDir folder;
    const QString given = writeFile(folder, "export.json", api.collection());
    const int before = stored();
    const CommandResult converted = runCli({"convert", "--to", "opencollection", "--store", given, folder.path()});
    CAPTURE(converted.err.toStdString());
    CHECK(converted.status == 3);
    CHECK(converted.err.contains("not empty"));
    CHECK(stored() == before);
}

TEST_CASE("keyhole-cli and GNOME Keyring: a locked keychain takes no secret, and convert --store writes nothing", "[cli][keyring]")
{
    const Keyring keyring(Keyring::Start::Locked);
    Api api;
    const QTemporaryDir folder;
    const QString out = folder.filePath("shop");
    const QString given = writeFile(folder, "export.json", api.collection());
    const CommandResult converted = runCli({"convert", "--to", "opencollection", "--store", given, out});
    CAPTURE(converted.err.toStdString());
    CHECK(converted.status == 3);
    CHECK_FALSE(QFileInfo::exists(out));
    CHECK_FALSE(converted.err.contains(kToken));
}
