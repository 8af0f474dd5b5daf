#include "app/cli/command_line.h"
#include "app/lab/loopback_server.h"
#include "catch.h"
#include "core/http/form.h"
#include "core/keyring/private_bus.h"

#include <QDirIterator>
#include <QRegularExpression>

using namespace keyhole;

namespace {

QByteArray inForm(QByteArrayView encoded, QByteArrayView name)
{
    for (const FormPair &pair : parseForm(encoded)) {
        if (pair.name == name)
            return pair.value;
    }
    return {};
}

/// An authorization server whose refresh tokens hold once, and the API that they are for.
struct RotatingServer {
    lab::LoopbackServer server{[this](const Request &request) { return answer(request); }};
    QByteArray address;
    int given = 0;  ///< tokens so far
    int seconds = 1;  ///< that the next one holds
    QByteArrayList seen;  ///< "POST /token refresh-1", "GET /api Bearer access-2-…"
    QByteArrayList secrets;

    RotatingServer()
    {
        REQUIRE(server.open(0));
        address = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    }

    QByteArray access(int number) const { return "access-" + QByteArray::number(number) + "-0123456789abcdef"; }
    QByteArray refresh(int number) const { return "refresh-" + QByteArray::number(number) + "-fedcba9876543210"; }

    lab::Answer answer(const Request &request)
    {
        const QByteArray path = request.url.path;
        if (path.contains("/.well-known/"))
            return lab::json(200, R"({"issuer":")" + address + R"(","token_endpoint":")" + address + "/token\"}");
        if (path != "/token") {
            seen += "GET " + path + ' ' + request.fields.value("Authorization").value_or("(none)");
            return lab::json(200, "{}");
        }
        const QByteArray shown = inForm(request.body, "refresh_token");
        seen += "POST " + path + ' ' + shown;
        if (inForm(request.body, "grant_type") == "refresh_token" && shown != refresh(given))
            return lab::json(400, R"({"error":"invalid_grant"})");
        ++given;
        secrets << access(given) << refresh(given);
        return lab::json(200,
                         R"({"token_type":"Bearer","access_token":")" + access(given) + R"(","refresh_token":")" + refresh(given)
                             + R"(","expires_in":)" + QByteArray::number(seconds) + '}');
    }
};

QByteArray everythingBelow(const QString &folder)
{
    QByteArray all;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += file.readAll();
    }
    return all;
}

struct CommandLine {
    Keyring keyring;
    RotatingServer server;
    QByteArray told;

    CommandResult run(const QStringList &arguments)
    {
        CommandResult result = runCliWhileServing(arguments);
        told += result.out + result.err;
        return result;
    }
    QByteArray signIn()
    {
        const CommandResult result = run({"sign-in", "--noproxy", "*", "--issuer", server.address, "--client-id", "desk", "--grant",
                                          "client-credentials", "--store", "Orders", "--origin", server.address});
        CAPTURE(result.err.toStdString());
        REQUIRE(result.status == 0);
        const QString list = QString::fromUtf8(run({"credentials", "list"}).out);
        return QRegularExpression("[0-9a-f]{32}").match(list).captured().toLatin1();
    }
    CommandResult send(const QByteArray &id, const QByteArray &address)
    {
        return run({"send", "--noproxy", "*", "--credential", id, address});
    }
    /// Neither in what was printed nor in any file, the keyring's own included.
    void checkNothingLies()
    {
        const QByteArray files = everythingBelow(qEnvironmentVariable("HOME"));
        CHECK(files.size() > 0);
        for (const QByteArray &secret : server.secrets) {
            CAPTURE(secret.toStdString());
            CHECK_FALSE(told.contains(secret));
            CHECK_FALSE(files.contains(secret));
            CHECK_FALSE(files.contains(secret.toBase64(QByteArray::OmitTrailingEquals).first(16)));
        }
    }
};

}

TEST_CASE("keyhole-cli and GNOME Keyring: one process stores tokens, others send with them and renew them", "[cli][keyring]")
{
    CommandLine at;
    const QByteArray id = at.signIn();
    REQUIRE(id.size() == 32);
    at.server.seconds = 3600;
    CHECK(at.send(id, at.server.address + "/orders").status == 0);
    CHECK(at.server.seen.mid(1) == QByteArrayList{"POST /token " + at.server.refresh(1), "GET /orders Bearer " + at.server.access(2)});
    CHECK(at.send(id, at.server.address + "/again").status == 0);
    CHECK(at.server.seen.mid(3) == QByteArrayList{"GET /again Bearer " + at.server.access(2)});
    at.checkNothingLies();
}

TEST_CASE("keyhole-cli and GNOME Keyring: each rotation is stored before the next, over several processes", "[cli][keyring]")
{
    CommandLine at;
    const QByteArray id = at.signIn();
    for (int number = 2; number <= 5; ++number) {
        REQUIRE(at.send(id, at.server.address + "/orders").status == 0);
        CHECK(at.server.seen.constLast() == "GET /orders Bearer " + at.server.access(number));
    }
    CHECK_FALSE(at.told.contains("invalid_grant"));
    at.checkNothingLies();
}

TEST_CASE("keyhole-cli and GNOME Keyring: a refused refresh is told, and the stored token goes as it is", "[cli][keyring]")
{
    CommandLine at;
    const QByteArray id = at.signIn();
    at.server.given = 7;  // as if another program had used it up
    const CommandResult result = at.send(id, at.server.address + "/orders");
    CHECK(result.err.contains("Sign in again"));
    CHECK(at.server.seen.constLast() == "GET /orders Bearer " + at.server.access(1));
    at.checkNothingLies();
}

TEST_CASE("keyhole-cli and GNOME Keyring: stored tokens go to no other origin, and are not even renewed for it", "[cli][keyring]")
{
    CommandLine at;
    const QByteArray id = at.signIn();
    at.server.seconds = 3600;
    REQUIRE(at.send(id, at.server.address + "/orders").status == 0);
    at.server.seen.clear();
    const CommandResult result = at.send(id, QByteArray(at.server.address).replace("127.0.0.1", "localhost") + "/orders");
    CHECK(result.status != 0);
    CHECK(result.err.contains(at.server.address));
    CHECK(result.err.contains("localhost"));
    CHECK(at.server.seen.isEmpty());
    at.checkNothingLies();
}

TEST_CASE("keyhole-cli and GNOME Keyring: entries of a recording go with a stored credential, to its own origin alone", "[cli][keyring]")
{
    CommandLine at;
    at.server.seconds = 3600;
    const QByteArray id = at.signIn();
    const QTemporaryDir folder;
    const HarEntryText entry{"https://api.example.com/orders", {{"Authorization", "Bearer recorded"}}, 200, {}, {}};
    const QString har = writeFile(folder, "session.har", harOf({entry.json()}));
    const QString map = "api.example.com=" + at.server.address;
    const auto replay = [&](const QByteArray &origin) {
        return at.run({"replay", "--noproxy", "*", "--map-host", map, "--credential", origin + '=' + id, har});
    };
    const CommandResult sent = replay(at.server.address);
    CAPTURE(sent.out.toStdString(), sent.err.toStdString());
    CHECK(sent.status == 0);
    CHECK(at.server.seen.constLast() == "GET /orders Bearer " + at.server.access(1));

    const qsizetype before = at.server.seen.size();
    const CommandResult elsewhere
        = at.run({"replay", "--noproxy", "*", "--map-host",
                  "api.example.com=http://localhost:" + at.server.address.mid(at.server.address.lastIndexOf(':') + 1), "--credential",
                  "http://localhost:" + at.server.address.mid(at.server.address.lastIndexOf(':') + 1) + '=' + id, har});
    CHECK(elsewhere.status == 1);
    CHECK(elsewhere.out.contains(at.server.address));
    CHECK(at.server.seen.size() == before);
    at.checkNothingLies();
}
