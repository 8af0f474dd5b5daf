#include "catch.h"
#include "core/http/date.h"
#include "refreshing.h"

using namespace keyhole;

namespace {

constexpr qint64 kNow = 1'795'250'000;

QByteArray moment(qint64 offset)
{
    return QByteArray::number(kNow + offset);
}

/// Tokens of somebody who signed in an hour ago; with each refresh comes an ID token.
struct RenewingId : Refreshing {
    std::map<QByteArray, QByteArray> claims{{"iss", R"("https://login.example")"},
                                            {"aud", R"("desk")"},
                                            {"sub", R"("ada")"},
                                            {"iat", moment(-3600)},
                                            {"exp", moment(-3000)},
                                            {"nonce", R"("n-of-then")"},
                                            {"auth_time", moment(-3700)},
                                            {"azp", QByteArray(R"("desk")")}};
    QByteArray before;

    RenewingId()
    {
        issuer.renewsId = true;
        issuer.idClaims = {{"auth_time", moment(-3700)}, {"azp", R"("desk")"}};
        putId();
    }

    void putId()
    {
        QByteArrayList members;
        for (const auto &[name, value] : claims)
            members += '"' + name + "\":" + value;
        before = *signToken(R"({"kid":"k-1"})", '{' + members.join(',') + '}', "ES256", issuer.key());
        StoredTokens tokens = stored();
        tokens.tokens.id = Secret(before);
        put(tokens);
    }

    OAuthResult<Refreshed> renew() { return await(refresher.refresh(id)); }

    /// Refused by name, with words, and what was there is there.
    void checkRefused(const OAuthResult<Refreshed> &result, const QByteArray &fault)
    {
        REQUIRE_FALSE(result);
        CHECK(result.error().id == fault);
        CHECK(result.error().error.remedy.contains("The tokens from before are kept"));
        CHECK(stored().tokens.access.reveal() == "old-access");
        CHECK(stored().tokens.refresh.reveal() == "refresh-0-0123456789abcdef");
        CHECK(stored().tokens.id.reveal() == before);
        CHECK(store.writes == 0);
    }
};

}

TEST_CASE("Renewed ID token: one of the same person, by the issuer's key, replaces the one before", "[oauth]")
{
    RenewingId at;
    const auto renewed = at.renew();
    REQUIRE(renewed);
    CHECK(renewed->idSignature.isVerified);
    CHECK(renewed->idSignature.told.contains("ES256"));
    CHECK(renewed->doubts.empty());
    CHECK(at.stored().tokens.id.reveal() != at.before);
    CHECK(decodeToken(at.stored().tokens.id.reveal()).claimText("sub") == "ada");
    CHECK(at.stored().tokens.access.reveal().startsWith("access-"));
    CHECK(at.web.count("/jwks") == 1);
}

TEST_CASE("Renewed ID token: one that is not as the one before is refused, and the old tokens are kept", "[oauth][faults]")
{
    const auto [claim, value, fault] = GENERATE(table<QByteArray, QByteArray, QByteArray>({
        {"iss", R"("https://evil.example")", "id-token.issuer"},
        {"iss", R"("https://login.example/")", "id-token.issuer"},
        {"sub", R"("eve")", "id-token.subject"},
        {"sub", R"("Ada")", "id-token.subject"},
        {"sub", "", "id-token.subject"},
        {"sub", "7", "id-token.subject"},
        {"aud", R"("other")", "id-token.audience"},
        {"aud", R"(["desk","other"])", "id-token.audience"},
        {"aud", "[]", "id-token.audience"},
        {"azp", R"("other")", "id-token.audience"},
        {"azp", "", "id-token.audience"},
        {"nonce", R"("n-of-another-sign-in")", "id-token.nonce"},
        {"iat", moment(120), "id-token.future"},
        {"iat", moment(-3700), "id-token.old"},
        {"iat", "", "id-token.times"},
        {"iat", R"("now")", "id-token.times"},
        {"exp", moment(-120), "id-token.expired"},
    }));
    CAPTURE(claim, value);
    RenewingId at;
    at.issuer.idClaims[claim] = value;
    at.checkRefused(at.renew(), fault);
    CHECK(at.web.count("/jwks") == 0);
}

TEST_CASE("Renewed ID token: a nonce is not needed, and the one of the sign-in is right", "[oauth]")
{
    RenewingId at;
    at.issuer.idClaims["nonce"] = R"("n-of-then")";
    CHECK(at.renew());
}

TEST_CASE("Renewed ID token: an aud that lists the same is the same, in any order", "[oauth]")
{
    RenewingId at;
    at.claims["aud"] = R"(["desk","api"])";
    at.putId();
    at.issuer.idClaims["aud"] = R"(["api","desk"])";
    CHECK(at.renew());
}

TEST_CASE("Renewed ID token: another time of sign-in is told, and let pass", "[oauth]")
{
    RenewingId at;
    at.issuer.idClaims["auth_time"] = moment(-5);
    const auto renewed = at.renew();
    REQUIRE(renewed);
    REQUIRE(renewed->doubts.size() == 1);
    CHECK(renewed->doubts[0].id == "id-token.auth-time");
}

TEST_CASE("Renewed ID token: one that nobody of the issuer's signed is refused", "[oauth][faults]")
{
    RenewingId at;
    const SigningKey other = *SigningKey::generate("P-256");
    SECTION("by another key under the same name")
    {
        at.issuer.signId = [&](const QByteArray &claims) { return *signToken(R"({"kid":"k-1"})", claims, "ES256", other); };
        at.checkRefused(at.renew(), "id-token.signature");
    }
    SECTION("by a key that the issuer does not publish, which the token brings itself")
    {
        at.issuer.signId = [&](const QByteArray &claims) {
            return *signToken(R"({"kid":"k-9","jku":"https://evil.example/k","jwk":)" + other.publicJwk("k-9") + '}', claims, "ES256",
                              other);
        };
        at.checkRefused(at.renew(), "id-token.key");
        CHECK(at.web.sentTo("https://evil.example").isEmpty());
    }
    SECTION("by nobody")
    {
        at.issuer.signId = [](const QByteArray &claims) {
            return QByteArray(R"({"alg":"none"})").toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + '.'
                + claims.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals) + '.';
        };
        at.checkRefused(at.renew(), "id-token.unsigned");
    }
    SECTION("by the client's secret, which the server does not announce")
    {
        at.issuer.signId = [&](const QByteArray &claims) {
            return *signToken("{}", claims, "HS256", SigningKey::fromSecret(Secret(at.issuer.clientSecret)));
        };
        at.checkRefused(at.renew(), "id-token.algorithm");
    }
    SECTION("and one that is no token")
    {
        at.issuer.signId = [](const QByteArray &) { return QByteArray("abc"); };
        at.checkRefused(at.renew(), "id-token.unreadable");
    }
}

TEST_CASE("Renewed ID token: keys that do not come cost the ID token alone, since the old refresh token may be worthless",
          "[oauth][faults]")
{
    const Response keys = GENERATE(jsonResponse(503, {}), jsonResponse(200, "<html>Sign in</html>"), jsonResponse(200, R"({"keys":[]})"));
    RenewingId at;
    at.issuer.instead = [keys](const Request &request) { return request.url.path.endsWith("/jwks") ? std::optional(keys) : std::nullopt; };
    QString told;
    QObject::connect(&at.refresher, &TokenRefresher::idTokenDoubted, [&](const QByteArray &, const Error &error) { told = error.what; });
    const auto renewed = at.renew();
    REQUIRE(renewed);
    CHECK_FALSE(renewed->idSignature.isVerified);
    REQUIRE(renewed->doubts.size() == 1);
    CHECK(renewed->doubts[0].id == "id-token.unchecked");
    CHECK(told.contains("is not checked, and left out"));
    CHECK(at.stored().tokens.id.reveal() == at.before);
    CHECK(at.stored().tokens.refresh.reveal() == at.issuer.refreshToken);
}

TEST_CASE("Renewed ID token: without one before, it must fit the issuer and the client all the same", "[oauth]")
{
    RenewingId at;
    StoredTokens stored = at.stored();
    stored.tokens.id = {};
    at.put(stored);
    at.before.clear();
    SECTION("and does")
    {
        CHECK(at.renew()->idSignature.isVerified);
    }
    SECTION("and does not")
    {
        at.issuer.idClaims["aud"] = R"("other")";
        at.checkRefused(at.renew(), "id-token.audience");
    }
}

TEST_CASE("Renewed ID token: where nobody tells of keys, it is compared, and told not to be checked further", "[oauth]")
{
    RenewingId at;
    StoredTokens stored = at.stored();
    stored.keys.reset();
    const bool hasIssuer = GENERATE(false, true);
    if (!hasIssuer)
        stored.issuer.clear();
    at.issuer.metadata.replace("jwks_uri", "no_jwks_uri");
    at.put(stored);
    QString told;
    QObject::connect(&at.refresher, &TokenRefresher::idTokenDoubted, [&](const QByteArray &, const Error &error) { told = error.what; });
    SECTION("the same person")
    {
        const auto renewed = at.renew();
        REQUIRE(renewed);
        CHECK_FALSE(renewed->idSignature.isVerified);
        CHECK(told.contains("The signature of the new ID token was not checked"));
        CHECK(told.contains(hasIssuer ? "jwks_uri" : "without an issuer"));
        CHECK(renewed->idSignature.told == told);
        CHECK(at.stored().tokens.id.reveal() != at.before);
    }
    SECTION("somebody else")
    {
        at.issuer.idClaims["sub"] = R"("eve")";
        at.checkRefused(at.renew(), "id-token.subject");
    }
}

TEST_CASE("Renewed ID token: how old it is goes by the server's clock, and is not asked where that is not known", "[oauth]")
{
    const bool tellsTime = GENERATE(true, false);
    CAPTURE(tellsTime);
    RenewingId at;
    at.issuer.idTime = Seconds(kNow - 400);  // beyond what a few minutes forgive, and later than the one before
    at.issuer.instead = [&](const Request &request) -> std::optional<Response> {
        if (!tellsTime || !request.url.path.endsWith("/token"))
            return std::nullopt;
        at.issuer.instead = nullptr;
        Response response = at.issuer.answer(request);
        response.fields.append("Date", formatHttpDate(at.clock.moment));
        return response;
    };
    const auto renewed = at.renew();
    CHECK(renewed.has_value() == !tellsTime);
    if (tellsTime)
        at.checkRefused(renewed, "id-token.old");
}

TEST_CASE("Renewed ID token: a clock of this computer that is off refuses nobody, and is told", "[oauth]")
{
    const int offset = GENERATE(600, -600);
    RenewingId at;
    at.issuer.idTime = Seconds(kNow + offset);
    at.issuer.instead = [&](const Request &request) -> std::optional<Response> {
        if (!request.url.path.endsWith("/token"))
            return std::nullopt;
        at.issuer.instead = nullptr;
        Response response = at.issuer.answer(request);
        response.fields.append("Date", formatHttpDate(at.clock.moment + Seconds(offset)));
        return response;
    };
    const auto renewed = at.renew();
    REQUIRE(renewed);
    REQUIRE(renewed->doubts.size() == 1);
    CHECK(renewed->doubts[0].id == "id-token.clock");
}
