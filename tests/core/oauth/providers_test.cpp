#include "catch.h"
#include "core/oauth/providers.h"
#include "core/oauth/server_metadata.h"

using namespace keyhole;

namespace {

std::map<QByteArray, QByteArray> examplesOf(const Provider &provider)
{
    std::map<QByteArray, QByteArray> values;
    for (const ProviderField &field : fieldsOf(provider))
        values[field.name] = field.example;
    return values;
}

}

TEST_CASE("Providers: each has a name, a source, and addresses that secrets may be sent to", "[oauth][providers]")
{
    QByteArrayList names;
    for (const Provider &each : providers()) {
        CAPTURE(each.id);
        CHECK_FALSE(names.contains(each.id));
        names += each.id;
        CHECK(QByteArray(each.source).startsWith("https://"));
        CHECK(providerNamed(QByteArray(each.id).toUpper()) == &each);
        CHECK((*each.issuer != 0) != (*each.token != 0));
        const auto settings = settingsFor(each, examplesOf(each), {});
        REQUIRE(settings);
        const OAuth2Settings &oauth = settings->oauth;
        for (const QByteArray &address :
             {oauth.issuer, oauth.authorizationEndpoint, oauth.tokenEndpoint, oauth.deviceEndpoint, oauth.revocationEndpoint}) {
            CHECK_FALSE(address.contains('{'));
            CHECK((address.isEmpty() || endpointAddress(address, "endpoint")));
        }
        CHECK(QByteArray(each.grants).split(' ').contains("code"));
        CHECK((*each.authorization != 0 || *each.issuer != 0));
    }
    CHECK(names.size() >= 12);
    CHECK(providerNamed("nobody") == nullptr);
}

TEST_CASE("Providers: what a person fills in stands in the address, and what they have typed stays", "[oauth][providers]")
{
    OAuth2Settings before;
    before.clientId = "desk";
    before.scope = "orders";
    const auto keycloak = settingsFor(*providerNamed("keycloak"), {{"host", "id.example:8443/auth"}, {"realm", "shop"}}, before);
    REQUIRE(keycloak);
    CHECK(keycloak->oauth.issuer == "https://id.example:8443/auth/realms/shop");
    CHECK(keycloak->oauth.clientId == "desk");
    CHECK(keycloak->oauth.scope == "orders");
    CHECK(settingsFor(*providerNamed("auth0"), {{"domain", "shop.eu.auth0.com"}}, {})->oauth.issuer == "https://shop.eu.auth0.com/");
    const auto google = settingsFor(*providerNamed("google"), {}, {});
    CHECK(toForm(google->further) == "access_type=offline&prompt=consent");
    CHECK(settingsFor(*providerNamed("atlassian"), {}, {})->oauth.audience == "api.atlassian.com");
    CHECK(settingsFor(*providerNamed("github"), {}, before)->oauth.issuer.isEmpty());
}

TEST_CASE("Providers: a value that would lead elsewhere, or none, is refused by the name of its place", "[oauth][providers]")
{
    const QByteArray tenant = GENERATE(as<QByteArray>(), "", " ", "a/b", "../x", "a?b", "a#b", "a@evil.example", "a%2Fb", "{tenant}",
                                       "a\nb", "evil.example:443", "..");
    CAPTURE(tenant);
    const auto settings = settingsFor(*providerNamed("entra"), {{"tenant", tenant}}, {});
    REQUIRE_FALSE(settings);
    CHECK(settings.error().id == "provider.field");
    CHECK(settings.error().error.place == "tenant");
    CHECK_FALSE(settings.error().error.remedy.isEmpty());
    const QByteArray host = GENERATE(as<QByteArray>(), "a@evil.example", "evil.example/../x", "//evil.example", "a b", "https://a.example");
    CAPTURE(host);
    CHECK_FALSE(settingsFor(*providerNamed("gitlab"), {{"host", host}}, {}));
}

TEST_CASE("Providers: an address is known for whose it is", "[oauth][providers]")
{
    OAuth2Settings settings;
    settings.issuer = "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/v2.0";
    CHECK(providerOf(settings) == providerNamed("entra"));
    settings = {};
    settings.tokenEndpoint = "https://github.com/login/oauth/access_token";
    CHECK(providerOf(settings) == providerNamed("github"));
    settings.tokenEndpoint = "https://id.example/token";
    CHECK(providerOf(settings) == nullptr);
}

TEST_CASE("Providers: none fills in an audience that is made up, and both of Okta's servers are there", "[oauth][providers]")
{
    for (const Provider &each : providers())
        CHECK_FALSE(QByteArray(each.audience).contains("example"));
    const std::map<QByteArray, QByteArray> values{{"domain", "shop.okta.com"}, {"server", "default"}};
    CHECK(settingsFor(*providerNamed("okta"), values, {})->oauth.issuer == "https://shop.okta.com/oauth2/default");
    CHECK(settingsFor(*providerNamed("okta-org"), values, {})->oauth.issuer == "https://shop.okta.com");
}
