#include "catch.h"
#include "core/oauth/json_answer.h"
#include "core/oauth/token_response.h"
#include "mock_issuer.h"
#include "tests/core/token/made_token.h"

using namespace keyhole;

namespace {

const Instant kNow = FixedClock().moment;

OAuthResult<TokensRead> readAnswer(const QByteArray &body, const TokenExpected &expected = {}, int status = 200)
{
    return readTokenResponse(jsonResponse(status, body), expected, kNow);
}

bool doubts(const TokensRead &answer, const QByteArray &id)
{
    return std::any_of(answer.doubts.begin(), answer.doubts.end(),
                       [&](const OAuthFault &doubt) { return doubt.id == id && !doubt.error.remedy.isEmpty(); });
}

}

TEST_CASE("Token answer: tokens, kind, expiry and scope are read", "[oauth]")
{
    const auto read = readAnswer(
        R"({"access_token":"A","token_type":"bearer","expires_in":3600,"refresh_token":"R","id_token":"I","scope":"read write"})",
        {"token", "read"});
    REQUIRE(read);
    CHECK(read->tokens.access.reveal() == "A");
    CHECK(read->tokens.refresh.reveal() == "R");
    CHECK(read->tokens.id.reveal() == "I");
    CHECK(read->tokens.type == "Bearer");
    CHECK(read->tokens.expiry == kNow + Seconds(3600));
    CHECK(read->tokens.scope == "read write");
    CHECK(read->doubts.empty());
}

TEST_CASE("Token answer: a lie about expires_in costs no token and is told", "[oauth]")
{
    const auto [member, expiry] = GENERATE(table<const char *, std::optional<int>>({
        {R"(,"expires_in":"3600")", 3600},
        {R"(,"expires_in":-1)", std::nullopt},
        {R"(,"expires_in":99999999999999)", std::nullopt},
        {R"(,"expires_in":1e400)", std::nullopt},
        {R"(,"expires_in":9223372036854775808)", std::nullopt},
        {R"(,"expires_in":3599.5)", std::nullopt},
        {R"(,"expires_in":"soon")", std::nullopt},
        {R"(,"expires_in":true)", std::nullopt},
        {R"(,"expires_in":[3600])", std::nullopt},
        {R"(,"expires_in":null)", std::nullopt},
        {R"(,"expires_in":0)", 0},
        {"", std::nullopt},
    }));
    CAPTURE(member);
    const auto read = readAnswer(R"({"access_token":"A","token_type":"Bearer")" + QByteArray(member) + '}');
    REQUIRE(read);
    CHECK(read->tokens.access.reveal() == "A");
    CHECK(read->tokens.expiry == (expiry ? std::optional(kNow + Seconds(*expiry)) : std::nullopt));
    CHECK(doubts(*read, "token.expires-in"));
}

TEST_CASE("Token answer: a token that ends before expires_in says so is counted on no longer than itself", "[oauth]")
{
    const QByteArray token = compact(R"({"alg":"ES256"})", R"({"iat":1000,"exp":1300})");
    const auto [member, expiry, doubted] = GENERATE(table<const char *, int, bool>({
        {R"(,"expires_in":86400)", 300, true},
        {R"(,"expires_in":361)", 300, true},
        {R"(,"expires_in":300)", 300, false},
        {R"(,"expires_in":120)", 120, false},  // it was made a while ago
        {"", 300, false},
    }));
    CAPTURE(member);
    const auto read = readAnswer(R"({"access_token":")" + token + R"(","token_type":"Bearer")" + QByteArray(member) + '}');
    REQUIRE(read);
    CHECK(read->tokens.expiry == kNow + Seconds(expiry));
    CHECK(doubts(*read, "token.expiry-differs") == doubted);
}

TEST_CASE("Token answer: what a token says of its own life is left where it makes no sense", "[oauth]")
{
    const auto payload = GENERATE(as<const char *>{}, R"({"iat":1000,"exp":500})", R"({"iat":-99999999999,"exp":99999999999})",
                                  R"({"exp":500})", R"({"iat":0,"exp":999999999999})");
    CAPTURE(payload);
    const auto read
        = readAnswer(R"({"access_token":")" + compact(R"({"alg":"ES256"})", payload) + R"(","token_type":"Bearer","expires_in":60})");
    REQUIRE(read);
    CHECK(read->tokens.expiry == kNow + Seconds(60));
    CHECK_FALSE(doubts(*read, "token.expiry-differs"));
}

TEST_CASE("Token answer: a scope that was asked and not granted is told", "[oauth]")
{
    const auto read
        = readAnswer(R"({"access_token":"A","token_type":"Bearer","expires_in":60,"scope":"read"})", {"token", "read write admin"});
    REQUIRE(read);
    REQUIRE(doubts(*read, "token.scope-narrower"));
    CHECK(read->doubts.front().error.what.contains("write admin"));
    const auto silent = readAnswer(R"({"access_token":"A","token_type":"Bearer","expires_in":60})", {"token", "read"});
    CHECK(silent->tokens.scope == "read");
    CHECK(silent->doubts.empty());
}

TEST_CASE("Token answer: what is no token, or cannot be sent, is refused by name", "[oauth]")
{
    const auto [status, body, id] = GENERATE(table<int, const char *, const char *>({
        {200, R"({"token_type":"Bearer"})", "token.no-token"},
        {200, R"({"access_token":7,"token_type":"Bearer"})", "token.token-form"},
        {200, R"({"access_token":"","token_type":"Bearer"})", "token.token-form"},
        {200, R"({"access_token":"a\r\nX-Evil: 1","token_type":"Bearer"})", "token.token-form"},
        {200, R"({"access_token":"A","token_type":"mac"})", "token.type-unknown"},
        {200, R"({"access_token":"A","access_token":"B","token_type":"Bearer"})", "token.duplicate"},
        {200, R"({"error":"invalid_grant"})", "token.invalid_grant"},
        {400, R"({"error":"invalid_client"})", "token.invalid_client"},
        {400, R"({"error":"brand_new_code"})", "token.error"},
        {400, R"({"error":"not a\u0000code"})", "token.error-unreadable"},
        {400, R"({"message":"no"})", "token.error-unreadable"},
        {200, "<!DOCTYPE html><title>Log in</title>", "token.not-json"},
        {502, "<html>Bad gateway</html>", "token.not-json"},
        {503, "busy", "token.status"},
        {200, "", "token.empty"},
        {200, "access_token=A&token_type=bearer", "token.not-json"},
        {200, R"(["A"])", "token.not-object"},
        {302, "", "token.redirected"},
        {307, "", "token.redirected"},
    }));
    CAPTURE(status, body);
    const auto read = readAnswer(body, {}, status);
    REQUIRE_FALSE(read);
    CHECK(read.error().id == id);
    CHECK_FALSE(read.error().error.what.isEmpty());
    CHECK_FALSE(read.error().error.remedy.isEmpty());
}

TEST_CASE("Token answer: a byte order mark and another media type are told, and cost no token", "[oauth]")
{
    Response response = jsonResponse(200,
                                     "\xEF\xBB\xBF"
                                     R"({"access_token":"A","expires_in":60})");
    response.fields = {{"Content-Type", "text/html", {}}};
    const auto read = readTokenResponse(response, {}, kNow);
    REQUIRE(read);
    CHECK(doubts(*read, "token.byte-order-mark"));
    CHECK(doubts(*read, "token.media-type"));
    CHECK(doubts(*read, "token.type-missing"));
}

TEST_CASE("Token answer: a token that should be bound and is not is told", "[oauth]")
{
    const TokenExpected bound{"token", {}, true};
    CHECK(doubts(*readAnswer(R"({"access_token":"A","token_type":"Bearer","expires_in":60})", bound), "token.not-bound"));
    const auto read = readAnswer(R"({"access_token":"A","token_type":"dpop","expires_in":60})", bound);
    CHECK(read->tokens.type == "DPoP");
    CHECK(read->doubts.empty());
}

TEST_CASE("Token answer: what the server says is plain, visible and short", "[oauth]")
{
    const QByteArray html = "<b>click</b> \\u202E" + QByteArray(5000, 'x');
    const auto read = readAnswer(R"({"error":"invalid_scope","error_description":")" + html + "\"}", {}, 400);
    REQUIRE_FALSE(read);
    CHECK(read.error().serverSays.startsWith("<b>click</b> \\u{202E}"));
    CHECK(read.error().serverSays.size() <= 220);
    CHECK_FALSE(read.error().error.what.contains("click"));
}

TEST_CASE("Token answer: invalid_client beside a challenge tells what the server asks for", "[oauth]")
{
    const Response response = jsonResponse(401, R"({"error":"invalid_client"})", {{"WWW-Authenticate", "Basic realm=\"x\"", {}}});
    const auto read = readTokenResponse(response, {}, kNow);
    REQUIRE_FALSE(read);
    CHECK(read.error().error.remedy.contains("Authorization (Basic)"));
}
