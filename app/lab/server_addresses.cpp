#include "app/lab/addresses.h"

#include "app/lab/token_gate.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "The way there";

Answer withoutChallenge(const Site &, const Request &)
{
    return json(401, "{\"error\": \"unauthorized\"}");
}

/// An AWS load balancer that asks its own identity provider before anything gets through.
Answer loadBalancer(const Site &, const Request &)
{
    Answer answer = page(401,
                         "<html><head><title>401 Authorization Required</title></head><body>\n"
                         "<center><h1>401 Authorization Required</h1></center>\n</body></html>\n");
    answer.fields.append("Server", "awselb/2.0");
    return answer;
}

/// A mesh whose policy lets nobody through to this path.
Answer mesh(const Site &, const Request &)
{
    Answer answer{403, {{"Content-Type", "text/plain", {}}, {"Server", "istio-envoy", {}}}, "RBAC: access denied"};
    return answer;
}

Answer forbidden(const Site &site, const Request &request)
{
    const Answer answer = orders(site, request);
    return answer.status == 200 ? json(403, "{\"message\": \"Alice may read the orders and not delete them\"}") : answer;
}

Answer proxy(const Site &, const Request &)
{
    Answer answer = page(407, "<html><body><h1>The proxy wants to know who you are</h1></body></html>\n");
    answer.fields.append("Proxy-Authenticate", "Basic realm=\"office\"");
    return answer;
}

Answer toLoginPage(const Site &, const Request &)
{
    return redirect(302, "/server/sign-in?next=orders");
}

Answer loginPage(const Site &, const Request &)
{
    return page(200,
                "<!doctype html><title>Sign in</title><form method=\"post\"><input name=\"user\">"
                "<input type=\"password\" name=\"password\"><button>Sign in</button></form>\n");
}

Answer keyedOrders(const Site &, const Request &request)
{
    const bool known = request.fields.value("X-API-Key") == QByteArray("lab_8Qm2vT6yR4nX1zW9");
    return known ? json(200, "{\"orders\": []}") : json(401, "{\"message\": \"Invalid API key\"}");
}

Answer form(const Site &, const Request &request)
{
    return request.fields.contains("X-CSRF-TOKEN") ? json(200, "{}") : json(403, "{\"detail\": \"CSRF Failed: CSRF token missing.\"}");
}

/// The form brings a token of another session.
Answer formOfAnother(const Site &, const Request &)
{
    return json(403, "{\"detail\": \"CSRF Failed: CSRF token from the 'X-CSRFToken' HTTP header incorrect.\"}");
}

/// Whoever runs it wrote the address of the issuer's keys wrongly.
Answer withoutKeys(const Site &, const Request &)
{
    return challenge("Bearer error=\"invalid_token\"",
                     "An error occurred while attempting to decode the Jwt: Couldn't retrieve remote JWK set");
}

/// A gateway of AWS says so of every path that it does not have.
Answer nothingHere(const Site &, const Request &)
{
    Answer answer = json(403, "{\"message\":\"Missing Authentication Token\"}");
    answer.fields.append("x-amzn-ErrorType", "MissingAuthenticationTokenException");
    answer.fields.append("x-amzn-RequestId", "5c1d0c1e-7b0a-4d52-9f0e-2f6a1f9f8a11");
    return answer;
}

/// A hub of models gives 401 for what does not exist, so that nobody learns what is private.
Answer hidden(const Site &, const Request &)
{
    Answer answer = json(401, "{\"error\":\"Invalid username or password.\"}");
    answer.fields.append("X-Error-Message", "Invalid username or password.");
    return answer;
}

/// Wants a credential of everybody, a preflight included, which never brings one.
Answer preflight(const Site &site, const Request &request)
{
    return orders(site, request);
}

/// The keys of the try-out system are not known to the real one.
Answer livePayments(const Site &, const Request &)
{
    return json(401, "{\"message\": \"Unauthorized\"}");
}

/// Sent to people's browsers by mail servers once a session had its time.
Answer timedOut(const Site &, const Request &)
{
    return page(440, "<html><head><title>Login Time-out</title></head><body><h1>Your session had its time</h1></body></html>\n");
}

Answer graph(const Site &, const Request &)
{
    return json(200, "{\"data\": null, \"errors\": [{\"message\": \"Who asks?\", \"extensions\": {\"code\": \"UNAUTHENTICATED\"}}]}");
}

/// Knows Alice, says that she may not, and has but one number for both.
Answer roles(const Site &site, const Request &request)
{
    const Answer answer = orders(site, request);
    return answer.status == 200 ? json(401, "{\"message\": \"alice does not have the role that refunds need\"}") : answer;
}

Answer consent(const Site &, const Request &)
{
    return json(400, "{\"error\": \"invalid_grant\", \"error_description\": \"Client no longer has requested consent from user\"}");
}

Answer configuration(const Site &site, const Request &)
{
    return json(200,
                "{\"issuer\": \"" + site.here + "\", \"jwks_uri\": \"" + site.here + "/.well-known/jwks.json\", \"token_endpoint\": \""
                    + site.here + "/oauth/token/code\"}");
}

Answer keys(const Site &site, const Request &)
{
    return json(200, site.issuer.jwks());
}

void askWithSession(const Site &, RequestDraft &draft)
{
    draft.cookies.push_back({true, "sid", "6f1c2a9e4b7d8035", {}});
}

void askAsAlice(const Site &site, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret(site.issuer.sign(soundClaims(site)))};
}

void askToDelete(const Site &site, RequestDraft &draft)
{
    draft.method = "DELETE";
    askAsAlice(site, draft);
}

void askGraph(const Site &site, RequestDraft &draft)
{
    draft.method = "POST";
    askAsAlice(site, draft);
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{\"query\": \"{ me { name } }\"}";
}

void askToRefresh(const Site &, RequestDraft &draft)
{
    draft.method = "POST";
    type(draft, "Content-Type", "application/x-www-form-urlencoded");
    draft.body.kind = BodyKind::Text;
    draft.body.text = "grant_type=refresh_token&client_id=lab&refresh_token=rt-5d1c9a07e3";
}

void askForJson(const Site &, RequestDraft &draft)
{
    type(draft, "Accept", "application/json");
}

void askWithOldKey(const Site &, RequestDraft &draft)
{
    draft.auth.kind = AuthKind::ApiKey;
    draft.auth.secret = Secret("lab_1Ab7cD3eF9gH5iJ2");
}

void askWithTestKey(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "live.pay-lab.example");
    draft.auth.kind = AuthKind::ApiKey;
    draft.auth.secret = Secret("pay_test_1Ab7cD3eF9gH5iJ2");
}

/// As a browser does before a script's own request.
void askBeforehand(const Site &, RequestDraft &draft)
{
    draft.method = "OPTIONS";
    type(draft, "Origin", "http://page.example");
    type(draft, "Access-Control-Request-Method", "GET");
    type(draft, "Access-Control-Request-Headers", "authorization");
}

void askAtGateway(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "k3q9x1.execute-api.eu-west-1.amazonaws.com");
}

void askAtHub(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "huggingface.co");
}

void askToSend(const Site &site, RequestDraft &draft)
{
    askWithSession(site, draft);
    draft.method = "POST";
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{\"id\": 1041}";
}

void askWithToken(const Site &site, RequestDraft &draft)
{
    askToSend(site, draft);
    draft.cookies.push_back({true, "csrftoken", "hQ2mVx7Lc1Rb8Nz4", {}});
    type(draft, "X-CSRFToken", "tG9sKd3Wf6Jy0Pa5");
}

constexpr Address kAddresses[] = {
    {"/server/bare", &withoutChallenge, kFolder, "401 without a challenge", "server.challenge-missing", &askWithSession},
    {"/server/balancer", &loadBalancer, kFolder, "Load balancer asks first", "server.gateway", &askWithSession},
    {"/server/mesh", &mesh, kFolder, "Mesh lets nobody through", "status.forbidden", &askAsAlice},
    {"/server/forbidden", &forbidden, kFolder, "Known, and not allowed", "status.forbidden", &askToDelete},
    {"/server/proxy", &proxy, kFolder, "Proxy asks for a password", "status.proxy-authentication"},
    {"/server/page", &toLoginPage, kFolder, "Login page for an answer", "status.login-page", &askForJson},
    {"/server/sign-in", &loginPage},
    {"/server/key", &keyedOrders, kFolder, "Key that is not known", "apikey.invalid", &askWithOldKey},
    {"/server/form", &form, kFolder, "Form without its token", "csrf.missing", &askToSend},
    {"/server/form/other", &formOfAnother, kFolder, "Form with the token of another session", "csrf.mismatch", &askWithToken},
    {"/server/jwks", &withoutKeys, kFolder, "Server that cannot get the keys", "server.misconfigured", &askAsAlice},
    {"/server/nothing", &nothingHere, kFolder, "Path that the gateway does not have", "server.endpoint-wrong", &askAtGateway},
    {"/server/hidden", &hidden, kFolder, "Model that is private, or is none", "server.hidden-resource", &askAtHub},
    {"/server/preflight", &preflight, kFolder, "Preflight that wants a credential", "server.cors-preflight", &askBeforehand},
    {"/server/live", &livePayments, kFolder, "Test key at the live system", "apikey.environment-wrong", &askWithTestKey},
    {"/server/timeout", &timedOut, kFolder, "Session had its time", "status.session-timeout", &askWithSession},
    {"/server/graph", &graph, kFolder, "200 that refuses", "status.error-in-success", &askGraph},
    {"/server/roles", &roles, kFolder, "401 that means 403", "status.forbidden-as-401", &askAsAlice},
    {"/server/consent", &consent, kFolder, "Consent was taken back", "oauth.consent-withdrawn", &askToRefresh},
    {"/.well-known/openid-configuration", &configuration},
    {"/.well-known/jwks.json", &keys},
};

}

std::span<const Address> serverAddresses()
{
    return kAddresses;
}

}
