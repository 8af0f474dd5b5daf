#include "catch.h"
#include "core/token/editing.h"
#include "made_token.h"

using namespace keyhole;

namespace {

const Instant kNow{Seconds(1795273200)};

QByteArray valueFor(const char *name, const QString &text)
{
    const auto value = claimFromText(name, text, kNow);
    REQUIRE(value);
    return toJson(*value);
}

}

TEST_CASE("TokenDraft: a new token is one for an hour from now", "[token]")
{
    const TokenDraft draft = newDraft(kNow);
    CHECK(toJson(draft.header) == R"({"typ":"JWT"})");
    CHECK(toJson(draft.claims) == R"({"iat":1795273200,"exp":1795276800})");
}

TEST_CASE("TokenDraft: members keep their order when one is changed, and duplicates of it go", "[token]")
{
    auto draft = draftOf(tokenOf(R"({"sub":"ada","exp":1,"scope":"a","exp":2})"));
    REQUIRE(draft);
    setMember(draft->claims, "exp", claimFromText("exp", u"in 1 hour", kNow).value());
    setMember(draft->claims, "admin", claimFromText("admin", u"true", kNow).value());
    CHECK(removeMember(draft->claims, "scope"));
    CHECK_FALSE(removeMember(draft->claims, "scope"));
    CHECK(toJson(draft->claims) == R"({"sub":"ada","exp":1795276800,"admin":true})");
}

TEST_CASE("draftOf: an encrypted or unreadable token gives none", "[token]")
{
    CHECK_FALSE(draftOf(decodeToken("opaque")));
    CHECK_FALSE(draftOf(decodeToken(encodeBase64Url(R"({"alg":"dir","enc":"A256GCM"})") + "..AAAA.BBBB.CCCC")));
    CHECK_FALSE(draftOf(decodeToken(compact(R"({"alg":"HS256"})", "not json"))));
}

TEST_CASE("claimFromText: times are words, JSON is JSON, the rest is a string", "[token]")
{
    const auto [name, text, json] = GENERATE(table<const char *, const char *, const char *>({
        {"exp", "in 1 hour", "1795276800"},
        {"nbf", "1 h ago", "1795269600"},
        {"sub", "ada", "\"ada\""},
        {"sub", "\"42\"", "\"42\""},
        {"level", "42", "42"},
        {"level", "1e400", "1e400"},
        {"admin", "true", "true"},
        {"nothing", "null", "null"},
        {"aud", "[\"a\",\"b\"]", "[\"a\",\"b\"]"},
        {"cnf", "{\"jkt\":\"x\"}", "{\"jkt\":\"x\"}"},
        {"note", "in 1 hour", "\"in 1 hour\""},
        {"note", "1, \"x\": 2", "\"1, \\\"x\\\": 2\""},
        {"note", "", "\"\""},
    }));
    CAPTURE(name, text);
    CHECK(valueFor(name, QString::fromUtf8(text)) == json);
    CHECK(claimFromText("exp", u"in 5 parsecs", kNow).error().offset == 5);
}

TEST_CASE("parseClaims: wants one object with each member once, and says where it is not", "[token]")
{
    CHECK(parseClaims(R"({"a":1,"b":{"a":2}})"));
    CHECK(parseClaims("{\"a\":1,}").error().offset == 7);
    CHECK_FALSE(parseClaims("[]"));
    CHECK(parseClaims(R"({"a":1,"a":2})").error().offset == 7);
}

TEST_CASE("indentedJson: a member a line, which reads back as the same value", "[token]")
{
    const JsonValue value = parseJson(R"({"a":1,"b":[],"c":[1,{"d":"e"}],"f":{}})").value();
    CHECK(indentedJson(value)
          == "{\n  \"a\": 1,\n  \"b\": [],\n  \"c\": [\n    1,\n    {\n      \"d\": \"e\"\n    }\n  ],\n  \"f\": {}\n}");
    CHECK(parseJson(indentedJson(value)).value() == value);
}

TEST_CASE("signDraft: what is signed anew says the algorithm and the kid of the new key", "[token]")
{
    const TokenDraft draft = draftOf(tokenOf(R"({"sub":"ada"})", R"({"alg":"RS256","kid":"old","typ":"at+jwt"})")).value();
    const SigningKey key = SigningKey::generate("P-256").value();
    const SigningKey named = SigningKey::fromSecret(Secret(QByteArray(32, 'k')));
    const Token token = decodeToken(signDraft(draft, "ES256", key).value());
    CHECK(toJson(*token.header) == R"({"alg":"ES256","typ":"at+jwt"})");
    CHECK(verifySignature(token, key).state == SignatureState::Valid);
    CHECK_FALSE(signDraft(draft, "RS256", key));
    CHECK(decodeToken(signDraft(draft, "HS256", named).value()).claimText("sub") == "ada");
    CHECK(withoutSignature(token) == token.text.first(token.text.lastIndexOf('.')));
    CHECK(withoutSignature(decodeToken("opaque")).isEmpty());
}

TEST_CASE("SigningKey: tells the algorithms that it serves, the usual one first", "[token]")
{
    const auto [type, first, count] = GENERATE(table<const char *, const char *, size_t>({
        {"RSA", "RS256", 6},
        {"P-256", "ES256", 1},
        {"P-521", "ES512", 1},
        {"secp256k1", "ES256K", 1},
        {"Ed25519", "EdDSA", 2},
        {"Ed448", "EdDSA", 2},
        {"oct", "HS256", 3},
    }));
    CAPTURE(type);
    const SigningKey key = SigningKey::generate(type).value();
    CHECK(key.isPrivate());
    REQUIRE(key.algorithms().size() == count);
    CHECK(key.algorithms().front() == first);
    CHECK(verifySignature(decodeToken(signToken("{}", "{}", first, key).value()), key).state == SignatureState::Valid);
}
