#include "app/lab/addresses.h"

#include "core/http/set_cookie.h"
#include "core/json/json.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "One after another";
constexpr const char *kFreshToken = "lab-7Yq2Lw8Rn1Vc7Jz4Hk0Xb6Dm3Ts9Fp";
constexpr const char *kOwn = "sid=3a0c5e91d7b2f846", *kOthers = "sid=e84b17f0c2d95a36";

bool sent(const Request &request, const QByteArray &cookie)
{
    const auto pairs = parseCookieField(request.fields.value("Cookie").value_or(QByteArray())).pairs;
    return std::any_of(pairs.begin(), pairs.end(), [&](const CookiePair &pair) { return pair.name + '=' + pair.value == cookie; });
}

Answer signedIn(const QByteArray &cookie)
{
    Answer answer = json(200, "{\"signed_in\": true}");
    answer.fields.append("Set-Cookie", cookie + "; Path=/");
    return answer;
}

Answer signInHere(const Site &, const Request &)
{
    return signedIn(kOwn);
}

Answer signInThere(const Site &, const Request &)
{
    return signedIn(kOthers);
}

Answer ownAccount(const Site &, const Request &request)
{
    return sent(request, kOwn) ? json(200, "{\"name\": \"Alice\"}") : json(401, "{\"message\": \"Unauthorized\"}");
}

/// The sessions were in the memory of a process that was started anew.
Answer forgotten(const Site &, const Request &)
{
    return json(401, "{\"error\": \"session_not_found\"}");
}

Answer forScripts(const Site &, const Request &request)
{
    Answer answer = sent(request, kOwn) ? json(200, "{\"name\": \"Alice\"}") : json(401, "{\"message\": \"You are not logged in\"}");
    answer.fields.append("Access-Control-Allow-Origin", request.fields.value("Origin").value_or(QByteArray()));
    answer.fields.append("Access-Control-Allow-Credentials", "true");
    return answer;
}

Answer trusted(const Site &site, const Request &request)
{
    const QByteArray origin = request.fields.value("Origin").value_or(site.here);
    return origin == site.here
        ? json(200, "{}")
        : json(403, "{\"detail\": \"CSRF Failed: Origin checking failed - this origin does not match any trusted origins.\"}");
}

Answer limit(const Site &, const Request &)
{
    Answer answer = json(401, "{\"message\": \"Unauthorized\"}");
    answer.fields.append("Retry-After", "120");
    answer.fields.append("RateLimit", "\"default\";r=0;t=120");
    return answer;
}

Answer freshToken(const Site &, const Request &)
{
    return json(200, "{\"access_token\": " + jsonString(kFreshToken) + ", \"token_type\": \"Bearer\"}");
}

Answer replica(const Site &, const Request &)
{
    return challenge("Bearer error=\"invalid_token\"", "Unauthorized");
}

constexpr const char *kPortHost = "ports-lab.example", *kForgottenHost = "restart-lab.example", *kScriptHost = "api.script-lab.example";
constexpr const char *kTrustHost = "trust-lab.example";

void askForOwn(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, kPortHost);
}

void askOtherPort(const Site &site, RequestDraft &draft)
{
    const QByteArray port = site.there.mid(site.there.lastIndexOf(':'));
    draft.address.replace(site.here, QByteArray("http://") + kPortHost + port);
    draft.transport.resolve.push_back(kPortHost + port + ":127.0.0.1");
}

void askWithForgotten(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, kForgottenHost);
    draft.cookies.push_back({true, "sid", "90d1b6a3f7c2e548", {}});
}

void askByScript(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, kScriptHost);
    type(draft, "Origin", "http://page.script-lab.example");
    type(draft, "Sec-Fetch-Site", "same-site");
    type(draft, "Sec-Fetch-Mode", "cors");
}

void askFromElsewhere(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, kTrustHost);
    draft.method = "POST";
    draft.body.kind = BodyKind::Json;
    draft.body.text = "{\"id\": 1041}";
    draft.cookies.push_back({true, "sid", "5b7e02c9d1a4f683", {}});
    type(draft, "Origin", "http://elsewhere.example");
}

void askAsOften(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret("lab-2Tq8Lw5Rn1Vc7Jz4Hk0Xb6Dm3Ts9Fp")};
}

void askForToken(const Site &, RequestDraft &draft)
{
    draft.method = "POST";
}

void askWithFreshToken(const Site &, RequestDraft &draft)
{
    draft.auth = {AuthKind::Bearer, {}, Secret(kFreshToken)};
}

constexpr Address kAddresses[] = {
    {"/story/sign-in", &signInHere, kFolder, "1. Sign in at this port", "", &askForOwn},
    {"/story/other/sign-in", &signInThere, kFolder, "2. Sign in at another port", "", &askOtherPort},
    {"/story/account", &ownAccount, kFolder, "3. Session of the other port", "cookie.overwritten", &askForOwn},
    {"/story/forgotten", &forgotten, kFolder, "Session that went with a restart", "cookie.session-invalid", &askWithForgotten},
    {"/story/script", &forScripts, kFolder, "Script without credentials", "cookie.credentials-omitted", &askByScript},
    {"/story/trusted", &trusted, kFolder, "Page that is not trusted", "csrf.origin-rejected", &askFromElsewhere},
    {"/story/limit", &limit, kFolder, "Too often within a minute", "server.rate-limited", &askAsOften},
    {"/story/token", &freshToken, kFolder, "1. Token of this moment", "", &askForToken},
    {"/story/replica", &replica, kFolder, "2. Server that does not know it yet", "token.not-propagated", &askWithFreshToken},
};

}

std::span<const Address> storyAddresses()
{
    return kAddresses;
}

}
