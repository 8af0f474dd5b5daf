#include "catch.h"
#include "core/oauth/revocation.h"
#include "outside.h"
#include "refreshing.h"
#include "signing_in.h"

#include <QTcpServer>

using namespace keyhole;

namespace {

/// Tokens as versions before kept them: without the issuer's keys, and without how far inside its endpoints may lie.
struct StoredEarlier : Refreshing {
    StoredEarlier()
    {
        issuer.renewsId = true;
        StoredTokens tokens = stored();
        tokens.keys.reset();
        tokens.idTokenAlgorithms.clear();
        tokens.reach.reset();
        tokens.tokens.id
            = Secret(*signToken(R"({"kid":"k-1"})", R"({"iss":"https://login.example","aud":"desk","sub":"ada"})", "ES256", issuer.key()));
        put(tokens);
    }
};

/// A door on this computer, and how often somebody knocked at it.
struct Inside {
    QTcpServer server;
    int knocks = 0;

    Inside()
    {
        REQUIRE(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, [this] {
            ++knocks;
            server.nextPendingConnection()->close();
        });
    }
    QByteArray port() const { return QByteArray::number(server.serverPort()); }
    /// An address outside by its name, which stands for the door.
    Url address() const { return *Url::parse("https://tokens.example:" + port() + "/x"); }
    TransportOptions options() const
    {
        TransportOptions options;
        options.proxy = ProxyChoice::None;
        options.resolve = {"tokens.example:" + port() + ":127.0.0.1"};
        return options;
    }
};

/// A refresh of tokens of an issuer outside, over the real transport.
struct RefreshingOverWire {
    MockIssuer issuer{"https://login.example"};
    SystemClock clock;
    Outside web{issuer, clock};
    FullStore store;
    TokenRefresher refresher{web, clock, store};
    CredentialId id = newCredentialId();
    StoredTokens stored;

    RefreshingOverWire()
    {
        issuer.idTime = std::chrono::floor<Seconds>(clock.now().time_since_epoch());
        stored.tokens.access = Secret("old-access");
        stored.tokens.refresh = Secret(issuer.refreshToken);
        stored.client = {issuer.clientId, OAuth2Settings::ClientAuthentication::Basic, Secret(issuer.clientSecret)};
        stored.issuer = issuer.issuer;
        stored.tokenEndpoint = *Url::parse(issuer.issuer + "/token");
        stored.reach = Network::Public;
    }

    OAuthResult<Refreshed> refresh(const TransportOptions &options)
    {
        CredentialInfo info;
        info.id = id;
        await(store.write(toCredential(info, stored)));
        return await(refresher.refresh(id, options));
    }
};

}

TEST_CASE("Stored tokens: how far inside their server may lie is kept with them", "[oauth]")
{
    const auto reach = GENERATE(std::optional<Network>(), std::optional(Network::Public), std::optional(Network::Private),
                                std::optional(Network::ThisComputer));
    Refreshing at;
    StoredTokens tokens = at.stored();
    tokens.reach = reach;
    at.put(tokens);
    CHECK(at.stored().reach == reach);
}

TEST_CASE("Refresh: tokens stored without the address of the issuer's keys get it by discovery, once, and the ID token is checked",
          "[oauth]")
{
    StoredEarlier at;
    const auto renewed = await(at.refresher.refresh(at.id));
    REQUIRE(renewed);
    CHECK(renewed->idSignature.isVerified);
    CHECK(renewed->doubts.empty());
    CHECK(at.web.count("openid-configuration") == 1);
    CHECK(at.stored().keys == *Url::parse(at.issuer.issuer + "/jwks"));
    CHECK(at.stored().reach == Network::Public);
    REQUIRE(await(at.refresher.refresh(at.id)));
    CHECK(at.web.count("openid-configuration") == 1);
    CHECK(at.web.count("/jwks") == 2);
}

TEST_CASE("Refresh: keys found by discovery refuse an ID token that somebody else made", "[oauth][faults]")
{
    StoredEarlier at;
    at.issuer.signId
        = [](const QByteArray &claims) { return *signToken(R"({"kid":"k-1"})", claims, "ES256", *SigningKey::generate("P-256")); };
    const auto renewed = await(at.refresher.refresh(at.id));
    REQUIRE_FALSE(renewed);
    CHECK(renewed.error().id.startsWith("id-token."));
    CHECK(at.stored().tokens.access.reveal() == "old-access");
}

TEST_CASE("Refresh: an issuer that cannot be asked for its keys costs the ID token alone, and why is told", "[oauth][faults]")
{
    const auto [answer, why] = GENERATE(table<Response, const char *>({
        {jsonResponse(503, {}), "503"},
        {jsonResponse(200, R"({"issuer":"https://evil.example"})"), "evil.example"},
        {jsonResponse(200, R"({"issuer":"https://login.example","jwks_uri":"https://10.0.0.5/jwks"})"), "10.0.0.5"},
    }));
    CAPTURE(why);
    StoredEarlier at;
    at.issuer.instead = [answer = answer](const Request &request) {
        return request.url.path.contains(".well-known") ? std::optional(answer) : std::nullopt;
    };
    QString told;
    QObject::connect(&at.refresher, &TokenRefresher::idTokenDoubted, [&](const QByteArray &, const Error &error) { told = error.what; });
    const QByteArray before = at.stored().tokens.id.reveal();
    const auto renewed = await(at.refresher.refresh(at.id));
    REQUIRE(renewed);
    CHECK(told.contains("is not checked, and left out"));
    CHECK(told.contains(why));
    CHECK(at.stored().tokens.id.reveal() == before);
    CHECK(at.stored().tokens.access.reveal() != "old-access");
    CHECK_FALSE(at.stored().keys);
}

TEST_CASE("Refresh: a stored token endpoint that stands for an address further inside than its issuer is not connected to",
          "[oauth][faults]")
{
    const auto [reach, connects]
        = GENERATE(table<Network, bool>({{Network::Public, false}, {Network::Private, false}, {Network::ThisComputer, true}}));
    CAPTURE(int(reach));
    const Inside inside;
    RefreshingOverWire at;
    at.stored.reach = reach;
    at.stored.tokenEndpoint = inside.address();
    const auto result = at.refresh(inside.options());
    REQUIRE_FALSE(result);
    CHECK((inside.knocks > 0) == connects);
    CHECK((result.error().id == "discovery.inward") == !connects);
    if (!connects)
        CHECK(result.error().error.what.contains("tokens.example"));
}

TEST_CASE("Refresh: of tokens stored earlier, the issuer's own place says how far inside their endpoint may lie", "[oauth][faults]")
{
    const auto [issuerAt, connects] = GENERATE(table<QByteArray, bool>({{"203.0.113.5", false}, {"10.0.0.5", false}, {"127.0.0.1", true}}));
    CAPTURE(issuerAt);
    const Inside inside;
    RefreshingOverWire at;
    at.web.address = issuerAt;
    at.stored.reach.reset();
    at.stored.tokenEndpoint = inside.address();
    const auto result = at.refresh(inside.options());
    REQUIRE_FALSE(result);
    CHECK((inside.knocks > 0) == connects);
    CHECK((result.error().id == "discovery.inward") == !connects);
}

TEST_CASE("Refresh: endpoints that a person typed may lie anywhere", "[oauth]")
{
    const Inside inside;
    RefreshingOverWire at;
    at.stored.issuer.clear();
    at.stored.reach.reset();
    at.stored.tokenEndpoint = inside.address();
    CHECK_FALSE(at.refresh(inside.options()));
    CHECK(inside.knocks > 0);
}

TEST_CASE("Refresh: stored keys that stand for an address further inside than the issuer are not asked for", "[oauth][faults]")
{
    const Inside inside;
    RefreshingOverWire at;
    at.issuer.renewsId = true;
    at.stored.keys = inside.address();
    const auto result = at.refresh(inside.options());
    REQUIRE(result);
    CHECK(inside.knocks == 0);
    REQUIRE_FALSE(result->doubts.empty());
    CHECK(result->doubts.back().id == "id-token.unchecked");
    CHECK(result->doubts.back().error.what.contains("tokens.example"));
}

TEST_CASE("Revocation: a stored endpoint that stands for an address further inside than its issuer is not connected to", "[oauth][faults]")
{
    const bool storedEarlier = GENERATE(false, true);
    CAPTURE(storedEarlier);
    const Inside inside;
    RefreshingOverWire at;
    if (storedEarlier)
        at.stored.reach.reset();
    at.stored.revocationEndpoint = inside.address();
    QObject parent;
    std::optional<Revoked> revoked;
    revokeTokens(at.web, at.clock, at.stored, inside.options(), &parent, [&](const Revoked &answer) { revoked = answer; });
    REQUIRE(becomesTrue([&] { return revoked.has_value(); }));
    REQUIRE_FALSE(revoked->result);
    CHECK(revoked->result.error().id == "discovery.inward");
    CHECK(inside.knocks == 0);
}

TEST_CASE("Stored tokens: through a proxy, an endpoint that lies inside by its name is not asked for", "[oauth][faults]")
{
    const QByteArray inside
        = GENERATE("https://10.0.0.5/token", "https://localhost/token", "https://printer.local/token", "https://[fe80::1]/token");
    CAPTURE(inside);
    Refreshing at;
    StoredTokens tokens = at.stored();
    tokens.tokenEndpoint = *Url::parse(inside);
    at.put(tokens);
    TransportOptions options;
    options.proxy = ProxyChoice::Custom;
    options.proxyAddress = "http://proxy.example:3128";
    const auto result = await(at.refresher.refresh(at.id, options));
    REQUIRE_FALSE(result);
    CHECK(result.error().id == "discovery.inward");
    CHECK(at.web.sent.empty());
}
