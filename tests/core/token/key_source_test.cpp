#include "catch.h"
#include "core/token/key_source.h"
#include "tests/core/session/canned_transport.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

using namespace keyhole;

namespace {

struct Source {
    CannedTransport transport;
    FixedClock clock;
    KeySource keys{transport, clock};

    Result<FetchedKeys> fetch(const QByteArray &address, bool allowPrivate = false)
    {
        const auto future = keys.fetch(address, allowPrivate);
        for (QDeadlineTimer deadline(5000); !future.isFinished() && !deadline.hasExpired();)
            QCoreApplication::processEvents();
        REQUIRE(future.isFinished());
        return future.result();
    }
};

const QByteArray kSet = R"({"keys":[]})";

}

TEST_CASE("keyAddress: only https, or http on this computer, and no private network unasked", "[token]")
{
    const auto [address, allowed] = GENERATE(table<const char *, bool>({
        {"https://login.example/jwks", true},
        {"http://login.example/jwks", false},
        {"http://localhost:8080/jwks", true},
        {"http://127.0.0.1/jwks", true},
        {"http://[::1]/jwks", true},
        {"https://user@login.example/jwks", false},
        {"https://10.0.0.1/jwks", false},
        {"https://192.168.1.1/jwks", false},
        {"https://169.254.169.254/latest", false},
        {"https://[fe80::1]/jwks", false},
        {"https://[fd00::1]/jwks", false},
        {"https://[::ffff:10.0.0.1]/jwks", false},
        {"https://8.8.8.8/jwks", true},
        {"file:///etc/passwd", false},
        {"ftp://login.example/jwks", false},
        {"login.example", false},
        {"", false},
    }));
    CAPTURE(address);
    const auto url = keyAddress(address, false);
    CHECK(url.has_value() == allowed);
    CHECK((url || !url.error().remedy.isEmpty()));
    CHECK(keyAddress("https://10.0.0.1/jwks", true));
    CHECK_FALSE(keyAddress("http://10.0.0.1/jwks", true));
}

TEST_CASE("KeySource: the address of a key set is fetched as it is, without a credential", "[token]")
{
    Source source;
    source.transport.answer("https://login.example/jwks.json", 200, {}, kSet);
    const auto found = source.fetch("https://login.example/jwks.json");
    REQUIRE(found);
    CHECK(found->text == kSet);
    CHECK(found->from == "https://login.example/jwks.json");
    CHECK(found->at == source.clock.moment);
    REQUIRE(source.transport.sent.size() == 1);
    CHECK(source.transport.sent[0].method == "GET");
    CHECK_FALSE(source.transport.sent[0].fields.contains("Authorization"));
    CHECK_FALSE(source.transport.sent[0].fields.contains("Cookie"));
    CHECK(source.transport.optionsSent[0].totalLimit <= std::chrono::seconds(5));
    CHECK(source.transport.optionsSent[0].bodyLimit <= 1 << 20);
}

TEST_CASE("KeySource: an issuer is asked for its discovery document, which names the key set", "[token]")
{
    Source source;
    const QByteArray issuer = "https://login.example/realms/shop";
    source.transport.answer(issuer + "/.well-known/openid-configuration", 200, {},
                            R"({"issuer":"https://login.example/realms/shop","jwks_uri":"https://keys.example/certs"})");
    source.transport.answer("https://keys.example/certs", 200, {}, kSet);
    const auto found = source.fetch(issuer);
    REQUIRE(found);
    CHECK(found->from == "https://keys.example/certs");
    CHECK(found->fetched.size() == 2);
}

TEST_CASE("KeySource: an issuer of OAuth is found where RFC 8414 puts it", "[token]")
{
    Source source;
    source.transport.answer("https://login.example/.well-known/openid-configuration", 404);
    source.transport.answer("https://login.example/.well-known/oauth-authorization-server", 200, {},
                            R"({"issuer":"https://login.example","jwks_uri":"https://login.example/k"})");
    source.transport.answer("https://login.example/k", 200, {}, kSet);
    CHECK(source.fetch("https://login.example/"));
}

TEST_CASE("KeySource: what a discovery document may not do is refused", "[token]")
{
    const auto [document, word] = GENERATE(table<const char *, const char *>({
        {R"({"issuer":"https://other.example","jwks_uri":"https://login.example/k"})", "another"},
        {R"({"issuer":"https://login.example","jwks_uri":"http://login.example/k"})", "https only"},
        {R"({"issuer":"https://login.example","jwks_uri":"https://10.1.2.3/k"})", "private network"},
        {R"({"issuer":"https://login.example","jwks_uri":"https://login.example/again.json"})", "leads to the next"},
    }));
    CAPTURE(document);
    Source source;
    source.transport.answer("https://login.example/.well-known/openid-configuration", 200, {}, document);
    source.transport.answer("https://login.example/again.json", 200, {}, R"({"jwks_uri":"https://login.example/k"})");
    source.transport.answer("https://login.example/k", 200, {}, kSet);
    const auto found = source.fetch("https://login.example");
    REQUIRE_FALSE(found);
    CHECK(found.error().what.contains(word));
}

TEST_CASE("KeySource: redirects are followed within the origin, and no further than three", "[token]")
{
    Source source;
    source.transport.answer("https://login.example/jwks", 302, {{"Location", "/jwks2", {}}});
    source.transport.answer("https://login.example/jwks2", 200, {}, kSet);
    CHECK(source.fetch("https://login.example/jwks"));
    source.transport.answer("https://login.example/jwks/away", 302, {{"Location", "https://evil.example/jwks", {}}});
    source.transport.answer("https://evil.example/jwks", 200, {}, kSet);
    CHECK_FALSE(source.fetch("https://login.example/jwks/away"));
    source.transport.answer("https://login.example/jwks/round", 302, {{"Location", "/jwks/round", {}}});
    const size_t before = source.transport.sent.size();
    CHECK_FALSE(source.fetch("https://login.example/jwks/round"));
    CHECK(source.transport.sent.size() == before + 4);
}

TEST_CASE("KeySource: an answer that is no key set says so", "[token]")
{
    const auto [status, body, word] = GENERATE(table<int, const char *, const char *>({
        {404, "", "404"},
        {200, "<html>", "neither"},
        {200, "{}", "neither"},
    }));
    CAPTURE(status, body);
    Source source;
    source.transport.answer("https://login.example/jwks", status, {}, body);
    const auto found = source.fetch("https://login.example/jwks");
    REQUIRE_FALSE(found);
    CHECK(found.error().what.contains(word));
    source.transport.answer("https://login.example/big.json", 200, {}, QByteArray((1 << 20) + 1, ' '));
    CHECK(source.fetch("https://login.example/big.json").error().what.contains("1 MB"));
    CHECK_FALSE(source.fetch("https://nobody.example/jwks"));
}
