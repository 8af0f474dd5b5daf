#include "catch.h"
#include "core/oauth/server_metadata.h"
#include "core/token/key_source.h"

using namespace keyhole;

TEST_CASE("Discovery: the path of an issuer stands behind the well-known name of OpenID and in front of that of OAuth", "[oauth]")
{
    const auto addresses = discoveryAddresses(*Url::parse("https://login.example/tenant"));
    REQUIRE(addresses.size() == 2);
    CHECK(addresses[0].toString() == "https://login.example/tenant/.well-known/openid-configuration");
    CHECK(addresses[1].toString() == "https://login.example/.well-known/oauth-authorization-server/tenant");
}

TEST_CASE("Discovery: the address of a metadata document names its issuer", "[oauth]")
{
    const auto [typed, issuer] = GENERATE(table<const char *, const char *>({
        {"https://login.example/", "https://login.example/"},
        {" https://login.example/a ", "https://login.example/a"},
        {"https://login.example/a/.well-known/openid-configuration", "https://login.example/a"},
        {"https://login.example/.well-known/oauth-authorization-server/a", "https://login.example/a"},
        {"https://login.example/.well-known/oauth-authorization-server", "https://login.example"},
    }));
    CAPTURE(typed);
    CHECK(issuerFrom(typed) == QByteArray(issuer));
    CHECK_FALSE(issuerFrom("http://login.example"));
    CHECK_FALSE(issuerFrom("login.example"));
}

TEST_CASE("Endpoints: secrets go over https, or to this computer", "[oauth]")
{
    const auto [address, allowed] = GENERATE(table<const char *, bool>({
        {"https://login.example/token", true},
        {"https://login.example/token?tenant=a", true},
        {"http://127.0.0.1:8080/token", true},
        {"http://localhost/token", true},
        {"http://[::1]:1/token", true},
        {"http://login.example/token", false},
        {"http://127.0.0.1.evil.example/token", false},
        {"https://user@login.example/token", false},
        {"https://login.example/token#part", false},
        {"javascript:alert(1)", false},
        {"/token", false},
        {"", false},
    }));
    CAPTURE(address);
    const auto url = endpointAddress(address, "token_endpoint");
    CHECK(url.has_value() == allowed);
    CHECK((url || !url.error().error.remedy.isEmpty()));
}

TEST_CASE("Metadata: endpoints and what the server offers are read", "[oauth]")
{
    const auto read = readServerMetadata(
        R"({"issuer":"https://a.example","token_endpoint":"https://a.example/t","authorization_endpoint":"https://b.example/a",
            "scopes_supported":["read","write"],"code_challenge_methods_supported":["plain","S256"],
            "authorization_response_iss_parameter_supported":true,"require_pushed_authorization_requests":true,"jwks_uri":"https://a.example/k"})",
        "https://a.example");
    REQUIRE(read);
    CHECK(read->token->toString() == "https://a.example/t");
    CHECK(read->authorization->toString() == "https://b.example/a");
    CHECK_FALSE(read->deviceAuthorization);
    CHECK(read->scopes == std::vector<QByteArray>{"read", "write"});
    CHECK(read->announcesIssuer);
    CHECK(read->requiresPushed);
    CHECK(read->keys->toString() == "https://a.example/k");
}

TEST_CASE("Metadata: what would lead astray is refused, by name", "[oauth]")
{
    const auto [document, id] = GENERATE(table<const char *, const char *>({
        {R"({"issuer":"https://evil.example"})", "discovery.issuer"},
        {R"({"issuer":"https://a.example/"})", "discovery.issuer"},
        {R"({"issuer":"https://A.example"})", "discovery.issuer"},
        {R"({})", "discovery.issuer"},
        {R"({"issuer":"https://a.example","token_endpoint":"http://a.example/t"})", "endpoint.not-https"},
        {R"({"issuer":"https://a.example","authorization_endpoint":"http://a.example/t"})", "endpoint.not-https"},
        {R"({"issuer":"https://a.example","token_endpoint":7})", "endpoint.no-address"},
        {R"({"issuer":"https://a.example","issuer":"https://evil.example"})", "discovery.unreadable"},
        {R"(["https://a.example"])", "discovery.unreadable"},
        {"<html>", "discovery.unreadable"},
        {"", "discovery.unreadable"},
    }));
    CAPTURE(document);
    const auto read = readServerMetadata(document, "https://a.example");
    REQUIRE_FALSE(read);
    CHECK(read.error().id == id);
    CHECK_FALSE(read.error().error.remedy.isEmpty());
}

TEST_CASE("Metadata: size and depth have limits", "[oauth]")
{
    CHECK(readServerMetadata(QByteArray((1 << 20) + 1, ' '), "https://a.example").error().error.what.contains("1 MB"));
    const QByteArray deep = R"({"issuer":"https://a.example","x":)" + QByteArray(40, '[') + QByteArray(40, ']') + '}';
    CHECK(readServerMetadata(deep, "https://a.example").error().id == "discovery.unreadable");
}

TEST_CASE("Resource metadata: taken only from the resource that was asked", "[oauth]")
{
    const Url asked = *Url::parse("https://api.example/v1/orders");
    const auto document = [](const QByteArray &resource) {
        return R"({"resource":")" + resource + R"(","authorization_servers":["https://login.example"],"scopes_supported":["read"]})";
    };
    for (const char *resource :
         {"https://api.example", "https://api.example/", "https://api.example/v1", "https://api.example/v1/orders"}) {
        CAPTURE(resource);
        const auto read = readResourceMetadata(document(resource), asked);
        REQUIRE(read);
        CHECK(read->authorizationServers == std::vector<QByteArray>{"https://login.example"});
        CHECK(read->scopes == std::vector<QByteArray>{"read"});
    }
    for (const char *resource : {"https://evil.example", "http://api.example", "https://api.example:8443", "https://api.example/v", ""}) {
        CAPTURE(resource);
        CHECK(readResourceMetadata(document(resource), asked).error().id == "resource.other");
    }
}
