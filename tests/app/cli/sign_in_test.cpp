#include "app/lab/loopback_server.h"
#include "catch.h"
#include "command_line.h"
#include "core/http/form.h"
#include "core/token/key_export.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpSocket>

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

/// An authorization server on this computer, and what keyhole-cli sends to it.
struct AuthorizationServer {
    lab::LoopbackServer server{[this](const Request &request) { return answer(request); }};
    QByteArray issuer,
        tokenAnswer = R"({"access_token":"access-0123456789abcdef0123456789","token_type":"Bearer","expires_in":600,"scope":"read",)"
                      R"("refresh_token":"refresh-0123456789abcdef0123456789"})";
    int tokenStatus = 200;
    std::vector<Request> requests;
    QByteArray authorization;  ///< the address that a browser would have opened

    AuthorizationServer()
    {
        REQUIRE(server.open(0));
        issuer = "http://127.0.0.1:" + QByteArray::number(server.serverPort());
    }

    lab::Answer answer(const Request &request)
    {
        requests.push_back(request);
        if (request.url.path == "/.well-known/openid-configuration")
            return lab::json(200,
                             QByteArray(R"({"issuer":"ISS","authorization_endpoint":"ISS/authorize","token_endpoint":"ISS/token",)"
                                        R"("device_authorization_endpoint":"ISS/device"})")
                                 .replace("ISS", issuer));
        if (request.url.path == "/device")
            return lab::json(
                200, R"({"device_code":"device-0123456789","user_code":"ABCD-EFGH","interval":1,"verification_uri":")" + issuer + "/go\"}");
        if (request.url.path == "/api")
            return lab::challenge("Bearer resource_metadata=\"" + issuer + "/meta\"", "no token");
        if (request.url.path == "/meta")
            return lab::json(200, QByteArray(R"({"resource":"ISS/api","authorization_servers":["ISS"]})").replace("ISS", issuer));
        return lab::json(tokenStatus, tokenAnswer);
    }

    /// Follows the address that the command prints, as a browser would after somebody signed in.
    void comeBack(const QByteArray &printed)
    {
        if (!authorization.isEmpty() || !printed.contains("/authorize?"))
            return;
        const qsizetype start = printed.indexOf(issuer + "/authorize?");
        const qsizetype end = printed.indexOf('\n', start);
        if (end < 0)
            return;
        authorization = printed.mid(start, end - start);
        const QByteArray query = *Url::parse(authorization)->query;
        const Url back = *Url::parse(inForm(query, "redirect_uri"));
        auto *socket = new QTcpSocket(&server);
        const QByteArray head = "GET " + back.path + "?code=code-0123456789abcdef&state=" + inForm(query, "state")
            + " HTTP/1.1\r\nHost: " + back.hostField() + "\r\n\r\n";
        QObject::connect(socket, &QTcpSocket::connected, socket, [socket, head] { socket->write(head); });
        socket->connectToHost(QHostAddress::LocalHost, quint16(back.effectivePort()));
    }

    CommandResult signIn(const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(KEYHOLE_CLI, QStringList{"sign-in", "--noproxy", "*", "--client-id", "desk"} + arguments);
        process.write(input);
        process.closeWriteChannel();
        QByteArray err;
        const QDeadlineTimer deadline(30'000);
        while (process.state() != QProcess::NotRunning && !deadline.hasExpired()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
            err += process.readAllStandardError();
            comeBack(err);
        }
        REQUIRE(process.state() == QProcess::NotRunning);
        return {process.exitCode(), process.readAllStandardOutput(), err + process.readAllStandardError()};
    }
};

}

TEST_CASE("sign-in: a client gets a token, which is masked", "[cli]")
{
    AuthorizationServer at;
    const CommandResult result
        = at.signIn({"--issuer", at.issuer, "--grant", "client-credentials", "--scope", "read write", "--client-secret-file", "-",
                     "--resource", "https://a.example/", "--resource", "https://b.example/"},
                    "s3cret-0123456789abcdef\n");
    CAPTURE(result.out.toStdString(), result.err.toStdString());
    CHECK(result.status == 0);
    CHECK(result.out.contains("Bearer acce"));
    CHECK_FALSE((result.out + result.err).contains("access-0123456789abcdef0123456789"));
    CHECK_FALSE((result.out + result.err).contains("refresh-0123456789abcdef0123456789"));
    CHECK(result.out.contains("not granted    write"));
    const Request &request = at.requests.back();
    CHECK(request.fields.value("Authorization") == "Basic " + QByteArray("desk:s3cret-0123456789abcdef").toBase64());
    CHECK(request.body.contains("resource=https%3A%2F%2Fa.example%2F&resource=https%3A%2F%2Fb.example%2F"));
    CHECK_FALSE(hasControlCharacter(result.out));
}

TEST_CASE("sign-in: a person signs in in a browser, with PKCE and a redirect to this computer", "[cli]")
{
    AuthorizationServer at;
    const CommandResult result = at.signIn({"--issuer", at.issuer, "--no-browser", "--print-token", "--param", "prompt=consent"});
    CAPTURE(result.out.toStdString(), result.err.toStdString());
    CHECK(result.status == 0);
    CHECK(result.out == "access-0123456789abcdef0123456789\n");
    CHECK_FALSE(result.err.contains("access-0123456789abcdef0123456789"));
    CHECK(at.authorization.contains("code_challenge_method=S256"));
    CHECK(at.authorization.contains("prompt=consent"));
    const QByteArray body = at.requests.back().body;
    CHECK(inForm(body, "code") == "code-0123456789abcdef");
    CHECK(inForm(body, "code_verifier").size() == 43);
}

TEST_CASE("sign-in: another device gets a code and the host to enter it at", "[cli]")
{
    AuthorizationServer at;
    const CommandResult result = at.signIn({"--issuer", at.issuer, "--grant", "device"});
    CHECK(result.status == 0);
    CHECK(result.err.contains(at.issuer + "/go"));
    CHECK(result.err.contains("ABCD-EFGH"));
    CHECK_FALSE((result.out + result.err).contains("device-0123456789"));
}

TEST_CASE("sign-in: an API that names its issuer is enough", "[cli]")
{
    AuthorizationServer at;
    const CommandResult result = at.signIn({"--for", at.issuer + "/api", "--grant", "client-credentials"});
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 0);
    CHECK(inForm(at.requests.back().body, "resource") == at.issuer + "/api");
}

TEST_CASE("sign-in: as JSON, with what is odd about the answer", "[cli]")
{
    AuthorizationServer at;
    at.tokenAnswer = R"({"access_token":"access-0123456789abcdef0123456789","token_type":"Bearer","expires_in":-5})";
    const CommandResult result = at.signIn({"--issuer", at.issuer, "--grant", "client-credentials", "--format", "json"});
    const QJsonObject json = QJsonDocument::fromJson(result.out).object();
    CHECK(json["schema"] == "keyhole.sign-in/1");
    CHECK(json["token_type"] == "Bearer");
    CHECK(json["expires_at"].isNull());
    CHECK(json["refresh_token"].isNull());
    CHECK(json["warnings"].toArray().at(0).toObject()["id"] == "token.expires-in");
    CHECK_FALSE(result.out.contains("access-0123456789abcdef0123456789"));
}

TEST_CASE("sign-in: a refusal says what, by whom, and what to do; each exchange is shown masked", "[cli]")
{
    AuthorizationServer at;
    at.tokenStatus = 401;
    at.tokenAnswer = R"({"error":"invalid_client","error_description":"\u001b[31mno such client"})";
    const CommandResult result = at.signIn(
        {"--issuer", at.issuer, "--grant", "client-credentials", "--client-auth", "post", "--client-secret-file", "-", "--verbose"},
        "s3cret-0123456789abcdef");
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 3);
    CHECK(result.out.isEmpty());
    CHECK(result.err.contains("token.invalid_client"));
    CHECK(result.err.contains("no such client"));
    CHECK(result.err.contains("> POST /token"));
    CHECK(result.err.contains("< HTTP/1.1 401"));
    CHECK_FALSE(result.err.contains("s3cret-0123456789abcdef"));
    CHECK_FALSE(hasControlCharacter(result.err));
}

TEST_CASE("sign-in: an assertion signed by a stored key is exchanged for a token", "[cli]")
{
    AuthorizationServer at;
    const QTemporaryDir folder;
    const SigningKey key = *SigningKey::generate("P-256");
    const QString file = writeFile(folder, "key.pem", privateKeyText(key)->reveal());
    const CommandResult result = at.signIn({"--issuer", at.issuer, "--grant", "jwt-bearer", "--assertion-key", file, "--key-id", "key-7",
                                            "--claims", R"({"iss":"desk","sub":"ada","aud":"","iat":"now","exp":"in 2 minutes"})"});
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 0);
    const Token assertion = decodeToken(inForm(at.requests.back().body, "assertion"));
    CHECK(verifySignature(assertion, key).state == SignatureState::Valid);
    CHECK(assertion.headerText("kid") == "key-7");
    CHECK(assertion.claimText("sub") == "ada");
    CHECK(assertion.claimText("aud") == at.issuer);
    CHECK(at.signIn({"--issuer", at.issuer, "--grant", "jwt-bearer"}).status == 2);
    const QString publicKey = writeFile(folder, "public.jwk", key.publicJwk("k"));
    CHECK(at.signIn({"--issuer", at.issuer, "--grant", "jwt-bearer", "--assertion-key", publicKey}).status == 3);
}

TEST_CASE("sign-in: the key file of a service account is all that is needed", "[cli]")
{
    AuthorizationServer at;
    const QTemporaryDir folder;
    const SigningKey key = *SigningKey::generate("RSA");
    const QByteArray account = R"({"type":"service_account","private_key_id":"key-7","client_email":"robot@p.example","token_uri":")"
        + at.issuer + R"(/token","private_key":)" + jsonString(privateKeyText(key)->reveal()) + '}';
    const CommandResult result
        = at.signIn({"--service-account", writeFile(folder, "account.json", account), "--scope", "https://api.example/read"});
    CAPTURE(result.err.toStdString());
    CHECK(result.status == 0);
    REQUIRE(at.requests.size() == 1);
    const Token assertion = decodeToken(inForm(at.requests.back().body, "assertion"));
    CHECK(verifySignature(assertion, key).state == SignatureState::Valid);
    CHECK(assertion.claimText("iss") == "robot@p.example");
    CHECK(assertion.claimText("scope") == "https://api.example/read");
    const CommandResult broken
        = at.signIn({"--service-account", writeFile(folder, "broken.json", QByteArray(account).replace("token_uri", "uri"))});
    CHECK(broken.status == 3);
    CHECK(broken.err.contains("token_uri"));
}

TEST_CASE("sign-in: wrong use is told before anything is sent", "[cli]")
{
    const auto [arguments, word] = GENERATE(table<const char *, const char *>({
        {"", "--issuer"},
        {"--issuer https://a.example --grant implicit", "implicit"},
        {"--issuer https://a.example --redirect https://evil.example/cb", "--redirect"},
        {"--issuer https://a.example --store X", "--origin"},
        {"--issuer https://a.example --origin nothing", "--origin"},
        {"--issuer https://a.example --param novalue", "--param"},
        {"--issuer", "--issuer"},
        {"--provider nobody", "entra, microsoft, google"},
        {"--provider entra", "tenant"},
        {"--provider entra --field tenant=a/b", "tenant"},
        {"--provider github --issuer https://a.example", "--issuer"},
        {"--provider keycloak --field realm", "--field"},
        {"--what", "--what"},
    }));
    CAPTURE(arguments);
    const CommandResult result
        = runCli(QStringList{"sign-in", "--client-id", "desk"} + QString::fromLatin1(arguments).split(' ', Qt::SkipEmptyParts));
    CHECK(result.status == 2);
    CHECK(result.err.contains(word));
    CHECK(result.out.isEmpty());
    CHECK(runCli({"sign-in", "--help"}).out.contains("--client-id"));
}
