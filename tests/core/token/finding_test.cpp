#include "catch.h"
#include "core/token/finding.h"
#include "made_token.h"

using namespace keyhole;

namespace {

const QByteArray kToken = compact(R"({"alg":"HS256","typ":"JWT"})", R"({"sub":"ada","exp":1795242667})");

Request request(const QByteArray &url, const FieldList &fields = {}, const QByteArray &body = {})
{
    Request made;
    made.method = "POST";
    made.url = *Url::parse(url);
    made.fields = fields;
    made.body = body;
    return made;
}

std::vector<FoundToken> inField(const QByteArray &name, const QByteArray &value)
{
    return findTokens(request("https://api.example/", {{name, value, {}}})).tokens;
}

/// The only token there must be, which is the one that was put there.
FoundToken only(const std::vector<FoundToken> &found)
{
    REQUIRE(found.size() == 1);
    CHECK(found[0].token.claimText("sub") == "ada");
    return found[0];
}

QByteArray jsonBody(const QByteArray &value)
{
    return "{\"user\":{\"name\":\"Ada\",\"tokens\":[\"-\",\"" + value + "\"]}}";
}

}

TEST_CASE("findTokens: finds a token in every field that may carry one, with its place", "[token]")
{
    const auto [name, before, after] = GENERATE(table<const char *, const char *, const char *>({
        {"Authorization", "Bearer ", ""},
        {"authorization", "bearer   ", ""},
        {"Authorization", "", ""},
        {"Proxy-Authorization", "Bearer ", ""},
        {"X-Api-Key", "", ""},
        {"X-Amzn-Oidc-Data", "", ""},
        {"X-Forwarded-Access-Token", "Bearer ", ""},
        {"Sec-WebSocket-Protocol", "access_token, ", ""},
        {"Sec-WebSocket-Protocol", "bearer.", ", v1.chat"},
        {"X-Context", "user=7; jwt=", "; x"},
        {"X-Context", "{\"token\":\"", "\"}"},
    }));
    CAPTURE(name, before);
    const FoundToken found = only(inField(name, before + kToken + after));
    CHECK(found.where == QByteArray("request.headers.") + name);
    CHECK(found.token.text == kToken);
    CHECK(found.offset == qsizetype(qstrlen(before)));
    CHECK(found.length == kToken.size());
}

TEST_CASE("findTokens: an opaque text is a token behind a scheme of tokens, and nowhere else", "[token]")
{
    const auto found = inField("Authorization", "Bearer 3f9c1e77b2a94d01a6d2");
    REQUIRE(found.size() == 1);
    CHECK(found[0].token.form == TokenForm::Opaque);
    CHECK(inField("Authorization", "Digest username=\"ada\"").empty());
    CHECK(inField("X-Api-Key", "3f9c1e77b2a94d01a6d2").empty());
    CHECK(inField("Accept-Language", "eyJ-not-a-token").empty());
}

TEST_CASE("findTokens: a broken token in Authorization is taken whole, with what is wrong", "[token]")
{
    const auto found = inField("Authorization", "Bearer \"" + kToken + "\"");
    REQUIRE(found.size() == 1);
    CHECK(found[0].token.form == TokenForm::Broken);
    CHECK_FALSE(found[0].token.problems.empty());
}

TEST_CASE("findTokens: finds tokens in the address", "[token]")
{
    const auto inAddress = [](const QByteArray &url) { return only(findTokens(request(url)).tokens); };
    CHECK(inAddress("https://api.example/p?a=1&access_token=" + kToken).where == "request.query.access_token");
    CHECK(inAddress("https://api.example/p?a=1&access_token=" + kToken).offset == 26);  // where its pair begins
    CHECK(inAddress("https://api.example/magic/" + kToken + "/open").where == "request.url");
    CHECK(inAddress("https://api.example/magic/" + kToken + "/open").offset == 26);
    CHECK(inAddress("https://ada:" + kToken + "@api.example/").where == "request.url");
    const FoundToken fragment = inAddress("https://app.example/callback#id_token=" + kToken + "&state=1");
    CHECK(fragment.where == "request.url");
    CHECK(fragment.offset == 29);
    CHECK(fragment.wrapping.contains("in the parameter “id_token”"));
}

TEST_CASE("findTokens: finds tokens in forms, JSON and other bodies", "[token]")
{
    const FieldList form{{"Content-Type", "application/x-www-form-urlencoded", {}}};
    CHECK(only(findTokens(request("https://a.example/", form, "grant_type=x&assertion=" + kToken)).tokens).where
          == "request.body.assertion");
    const FoundToken json = only(findTokens(request("https://a.example/", {}, jsonBody(kToken))).tokens);
    CHECK(json.where == "request.body.user.tokens.1");
    CHECK(json.offset == jsonBody(kToken).indexOf(kToken));
    CHECK(only(findTokens(request("https://a.example/", {}, "<html><script>var t='" + kToken + "';</script>")).tokens).where
          == "request.body");
    CHECK(only(findTokens(request("https://a.example/", {}, "--b\r\nContent-Disposition: form-data; name=t\r\n\r\n" + kToken + "\r\n--b--"))
                   .tokens)
              .offset
          > 0);
}

TEST_CASE("findTokens: finds tokens in an answer", "[token]")
{
    Response response;
    const QByteArray set = "id=" + kToken + "; Path=/; HttpOnly";
    response.fields = {{"Set-Cookie", set, {}}};
    const FoundToken cookie = only(findTokens(response).tokens);
    CHECK(cookie.where == "response.headers.Set-Cookie");
    CHECK(cookie.offset == 3);
    CHECK(cookie.wrapping.contains("in the cookie “id”"));
    response.fields = {{"Location", "https://app.example/cb?code=1#access_token=" + kToken, {}}};
    const FoundToken location = only(findTokens(response).tokens);
    CHECK(location.where == "response.headers.Location");
    CHECK(location.wrapping.contains("in the parameter “access_token”"));
    response.fields = {};
    response.body = "{\"access_token\":\"" + kToken + "\",\"expires_in\":3600}";
    CHECK(only(findTokens(response).tokens).where == "response.body.access_token");
    response.body = "<p>" + kToken + "</p>";
    CHECK(only(findTokens(response).tokens).where == "response.body");
}

TEST_CASE("findTokens: joins a token that is split over several cookies", "[token]")
{
    const qsizetype half = kToken.size() / 2;
    const QByteArray first = kToken.left(half), rest = kToken.mid(half);
    const auto [cookies, where] = GENERATE_COPY(table<QByteArray, const char *>({
        {"a=1; next-auth.session-token.0=" + first + "; next-auth.session-token.1=" + rest, "request.cookies.next-auth.session-token.0"},
        {"session.1=" + rest + "; session.0=" + first, "request.cookies.session.0"},
        {"_oauth2_proxy_0=" + first + "; _oauth2_proxy_1=" + rest, "request.cookies._oauth2_proxy_0"},
        {".AspNetCore.Cookies=chunks-2; .AspNetCore.CookiesC1=" + first + "; .AspNetCore.CookiesC2=" + rest,
         "request.cookies..AspNetCore.CookiesC1"},
        {"AppServiceAuthSession=" + first + "; AppServiceAuthSession1=" + rest, "request.cookies.AppServiceAuthSession"},
    }));
    CAPTURE(cookies);
    const FoundToken found = only(inField("Cookie", cookies));
    CHECK(found.where == where);
    CHECK(found.token.form == TokenForm::Jws);
    CHECK(found.wrapping.contains("split over 2 cookies"));
}

TEST_CASE("findTokens: cookies whose numbers leave a gap are no split cookie", "[token]")
{
    const qsizetype half = kToken.size() / 2;
    for (const FoundToken &found : inField("Cookie", "s.0=" + kToken.left(half) + "; s.2=" + kToken.mid(half)))
        CHECK(found.token.form == TokenForm::Broken);
    CHECK(inField("Cookie", "token1=" + kToken + "; token2=" + kToken).size() == 2);
    CHECK(inField("Cookie", "token_0=" + kToken + "; token_1=" + kToken).size() == 2);
    CHECK(inField("Cookie", "token_0=" + kToken + "; token_1=7").size() == 1);
}

TEST_CASE("findTokens: undoes what a value is wrapped in, and tells it", "[token]")
{
    const QByteArray json = "{\"access_token\":\"" + kToken + "\"}";
    const auto [value, wrapping] = GENERATE_COPY(table<QByteArray, QStringList>({
        {'"' + kToken + '"', {"in quotation marks"}},
        {"%22" + kToken + "%22", {"in quotation marks"}},
        {QByteArray(kToken).replace('.', "%2E"), {"percent-encoded"}},
        {"Bearer%20" + kToken, {"behind the word Bearer"}},
        {kToken.toBase64(), {"in base64"}},
        {json.toBase64(), {"in base64"}},
        {("x" + json).toBase64(), {"in base64"}},
        {("xy" + json).toBase64(), {"in base64"}},
        {"base64-" + json.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals), {"in base64"}},
        {json.toBase64().toBase64(), {"in base64", "in base64"}},
        {json.toPercentEncoding(), {}},
        {"j%3A" + json.toPercentEncoding(), {}},
        {"s%3A" + kToken, {}},
    }));
    CAPTURE(value);
    const FoundToken found = only(inField("Cookie", "c=" + value));
    CHECK(found.where == "request.cookies.c");
    CHECK(found.token.form == TokenForm::Jws);
    CHECK(found.wrapping == wrapping);
}

TEST_CASE("findTokens: finds the token of a Kubernetes WebSocket, and the one in the password of Basic", "[token]")
{
    const auto protocol
        = inField("Sec-WebSocket-Protocol", "base64url.bearer.authorization.k8s.io." + encodeBase64Url(kToken) + ", base64.binary.k8s.io");
    CHECK(only(protocol).wrapping == QStringList{"in base64"});
    CHECK(only(inField("Authorization", "Basic " + ("oauth2:" + kToken).toBase64())).wrapping == QStringList{"in base64"});
}

TEST_CASE("findTokens: finds a token in a claim of another one, behind it", "[token]")
{
    const QByteArray outer = compact(R"({"alg":"HS256"})", "{\"act\":{\"id_token\":\"" + kToken + "\"}}");
    const auto found = inField("X-Session", outer);
    REQUIRE(found.size() == 2);
    CHECK(found[0].token.text == outer);
    CHECK(found[1].token.text == kToken);
    CHECK(found[1].wrapping == QStringList{"in the claim “id_token”"});
    const QByteArray nested = compact(R"({"alg":"HS256","cty":"JWT"})", kToken);
    const auto whole = inField("X-Session", nested);
    REQUIRE(whole.size() == 2);
    CHECK(whole[1].wrapping == QStringList{"as the payload of a token"});
}

TEST_CASE("findTokens: finds each of several tokens in a pasted text", "[token]")
{
    const QByteArray other = compact(R"({"alg":"HS256"})", R"({"sub":"bob"})");
    const auto found
        = findTokens("First " + kToken + ".\nSecond: \"" + other + "\", and v4.public." + encodeBase64Url(QByteArray(80, 'x')) + "\n")
              .tokens;
    REQUIRE(found.size() == 3);
    CHECK(found[0].token.text == kToken);
    CHECK(found[0].where == "text");
    CHECK(found[0].offset == 6);
    CHECK(found[1].token.claimText("sub") == "bob");
    CHECK(found[2].token.text.startsWith("v4.public."));
}

TEST_CASE("findTokens: takes no JSON in base64, and no word, for a token", "[token]")
{
    const auto text = GENERATE(as<QByteArray>(), "eyJ1c2VyIjoxfQ", "keyJhbGciOiJIUzI1NiJ9.e30.c2ln",
                               "eyJpdiI6IkFCQyIsInZhbHVlIjoiREVGIiwibWFjIjoiMTIzIn0%3D", "v2.1.public.html", "see v4.public.", "eyJ");
    CAPTURE(text);
    CHECK(findTokens(text).tokens.empty());
    CHECK(inField("Cookie", "c=" + text).empty());
}

TEST_CASE("findTokens: searches the first megabyte of a body, and says so", "[token]")
{
    const QByteArray far = QByteArray(1 << 20, ' ') + kToken;
    const TokensFound found = findTokens(request("https://a.example/", {}, far));
    CHECK(found.tokens.empty());
    REQUIRE(found.notSearched.size() == 1);
    CHECK(found.notSearched[0].contains("first megabyte"));
    CHECK(findTokens(request("https://a.example/", {}, kToken)).notSearched.isEmpty());
}

TEST_CASE("findTokens: where a token does not say what it is, the name tells that it stands under", "[token]")
{
    const QByteArray encrypted = encodeBase64Url(R"({"alg":"dir","enc":"A256GCM"})") + "..AAAA.BBBB.CCCC";
    const auto [name, kind] = GENERATE(table<const char *, TokenKind>({
        {"id_token", TokenKind::Id},
        {"refresh_token", TokenKind::Refresh},
        {"__Secure-next-auth.session-token", TokenKind::Session},
        {"c", TokenKind::Unknown},
    }));
    const auto found = inField("Cookie", QByteArray(name) + '=' + encrypted);
    REQUIRE(found.size() == 1);
    CHECK(found[0].token.kind == kind);
    CHECK(inField("DPoP", encrypted)[0].token.kind == TokenKind::DpopProof);
    CHECK(inField("id_token", compact(R"({"alg":"HS256"})", R"({"token_use":"access"})"))[0].token.kind == TokenKind::Access);
}
