#include "catch.h"
#include "core/oauth/protected_resource.h"
#include "mock_issuer.h"
#include "tests/core/secrets/waiting.h"

using namespace keyhole;

namespace {

OAuthResult<ResourceMetadata> ask(MockWeb &web, const QByteArray &address)
{
    const FixedClock clock;
    ProtectedResource resource(web, clock);
    bool over = false;
    QObject::connect(&resource, &ProtectedResource::finished, [&] { over = true; });
    resource.ask(address);
    REQUIRE(becomesTrue([&] { return over; }));
    return resource.metadata();
}

}

TEST_CASE("Protected resource: the well-known places of an API, the nearest first", "[oauth]")
{
    const auto addresses = resourceMetadataAddresses(*Url::parse("https://api.example/v1?a=1"));
    REQUIRE(addresses.size() == 2);
    CHECK(addresses[0].toString() == "https://api.example/.well-known/oauth-protected-resource/v1");
    CHECK(addresses[1].toString() == "https://api.example/.well-known/oauth-protected-resource");
}

TEST_CASE("Protected resource: a 401 names the metadata, and they the issuer", "[oauth]")
{
    MockIssuer api("https://api.example");
    api.instead = [](const Request &request) -> std::optional<Response> {
        if (request.url.path == "/v1")
            return jsonResponse(401, "",
                                {{"WWW-Authenticate", R"(Bearer resource_metadata="https://api.example/meta", scope="read")", {}}});
        if (request.url.path == "/meta")
            return jsonResponse(200, R"({"resource":"https://api.example/v1","authorization_servers":["https://login.example"]})");
        return jsonResponse(404, "");
    };
    MockWeb web;
    web.issuers = {&api};
    const auto found = ask(web, "https://api.example/v1");
    REQUIRE(found);
    CHECK(found->authorizationServers == std::vector<QByteArray>{"https://login.example"});
    CHECK(web.sent.size() == 2);
}

TEST_CASE("Protected resource: metadata at another origin are not asked for, and none is told", "[oauth]")
{
    MockIssuer api("https://api.example"), evil("https://evil.example");
    api.instead = [](const Request &request) -> std::optional<Response> {
        if (request.url.path == "/v1")
            return jsonResponse(401, "", {{"WWW-Authenticate", R"(Bearer resource_metadata="https://evil.example/meta")", {}}});
        return jsonResponse(404, "");
    };
    MockWeb web;
    web.issuers = {&api, &evil};
    CHECK(ask(web, "https://api.example/v1").error().id == "resource.none");
    CHECK(web.sentTo("https://evil.example").isEmpty());
    CHECK(ask(web, "http://api.example/v1").error().id == "endpoint.not-https");
}
