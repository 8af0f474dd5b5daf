#include "core/oauth/protected_resource.h"
#include "outside.h"
#include "signing_in.h"

#include <QTcpServer>

using namespace keyhole;

TEST_CASE("Metadata: a server outside that names an endpoint inside is not followed, and both hosts are told", "[oauth][faults]")
{
    const QByteArray inside = GENERATE("https://127.0.0.1/x", "http://localhost:8080/x", "http://[::1]:1/x", "https://10.0.0.5/x",
                                       "https://192.168.1.1/x", "https://169.254.169.254/latest", "https://[fd00::1]/x",
                                       "https://[fe80::1]/x", "https://[::ffff:10.0.0.5]/x", "https://2130706433/x", "https://0x7f.1/x",
                                       "https://keycloak/x", "https://printer.local/x", "https://printer.local./x", "https://a.internal/x");
    const QByteArray name = GENERATE("token_endpoint", "jwks_uri", "authorization_endpoint", "revocation_endpoint");
    CAPTURE(inside, name);
    SigningIn at;
    const QByteArray before = '"' + name + "\":\"https://login.example/";
    REQUIRE(at.issuer.metadata.contains(before));
    const qsizetype from = at.issuer.metadata.indexOf(before), to = at.issuer.metadata.indexOf('"', from + before.size());
    at.issuer.metadata.replace(from, to + 1 - from, '"' + name + "\":\"" + inside + '"');
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == "discovery.inward");
    CHECK(result.error().error.what.contains("https://login.example"));
    CHECK(result.error().error.what.contains(QString::fromUtf8(Url::parse(inside)->origin().host)));
    CHECK(result.error().error.place == QString::fromUtf8(name));
    CHECK(at.opened.isEmpty());
    CHECK(at.web.sent.size() == 1);
}

TEST_CASE("Metadata: endpoints for clients with a certificate lie as far outside as the others", "[oauth][faults]")
{
    SigningIn at;
    at.issuer.metadata.replace("{\"issuer\"", R"({"mtls_endpoint_aliases":{"token_endpoint":"https://10.1.2.3/token"},"issuer")");
    CHECK(at.run().error().id == "discovery.inward");
}

TEST_CASE("Metadata: who is inside may name what is inside, and everybody what is outside", "[oauth]")
{
    const auto [from, reached, to, inward] = GENERATE(table<const char *, Network, const char *, bool>({
        {"https://login.example", Network::Public, "https://auth.example/token", false},
        {"https://login.example", Network::Private, "https://10.0.0.5/token", false},
        {"https://login.example", Network::Private, "https://127.0.0.1/token", true},
        {"https://10.0.0.5", Network::Public, "https://10.0.0.6/token", false},
        {"https://10.0.0.5", Network::Public, "https://127.0.0.1/token", true},
        {"http://127.0.0.1:4000", Network::Public, "http://127.0.0.1:4001/token", false},
        {"http://localhost:4000", Network::Public, "https://10.0.0.5/token", false},
        {"https://keycloak", Network::Public, "https://keycloak/token", false},
        {"https://keycloak", Network::Public, "https://login.example/token", false},
        {"https://172.15.0.1", Network::Public, "https://172.32.0.1/token", false},
    }));
    CAPTURE(from, to);
    CHECK(leadsInward(*Url::parse(from), reached, *Url::parse(to), "token_endpoint").has_value() == inward);
}

TEST_CASE("Protected resource: an API outside cannot name an authorization server inside", "[oauth][faults]")
{
    MockIssuer api("https://api.example");
    MockWeb web;
    web.issuers = {&api};
    FixedClock clock;
    api.instead = [](const Request &request) -> std::optional<Response> {
        if (request.url.path.contains("oauth-protected-resource"))
            return jsonResponse(200, R"({"resource":"https://api.example/v1","authorization_servers":["http://169.254.169.254/"]})");
        return jsonResponse(401, "{}");
    };
    ProtectedResource resource(web, clock);
    bool over = false;
    QObject::connect(&resource, &ProtectedResource::finished, [&] { over = true; });
    resource.ask("https://api.example/v1");
    REQUIRE(becomesTrue([&] { return over; }));
    REQUIRE_FALSE(resource.metadata());
    CHECK(resource.metadata().error().id == "discovery.inward");
    CHECK(resource.metadata().error().error.what.contains("https://api.example"));
    CHECK(resource.metadata().error().error.what.contains("169.254.169.254"));
}

TEST_CASE("Metadata: a name that stands for an address further inside than the issuer's is not connected to", "[oauth][faults]")
{
    const auto [issuerAt, connects] = GENERATE(table<QByteArray, bool>({{"203.0.113.5", false}, {"10.0.0.5", false}, {"127.0.0.1", true}}));
    CAPTURE(issuerAt);
    QTcpServer inside;
    REQUIRE(inside.listen(QHostAddress::LocalHost));
    int knocks = 0;
    QObject::connect(&inside, &QTcpServer::newConnection, [&] {
        ++knocks;
        inside.nextPendingConnection()->close();
    });
    const QByteArray port = QByteArray::number(inside.serverPort());
    MockIssuer issuer("https://login.example");
    issuer.metadata.replace("https://login.example/token", "https://tokens.example:" + port + "/token");
    SystemClock clock;
    Outside web(issuer, clock);
    web.address = issuerAt;
    SignInSettings settings;
    settings.oauth.issuer = issuer.issuer;
    settings.oauth.clientId = issuer.clientId;
    settings.oauth.grant = OAuth2Settings::Grant::ClientCredentials;
    settings.transport.proxy = ProxyChoice::None;
    settings.transport.resolve = {"tokens.example:" + port + ":127.0.0.1"};
    SignIn signIn(web, clock, settings);
    signIn.start();
    REQUIRE(becomesTrue([&] { return signIn.isOver(); }));
    REQUIRE_FALSE(signIn.result());
    CHECK((knocks > 0) == connects);
    CHECK((signIn.result().error().id != "discovery.inward") == connects);
    if (connects)
        return;
    const Error told = signIn.result().error().error;
    CHECK(told.what.contains("https://login.example"));
    CHECK(told.what.contains("tokens.example"));
    CHECK(told.what.contains("127.0.0.1"));
    CHECK(told.remedy.contains("type the endpoints"));
}
