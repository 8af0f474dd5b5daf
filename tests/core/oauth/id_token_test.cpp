#include "catch.h"
#include "core/oauth/id_token.h"
#include "core/token/base64url.h"
#include "tests/core/session/canned_transport.h"

using namespace keyhole;

namespace {

const SigningKey &key()
{
    static const SigningKey made = *SigningKey::generate("P-256");
    return made;
}

QByteArray idToken(QByteArray claims)
{
    const qint64 now = qint64(std::chrono::duration_cast<Seconds>(FixedClock().moment.time_since_epoch()).count());
    for (const int offset : {-600, -61, -59, 0, 59, 61, 300, 600})
        claims.replace('@' + QByteArray::number(offset) + ';', QByteArray::number(now + offset));
    return *signToken("{}", claims, "ES256", key());
}

IdTokenExpected expected(std::optional<ClockOffset> server = {})
{
    return {"https://a.example", "desk", "n-1", FixedClock().moment, server};
}

const QByteArray kGood = R"({"iss":"https://a.example","aud":"desk","nonce":"n-1","iat":@0;,"exp":@600;})";

}

TEST_CASE("ID token: one that fits is taken", "[oauth]")
{
    const auto checked = checkIdToken(idToken(kGood), expected());
    REQUIRE(checked);
    CHECK(checked->empty());
    CHECK(checkIdToken(idToken(QByteArray(kGood).replace(R"("desk")", R"(["other","desk"])")), expected()));
}

TEST_CASE("ID token: what does not fit is refused, by name", "[oauth]")
{
    const auto [from, to, id] = GENERATE(table<const char *, const char *, const char *>({
        {"https://a.example", "https://evil.example", "id-token.issuer"},
        {"https://a.example", "https://a.example/", "id-token.issuer"},
        {R"("aud":"desk")", R"("aud":"other")", "id-token.audience"},
        {R"("aud":"desk")", R"("aud":["other"])", "id-token.audience"},
        {R"("aud":"desk")", R"("aud":"desk","azp":"other")", "id-token.audience"},
        {R"("nonce":"n-1")", R"("nonce":"n-2")", "id-token.nonce"},
        {R"("nonce":"n-1",)", "", "id-token.nonce"},
        {"@600;", "@-61;", "id-token.expired"},
        {R"("iat":@0;)", R"("iat":@61;)", "id-token.future"},
        {R"("iat":@0;)", R"("iat":"today")", "id-token.times"},
        {R"(,"exp":@600;)", "", "id-token.times"},
    }));
    CAPTURE(from, to);
    const auto checked = checkIdToken(idToken(QByteArray(kGood).replace(from, to)), expected());
    REQUIRE_FALSE(checked);
    CHECK(checked.error().id == id);
    CHECK_FALSE(checked.error().error.remedy.isEmpty());
}

TEST_CASE("ID token: a minute of difference is let pass", "[oauth]")
{
    CHECK(checkIdToken(idToken(QByteArray(kGood).replace("@600;", "@-59;")), expected()));
    CHECK(checkIdToken(idToken(QByteArray(kGood).replace(R"("iat":@0;)", R"("iat":@59;)")), expected()));
}

TEST_CASE("ID token: times are held against the server's clock, and this computer's is told when it is off", "[oauth]")
{
    const QByteArray made = idToken(QByteArray(kGood).replace(R"("iat":@0;)", R"("iat":@300;)"));
    CHECK(checkIdToken(made, expected()).error().id == "id-token.future");
    const auto checked = checkIdToken(made, expected(ClockOffset{Milliseconds(299'500), Milliseconds(300'500)}));
    REQUIRE(checked);
    REQUIRE(checked->size() == 1);
    CHECK(checked->front().id == "id-token.clock");
    CHECK(checked->front().error.what.contains("299 s behind"));
    const auto ahead = checkIdToken(idToken(kGood), expected(ClockOffset{Milliseconds(-90'000), Milliseconds(-89'000)}));
    CHECK(ahead.error().id == "id-token.future");
}

TEST_CASE("ID token: the signature holds by the issuer's key alone, and what is not so is refused", "[oauth]")
{
    const Token token = decodeToken(idToken(kGood));
    CHECK(verifyWith(token, IdTokenSigner::Issuer, {key()})->isVerified);
    CHECK(verifyWith(token, IdTokenSigner::Issuer, {*SigningKey::generate("P-256")}).error().id == "id-token.signature");
    CHECK_FALSE(verifyWith(token, IdTokenSigner::Issuer, {}));
}

TEST_CASE("ID token: who signs is what the server announces, and a secret counts only where both have said so", "[oauth]")
{
    const auto [algorithm, announced, secret, result] = GENERATE(table<QByteArray, QByteArray, bool, QByteArray>({
        {"ES256", "", false, "issuer"},
        {"ES256", "RS256 ES256", false, "issuer"},
        {"ES256", "RS256", false, "refused"},
        {"HS256", "", true, "refused"},
        {"HS256", "RS256", true, "refused"},
        {"HS256", "RS256 HS256", true, "client"},
        {"HS256", "RS256 HS256", false, "refused"},
    }));
    CAPTURE(algorithm, announced, secret);
    std::vector<QByteArray> names;
    for (const QByteArray &name : announced.split(' ')) {
        if (!name.isEmpty())
            names.push_back(name);
    }
    const Token token = decodeToken(encodeBase64Url(R"({"alg":")" + algorithm + R"("})") + ".e30.AAAA");
    const auto signer = signerOf(token, names, secret);
    CHECK((!signer ? "refused" : *signer == IdTokenSigner::Client ? "client" : "issuer") == result);
}

TEST_CASE("ID token: one that nobody signed, and what is no token, is refused", "[oauth]")
{
    const QByteArray unsignedToken = encodeBase64Url(R"({"alg":"none"})") + '.' + idToken(kGood).split('.').at(1) + '.';
    CHECK_FALSE(checkIdToken(unsignedToken, expected()));
    CHECK(checkIdToken("abc", expected()).error().id == "id-token.unreadable");
}
