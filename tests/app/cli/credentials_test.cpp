#include "catch.h"
#include "command_line.h"

using namespace keyhole;

namespace {

const QByteArray kSecret = "pw-that-nobody-may-see-1234567890";

/// No bus, no keychain: whatever the machine has stays out of these cases.
CommandResult run(const QStringList &arguments, const QByteArray &input = {})
{
    const QTemporaryDir home;
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS"), runtime = qgetenv("XDG_RUNTIME_DIR"), config = qgetenv("XDG_CONFIG_HOME");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    qputenv("XDG_RUNTIME_DIR", home.path().toUtf8());
    qputenv("XDG_CONFIG_HOME", home.path().toUtf8());
    const CommandResult result = runCli(QStringList("credentials") + arguments, input);
    qputenv("DBUS_SESSION_BUS_ADDRESS", bus);
    qputenv("XDG_RUNTIME_DIR", runtime);
    qputenv("XDG_CONFIG_HOME", config);
    return result;
}

}

TEST_CASE("keyhole-cli credentials import: tells what it found, and shows no secret", "[cli]")
{
    const auto result
        = run({"import", "-"}, "machine api.example.com login ada password " + kSecret + "\ndefault login x password " + kSecret + "2\n");
    CHECK(result.status == 0);
    CHECK(result.out.contains("machine api.example.com: user and password"));
    CHECK(result.out.contains("user ada, password "));
    CHECK(result.out.contains("for https://api.example.com"));
    CHECK(result.out.contains("for no origin yet"));
    CHECK(result.out.contains("Nothing was stored"));
    CHECK_FALSE((result.out + result.err).contains(kSecret));
}

TEST_CASE("keyhole-cli credentials import: what cannot be taken is told", "[cli]")
{
    const auto result = run({"import", "-"}, "[profile people]\nsso_session = corp\n");
    CHECK(result.status == 0);
    CHECK(result.out.contains("Not taken:"));
    CHECK(result.out.contains("profile people, line 1"));
}

TEST_CASE("keyhole-cli credentials import: names from outside are shown without control characters", "[cli]")
{
    const auto result = run({"import", "-"}, "machine evil\x1b[31m.example login \x1b]0;x\x07 password " + kSecret + "\n");
    CHECK(result.status == 0);
    CHECK_FALSE(hasControlCharacter(result.out));
}

TEST_CASE("keyhole-cli credentials import --store: without a keychain nothing is stored anywhere, and that is said", "[cli]")
{
    const auto result = run({"import", "-", "--store"}, "machine api.example.com login ada password " + kSecret + "\n");
    CHECK(result.status == 3);
    CHECK_FALSE(result.out.contains("Stored"));
    CHECK(result.err.contains("keychain"));
}

TEST_CASE("keyhole-cli credentials import --store: a credential without an origin is left, and how to name one is told", "[cli]")
{
    const auto result = run({"import", "-", "--store"}, "default login ada password " + kSecret + "\n");
    CHECK(result.status == 3);
    CHECK(result.err.contains("names no origin"));
    CHECK(result.err.contains("--origin"));
}

TEST_CASE("keyhole-cli credentials: wrong use is told", "[cli]")
{
    const auto arguments = GENERATE(values<QStringList>({{},
                                                         {"import"},
                                                         {"import", "a", "b"},
                                                         {"import", "--environment", "a"},
                                                         {"import", "-", "--only", "0"},
                                                         {"import", "-", "--origin", "x"},
                                                         {"list", "all"},
                                                         {"remove"},
                                                         {"remove", "1234"},
                                                         {"import", "-", "--other"}}));
    CAPTURE(arguments.join(' ').toStdString());
    const auto result = run(arguments);
    CHECK(result.status == 2);
    CHECK_FALSE(result.err.isEmpty());
}

TEST_CASE("keyhole-cli credentials import: a file of another kind is refused", "[cli]")
{
    const auto result = run({"import", "-"}, "hello");
    CHECK(result.status == 3);
    CHECK(result.err.contains(".netrc"));
}
