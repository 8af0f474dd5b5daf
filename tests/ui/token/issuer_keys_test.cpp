#include "catch.h"
#include "tokens.h"

#include "core/session/canned_transport.h"
#include "ui/token/issuer_keys.h"

#include <QTest>

using namespace keyhole;

namespace {

QByteArray tokenOf(const QByteArray &issuer, const QByteArray &algorithm = "ES256")
{
    const auto key = SigningKey::generate(algorithm == "ES256" ? "P-256" : "oct");
    return *signToken("{}", "{\"iss\":\"" + issuer + "\"}", algorithm, *key);
}

}

TEST_CASE("Issuer's keys: the plan names the discovery document, and fetching goes on from there", "[token][network]")
{
    CannedTransport transport;
    const FixedClock clock;
    IssuerKeys keys(transport, clock);
    const Token token = decodeToken(tokenOf("https://id.example.com"));
    const auto plan = keys.plan(token);
    REQUIRE(plan);
    CHECK(plan->issuer == "id.example.com");
    CHECK(plan->addresses.front() == "https://id.example.com/.well-known/openid-configuration");
    CHECK(transport.sent.empty());

    const auto key = SigningKey::generate("P-256");
    transport.answer("https://id.example.com/.well-known/openid-configuration", 200, {},
                     R"({"issuer":"https://id.example.com","jwks_uri":"https://id.example.com/jwks"})");
    transport.answer("https://id.example.com/jwks", 200, {}, "{\"keys\":[" + key->publicJwk("2026-10-a") + "]}");
    auto fetched = keys.fetch(token);
    REQUIRE(QTest::qWaitFor([&] { return fetched.isFinished(); }, 5000));
    REQUIRE(fetched.result());
    REQUIRE(fetched.result()->keys.keys.size() == 1);
    CHECK(fetched.result()->keys.keys[0].id() == "2026-10-a");
    CHECK(fetched.result()->source.startsWith("https://id.example.com/jwks, fetched at "));
    for (const Request &request : transport.sent)
        CHECK_FALSE(request.fields.value("Authorization"));
}

TEST_CASE("Issuer's keys: nothing is planned for a shared secret, without https, or in a private network", "[token][network]")
{
    CannedTransport transport;
    const FixedClock clock;
    const IssuerKeys keys(transport, clock);
    CHECK_FALSE(keys.plan(decodeToken(tokenOf("https://id.example.com", "HS256"))));
    CHECK_FALSE(keys.plan(decodeToken(tokenOf("http://id.example.com"))));
    CHECK_FALSE(keys.plan(decodeToken(tokenOf("https://192.168.0.1"))));
    CHECK_FALSE(keys.plan(decodeToken(tokenOf("accounts"))));
}
