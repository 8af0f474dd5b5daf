#include "signing_in.h"

#include "core/http/date.h"

using namespace keyhole;

// A hostile browser, network and server. SigningIn::run() checks each time that no secret is told or went to another origin.

TEST_CASE("Sign-in faults: an answer of another sign-in ends it, and no code is sent", "[oauth][faults]")
{
    const auto [from, to, id] = GENERATE(table<const char *, const char *, const char *>({
        {"state=", "state=x", "redirect.state-wrong"},
        {"&state=", "&other=", "redirect.state-missing"},
        {"?code=", "?state=a&code=", "redirect.state-repeated"},
        {"&iss=https%3A%2F%2Flogin", "&iss=https%3A%2F%2Fevil", "redirect.iss-wrong"},
        {"&iss=", "&other=", "redirect.iss-missing"},
        {"?code=", "?code=mine&code=", "redirect.code-repeated"},
        {"?code=", "?no=", "redirect.code-missing"},
        {"?code=", "?error=access_denied&no=", "redirect.access_denied"},
    }));
    CAPTURE(from, to);
    SigningIn at;
    at.browser = [&](const QByteArray &address) {
        QByteArray back = at.issuer.signIn(address);
        return back.replace(back.indexOf(from), qstrlen(from), to);
    };
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == id);
    CHECK_FALSE(result.error().error.remedy.isEmpty());
    CHECK(at.web.count("/token") == 0);
    CHECK(at.steps.back().state == SignInStep::State::Failed);
}

TEST_CASE("Sign-in faults: strangers at the redirect address change nothing", "[oauth][faults]")
{
    SigningIn at;
    std::vector<QByteArray> got;
    at.browser = [&](const QByteArray &address) {
        const Url back = *Url::parse(inForm(*Url::parse(address)->query, "redirect_uri"));
        const auto port = quint16(back.effectivePort());
        const QByteArray host = "Host: " + back.hostField() + "\r\n\r\n", to = back.path + "?code=evil&state=evil HTTP/1.1\r\n";
        got = {sendRaw(port, "GET /" + to + host), sendRaw(port, "GET " + to + "Host: evil.example\r\n\r\n"),
               sendRaw(port, "POST " + to + host), sendRaw(port, "GET " + back.path + "?code=" + QByteArray(1 << 20, 'x'))};
        return at.issuer.signIn(address);
    };
    REQUIRE(at.run());
    REQUIRE(got.size() == 4);
    CHECK(got[0].startsWith("HTTP/1.1 404"));
    CHECK(got[1].startsWith("HTTP/1.1 421"));
    CHECK(got[2].startsWith("HTTP/1.1 405"));
    CHECK_FALSE(at.web.sentTo(at.issuer.issuer).contains("evil"));
}

TEST_CASE("Sign-in faults: a second hit finds nobody, and the code is sent once", "[oauth][faults]")
{
    SigningIn at;
    at.web.late = true;
    QByteArray second;
    at.browser = [&](const QByteArray &address) {
        const QByteArray back = at.issuer.signIn(address);
        visit(back);
        second = visit(back);
        return QByteArray();
    };
    REQUIRE(at.run());
    CHECK(second == "(refused)");
    CHECK(at.web.count("/token") == 1);
}

TEST_CASE("Sign-in faults: a code of another server goes to nobody", "[oauth][faults]")
{
    SigningIn at;
    MockIssuer evil("https://evil.example");
    at.web.issuers.push_back(&evil);
    at.browser = [&](const QByteArray &address) { return evil.signIn(address); };
    const auto result = at.run();
    CHECK(result.error().id == "redirect.iss-wrong");
    CHECK(result.error().error.what.contains("https://evil.example"));
    CHECK(result.error().error.what.contains("https://login.example"));
    CHECK(at.web.count("/token") == 0);
}

TEST_CASE("Sign-in faults: a server in the place of another cannot get its codes", "[oauth][faults]")
{
    SigningIn at;
    MockIssuer evil("https://evil.example");
    at.web.issuers.push_back(&evil);
    evil.metadata.replace(R"("issuer":"https://evil.example")", R"("issuer":"https://login.example")");
    at.settings.oauth.issuer = evil.issuer;
    CHECK(at.run().error().id == "discovery.issuer");
    CHECK(at.opened.isEmpty());
    // The other way round: honest by name, but its code was made by the other, without iss.
    at.settings.oauth.issuer = at.issuer.issuer;
    at.issuer.metadata.replace("_iss_parameter_supported\":true", "_iss_parameter_supported\":false");
    evil.sendsIss = false;
    at.browser = [&](const QByteArray &address) { return evil.signIn(address); };
    CHECK(at.run().error().id == "token.invalid_grant");
    CHECK_FALSE(at.web.sentTo("https://evil.example").contains("code-"));
}

TEST_CASE("Sign-in faults: markup in an error of the server stays text, and is cut", "[oauth][faults]")
{
    SigningIn at;
    at.browser = [&](const QByteArray &address) {
        const QByteArray query = *Url::parse(address)->query;
        return inForm(query, "redirect_uri") + "?error=server_error&state=" + inForm(query, "state") + "&iss=https%3A%2F%2Flogin.example"
            + "&error_description=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%E2%80%AE" + QByteArray(3000, 'y');
    };
    const auto result = at.run();
    CHECK(result.error().id == "redirect.server_error");
    CHECK(result.error().serverSays.startsWith("<img src=x onerror=alert(1)>\\u{202E}yyy"));
    CHECK(result.error().serverSays.size() < 220);
    CHECK_FALSE(at.page.contains("img"));
}

TEST_CASE("Sign-in faults: metadata that are of somebody else or lead over http open no browser", "[oauth][faults]")
{
    const auto [from, to, id] = GENERATE(table<const char *, const char *, const char *>({
        {R"("issuer":"https://login.example")", R"("issuer":"https://evil.example")", "discovery.issuer"},
        {R"("https://login.example/token")", R"("http://login.example/token")", "endpoint.not-https"},
        {R"("https://login.example/authorize")", R"("http://login.example/authorize")", "endpoint.not-https"},
        {R"(["S256"])", R"(["plain"])", "pkce.plain"},
        {R"("token_endpoint")", R"("tokens")", "endpoint.missing"},
    }));
    CAPTURE(to);
    SigningIn at;
    at.issuer.metadata.replace(from, to);
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == id);
    CHECK(at.opened.isEmpty());
    CHECK(at.web.count("/token") == 0);
}

TEST_CASE("Sign-in faults: a server that is found at neither address says so", "[oauth][faults]")
{
    SigningIn at;
    at.issuer.instead = [](const Request &) { return jsonResponse(404, "<html>"); };
    CHECK(at.run().error().id == "discovery.none");
    CHECK(at.web.sent.size() == 2);
    at.settings.oauth.issuer = "https://nobody.example";
    CHECK(at.run().error().id == "discovery.no-answer");
}

TEST_CASE("Sign-in faults: a token endpoint that does not give tokens is told by how", "[oauth][faults]")
{
    const auto [status, body, id] = GENERATE(table<int, const char *, const char *>({
        {307, "", "token.redirected"},
        {200, "<html><form>Log in</form>", "token.not-json"},
        {200, R"({"error":"invalid_grant","error_description":"used"})", "token.invalid_grant"},
        {401, R"({"error":"invalid_client"})", "token.invalid_client"},
        {500, "", "token.status"},
    }));
    CAPTURE(status, body);
    SigningIn at;
    MockIssuer evil("https://evil.example");
    at.web.issuers.push_back(&evil);
    at.issuer.instead = [&, s = status, b = QByteArray(body)](const Request &request) -> std::optional<Response> {
        if (!request.url.path.endsWith("/token"))
            return std::nullopt;
        return jsonResponse(s, b, {{"Location", "https://evil.example/token", {}}, {"WWW-Authenticate", "Basic realm=\"c\"", {}}});
    };
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == id);
    CHECK_FALSE(result.error().error.remedy.isEmpty());
    CHECK(at.web.sentTo("https://evil.example").isEmpty());
    CHECK(at.steps.back().exchange->last().response->status == status);
    CHECK(at.web.count("/token") == 1);
}

TEST_CASE("Sign-in faults: a server that does not answer in time is told, with its limit", "[oauth][faults]")
{
    SigningIn at;
    at.web.slow = true;
    const auto result = at.run();
    CHECK(result.error().id == "discovery.slow");
    CHECK(result.error().error.what.contains("30 s"));
}

TEST_CASE("Sign-in faults: an ID token of another sign-in, client or issuer is not taken", "[oauth][faults]")
{
    const auto [claim, value, id] = GENERATE(table<const char *, const char *, const char *>({
        {"nonce", R"("other")", "id-token.nonce"},
        {"nonce", "", "id-token.nonce"},
        {"aud", R"("other")", "id-token.audience"},
        {"iss", R"("https://evil.example")", "id-token.issuer"},
        {"exp", "1000", "id-token.expired"},
    }));
    CAPTURE(claim, value);
    SigningIn at;
    at.issuer.idClaims[claim] = value;
    CHECK(at.run().error().id == id);
}

TEST_CASE("Sign-in faults: a code that is used a second time is refused by the server and told", "[oauth][faults]")
{
    SigningIn at;
    bool stolen = false;
    at.issuer.instead = [&](const Request &request) -> std::optional<Response> {
        if (request.url.path.endsWith("/token") && !std::exchange(stolen, true))
            at.issuer.answer(request);  // somebody else is quicker
        return std::nullopt;
    };
    const auto result = at.run();
    CHECK(result.error().id == "token.invalid_grant");
    CHECK(result.error().serverSays == "the code is used up");
    CHECK(result.error().error.remedy.contains("Sign in again"));
}

TEST_CASE("Sign-in faults: a clock that is off refuses nobody, and is told", "[oauth][faults]")
{
    SigningIn at;
    const Instant server = at.clock.moment + Seconds(840);
    at.issuer.idTime = std::chrono::duration_cast<Seconds>(server.time_since_epoch());
    at.issuer.instead = [&](const Request &request) -> std::optional<Response> {
        if (!request.url.path.endsWith("/token"))
            return std::nullopt;
        const auto lie = std::exchange(at.issuer.instead, nullptr);
        Response response = at.issuer.answer(request);
        response.fields.append("Date", formatHttpDate(server));
        return response;
    };
    const auto result = at.run();
    REQUIRE(result);
    REQUIRE_FALSE(result->doubts.empty());
    CHECK(result->doubts.back().id == "id-token.clock");
    CHECK(result->tokens.expiry == at.clock.moment + Seconds(3600));
    // The same token from a server whose own Date does not explain it.
    CHECK(at.run().error().id == "id-token.future");
}

TEST_CASE("Sign-in faults: a browser that never comes back ends it after its time, with what came instead", "[oauth][faults]")
{
    SigningIn at;
    at.settings.redirect.limit = std::chrono::milliseconds(200);
    at.browser = [&](const QByteArray &address) {
        const Url back = *Url::parse(inForm(*Url::parse(address)->query, "redirect_uri"));
        return "http://" + back.hostField() + "/elsewhere?code=c";
    };
    const auto result = at.run();
    CHECK(result.error().id == "redirect.timed-out");
    CHECK(result.error().error.what.contains("another path (/elsewhere)"));
    CHECK(at.web.count("/token") == 0);
}

TEST_CASE("Sign-in faults: one that is cancelled stops listening and tells it once", "[oauth][faults]")
{
    SigningIn at;
    SignIn signIn(at.web, at.clock, at.settings);
    int finished = 0;
    QByteArray redirect;
    QObject::connect(&signIn, &SignIn::finished, [&] { ++finished; });
    QObject::connect(&signIn, &SignIn::browserWanted, [&](const QByteArray &, const QByteArray &back) { redirect = back; });
    signIn.start();
    REQUIRE(becomesTrue([&] { return !redirect.isEmpty(); }));
    signIn.cancel();
    signIn.cancel();
    CHECK(finished == 1);
    CHECK(signIn.isOver());
    CHECK(visit(redirect) == "(refused)");
}

TEST_CASE("Authorization request: a further parameter that would stand in for one of the sign-in's own stops it", "[oauth][faults]")
{
    const QByteArray name = GENERATE("redirect_uri", "state", "nonce", "client_id", "response_type", "code_challenge",
                                     "code_challenge_method", "scope", "dpop_jkt", "request", "request_uri", "client_secret");
    CAPTURE(name);
    SigningIn at;
    at.settings.further = {{"prompt", "login"}, {name, "https://elsewhere.example/"}};
    const auto result = at.run();
    REQUIRE_FALSE(result);
    CHECK(result.error().id == "authorization.parameter");
    CHECK(result.error().error.what.contains(QString::fromUtf8(name)));
    CHECK(at.opened.isEmpty());
}
