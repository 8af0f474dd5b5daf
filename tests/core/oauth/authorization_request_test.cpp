#include "catch.h"
#include "core/oauth/authorization_request.h"
#include "mock_issuer.h"

using namespace keyhole;

TEST_CASE("Authorization request: all that was asked, behind the query that the endpoint has", "[oauth]")
{
    AuthorizationRequest request{"desk & co", "http://127.0.0.1:1/cb", "openid read"};
    request.resources = {"https://a.example/", "https://b.example/"};
    request.state = "st";
    request.nonce = "no";
    request.challenge = "ch";
    request.further = {{"prompt", "consent"}};
    const QByteArray address
        = authorizationAddress(*Url::parse("https://login.example/auth?tenant=7"), authorizationParameters(request)).toString();
    CHECK(address
          == "https://login.example/auth?tenant=7&response_type=code&client_id=desk+%26+co&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fcb"
             "&state=st&code_challenge=ch&code_challenge_method=S256&scope=openid+read&nonce=no&resource=https%3A%2F%2Fa.example%2F"
             "&resource=https%3A%2F%2Fb.example%2F&prompt=consent");
}

TEST_CASE("Authorization answer: the code, when state and issuer fit", "[oauth]")
{
    const AuthorizationExpected expected{"st", "https://login.example", true};
    const auto code = readAuthorizationAnswer("code=c%2Fd&state=st&iss=https%3A%2F%2Flogin.example", expected);
    REQUIRE(code);
    CHECK(code->reveal() == "c/d");
    CHECK(readAuthorizationAnswer("code=c&state=st", {"st", "https://login.example", false}));
}

TEST_CASE("Authorization answer: what does not belong to this sign-in is refused, by name", "[oauth]")
{
    const auto [query, id] = GENERATE(table<const char *, const char *>({
        {"", "redirect.state-missing"},
        {"code=c", "redirect.state-missing"},
        {"code=c&state=", "redirect.state-wrong"},
        {"code=c&state=ST&iss=https://login.example", "redirect.state-wrong"},
        {"code=c&state=st&state=st&iss=https://login.example", "redirect.state-repeated"},
        {"code=c&code=d&state=st&iss=https://login.example", "redirect.code-repeated"},
        {"code=c&state=st&iss=https://login.example&iss=https://evil.example", "redirect.iss-repeated"},
        {"code=c&state=st", "redirect.iss-missing"},
        {"code=c&state=st&iss=https://evil.example", "redirect.iss-wrong"},
        {"code=c&state=st&iss=https://login.example/", "redirect.iss-wrong"},
        {"state=st&iss=https://login.example", "redirect.code-missing"},
        {"code=&state=st&iss=https://login.example", "redirect.code-missing"},
        {"error=access_denied&state=st&iss=https://login.example", "redirect.access_denied"},
        {"error=access_denied&state=other", "redirect.state-wrong"},
        {"error=access_denied&state=st", "redirect.iss-missing"},
    }));
    CAPTURE(query);
    const auto code = readAuthorizationAnswer(query, {"st", "https://login.example", true});
    REQUIRE_FALSE(code);
    CHECK(code.error().id == id);
    CHECK_FALSE(code.error().error.remedy.isEmpty());
}
