#include "core/auth/oauth1.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

Request signedBy(const QByteArray &parameters, const QByteArray &address = "http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b")
{
    return requestOf("POST", address,
                     {{"Authorization", "OAuth " + parameters, {}}, {"Content-Type", "application/x-www-form-urlencoded", {}}},
                     "c2&a3=2+q");
}

constexpr const char *kWhole
    = "realm=\"Example\", oauth_consumer_key=\"9djdj82h48djs9d2\", oauth_token=\"kkk9d7dh3k39sjv7\", "
      "oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"137131201\", oauth_nonce=\"7d8f3e4a\", oauth_signature=\"bYT5%3D\"";
constexpr const char *kBase
    = "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26"
      "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26"
      "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7";

}

TEST_CASE("OAuth 1.0: the base string of RFC 5849, 3.4.1.1 comes out", "[auth]")
{
    const Request request = signedBy(kWhole);
    const auto signature = readOAuth1(request);
    REQUIRE(signature);
    CHECK(signature->faults.empty());
    CHECK(signature->method == "HMAC-SHA1");
    CHECK(oauth1BaseString(request) == kBase);
    CHECK(compareOAuth1Echo(request, kBase).empty());
}

TEST_CASE("OAuth 1.0: what the server signs otherwise is named", "[auth]")
{
    const auto [from, to, named] = GENERATE(table<const char *, const char *, const char *>({
        {"http%3A", "https%3A", "https://example.com/request"},
        {"example.com", "shop.internal%3A8080", "shop.internal:8080"},
        {"a2%3Dr%2520b", "a2%3Dr%252Bb", "a2=r%2Bb"},
        {"%26c2%3D", "", "without it"},
        {"POST&", "GET&", "GET"},
        {"a2%3D", "XDEBUG%3D1%26a2%3D", "XDEBUG=1"},
    }));
    CAPTURE(from);
    QByteArray seen = kBase;
    seen.replace(from, to);
    REQUIRE(seen != kBase);
    const auto faults = compareOAuth1Echo(signedBy(kWhole), seen);
    CHECK(faults.size() == 1);
    CHECK(tells(faults, named));
}

TEST_CASE("OAuth 1.0: parameters that are missing, or stand in two places, are named", "[auth]")
{
    CHECK(tells(readOAuth1(signedBy(QByteArray(kWhole).replace("oauth_nonce=\"7d8f3e4a\", ", "")))->faults, "oauth_nonce"));
    CHECK(tells(readOAuth1(signedBy(QByteArray(kWhole).replace("oauth_consumer_key", "oauth_key")))->faults, "oauth_consumer_key"));
    CHECK(tells(readOAuth1(signedBy(kWhole, "http://example.com/request?oauth_nonce=7d8f3e4a"))->faults, "2 times"));
    CHECK(readOAuth1(signedBy("oauth_consumer_key=\"k\", oauth_signature_method=\"PLAINTEXT\", oauth_signature=\"s%26\""))->faults.empty());
    CHECK_FALSE(readOAuth1(requestOf("GET", "http://example.com/?oauth_token=abc", {})));
}

TEST_CASE("OAuth 1.0: the host is signed in lower case and without its scheme's port", "[auth]")
{
    const auto [address, signedAs] = GENERATE(table<const char *, const char *>({
        {"HTTPS://EXAMPLE.com:443/r%20v/X", "https%3A%2F%2Fexample.com%2Fr%2520v%2FX"},
        {"http://example.com:8080", "http%3A%2F%2Fexample.com%3A8080%2F"},
    }));
    const Request request = requestOf("GET", address, {{"Authorization", QByteArray("OAuth ") + kWhole, {}}});
    CHECK(oauth1BaseString(request).split('&')[1] == signedAs);
}
