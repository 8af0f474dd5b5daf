#include "catch.h"
#include "core/auth/digest.h"
#include "core/auth/proxy_answer.h"
#include "core/http/credentials.h"

using namespace keyhole;

namespace {

constexpr const char *kDigest = R"(Digest realm="gate", nonce="n-1", qop="auth", algorithm=SHA-256)";

Hop refusedBy(const QByteArray &proxy, std::vector<QByteArray> challenges, const QByteArray &address = "http://api.example/v1?a=b")
{
    Hop hop;
    hop.request = {"GET", *Url::parse(address), {}, {}, {}, {}, {}};
    hop.connection.proxy = proxy;
    hop.response = Response{};
    hop.response->status = 407;
    for (const QByteArray &challenge : challenges)
        hop.response->fields.append("Proxy-Authenticate", challenge);
    return hop;
}

TransportOptions options(ProxyAuth auth)
{
    TransportOptions options;
    options.proxy = ProxyChoice::Custom;
    options.proxyAddress = "http://127.0.0.1:3128";
    options.proxyUser = "ada";
    options.proxyPassword = Secret("lovelace");
    options.proxyAuth = auth;
    return options;
}

const QByteArray kProxy = "http://127.0.0.1:3128";
const QByteArray kRandom(32, 'f');

}

TEST_CASE("Proxy: Digest is answered over the whole address, as the request line has it", "[auth][proxy]")
{
    const auto answer = answerProxy(refusedBy(kProxy, {kDigest}), options(ProxyAuth::Digest), kRandom);
    REQUIRE(answer);
    REQUIRE(*answer);
    const QByteArray value = (*answer)->value;
    CHECK(value.startsWith("Digest "));
    CHECK(value.contains(R"(uri="http://api.example/v1?a=b")"));
    CHECK((*answer)->why.contains("SHA-256"));
    const DigestCredential credential{{}, splitCredentials(value).parameters, {}};
    CHECK(value.contains(digestResponse(credential, "GET", "ada", "lovelace", {})));
}

TEST_CASE("Proxy: what is given depends on what was asked and allowed", "[auth][proxy]")
{
    const auto [allowed, offered, begins] = GENERATE(table<ProxyAuth, std::vector<QByteArray>, const char *>({
        {ProxyAuth::AsAsked, {kDigest}, "Digest"},
        {ProxyAuth::AsAsked, {"Basic realm=\"gate\""}, "Basic"},
        {ProxyAuth::AsAsked, {"Basic realm=\"gate\"", kDigest}, "Digest"},
        {ProxyAuth::AsAsked, {"Negotiate"}, ""},
        {ProxyAuth::Digest, {"Basic realm=\"gate\""}, ""},
        {ProxyAuth::Basic, {kDigest}, ""},
        {ProxyAuth::AsAsked, {}, ""},
    }));
    CAPTURE(int(allowed));
    const auto answer = answerProxy(refusedBy(kProxy, offered), options(allowed), kRandom);
    CHECK((answer && *answer ? splitCredentials((*answer)->value).scheme : QByteArray()) == begins);
}

TEST_CASE("Proxy: a 407 of somebody else, of a tunnel, or without a credential is left alone", "[auth][proxy]")
{
    const TransportOptions digest = options(ProxyAuth::Digest);
    CHECK_FALSE(answerProxy(refusedBy({}, {kDigest}), digest, kRandom));
    CHECK_FALSE(answerProxy(refusedBy(kProxy, {kDigest}, "https://api.example/"), digest, kRandom));
    TransportOptions without = digest;
    without.proxyUser.clear();
    CHECK_FALSE(answerProxy(refusedBy(kProxy, {kDigest}), without, kRandom));
    TransportOptions system = digest;
    system.proxy = ProxyChoice::System;
    CHECK_FALSE(answerProxy(refusedBy(kProxy, {kDigest}), system, kRandom));
    Hop hop = refusedBy(kProxy, {kDigest});
    hop.response->status = 401;
    CHECK_FALSE(answerProxy(hop, digest, kRandom));
}

TEST_CASE("Proxy: what it refused is sent again only where its nonce was stale", "[auth][proxy]")
{
    Hop hop = refusedBy(kProxy, {kDigest});
    hop.request.fields.append("Proxy-Authorization", (*answerProxy(hop, options(ProxyAuth::Digest), kRandom))->value);
    CHECK_FALSE(answerProxy(hop, options(ProxyAuth::Digest), kRandom));
    Hop stale = refusedBy(kProxy, {R"(Digest realm="gate", nonce="n-2", qop="auth", stale=true)"});
    stale.request.fields = hop.request.fields;
    const auto again = answerProxy(stale, options(ProxyAuth::Digest), kRandom);
    REQUIRE(again);
    CHECK((*again)->value.contains("n-2"));
    Hop same = refusedBy(kProxy, {R"(Digest realm="gate", nonce="n-1", qop="auth", stale=true)"});
    same.request.fields = hop.request.fields;
    CHECK_FALSE(answerProxy(same, options(ProxyAuth::Digest), kRandom));
}

TEST_CASE("Proxy: a challenge that nobody can answer is told with the reason", "[auth][proxy]")
{
    const auto answer
        = answerProxy(refusedBy(kProxy, {R"(Digest realm="gate", nonce="n", algorithm=SHA-3)"}), options(ProxyAuth::Digest), kRandom);
    REQUIRE(answer);
    REQUIRE_FALSE(*answer);
    CHECK(answer->error().what.contains("SHA-3"));
}
