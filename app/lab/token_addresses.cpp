#include "app/lab/addresses.h"

#include "app/lab/token_gate.h"
#include "core/token/base64url.h"

namespace keyhole::lab {

namespace {

constexpr const char *kFolder = "The token";

QByteArray inSeconds(const Site &site, Seconds from)
{
    return QByteArray::number((std::chrono::floor<Seconds>(site.now) + from).time_since_epoch().count());
}

void bring(RequestDraft &draft, const QByteArray &token)
{
    draft.auth = {AuthKind::Bearer, {}, Secret(token)};
}

void bringSigned(const Site &site, RequestDraft &draft, const Claims &others, QByteArrayView algorithm = "RS256")
{
    bring(draft, site.issuer.sign(with(soundClaims(site), others), algorithm));
}

Answer guarded(const Site &site, const Request &request)
{
    return orders(site, request);
}

Answer guardedForWriting(const Site &site, const Request &request)
{
    return orders(site, request, {.scope = "orders:write"});
}

/// Takes tokens of one tenant; the others are sound, and not for it.
Answer guardedForTenant(const Site &site, const Request &request)
{
    const Answer answer = orders(site, request);
    return answer.status != 200
        ? answer
        : challenge("Bearer realm=\"orders\", error=\"invalid_token\", error_description=\"The tenant claim is not valid\"",
                    "The tenant claim is not valid");
}

/// Sound tokens, for no longer than ten minutes.
Answer guardedForMinutes(const Site &site, const Request &request)
{
    const Answer answer = orders(site, request);
    return answer.status != 200
        ? answer
        : challenge("Bearer realm=\"orders\", error=\"invalid_token\", error_description=\"token exceeds maximum allowed expiration\"",
                    "token exceeds maximum allowed expiration");
}

/// Wants to know the tenant.
Answer guardedByTenant(const Site &site, const Request &request)
{
    const Answer answer = orders(site, request);
    return answer.status != 200
        ? answer
        : challenge("Bearer realm=\"orders\", error=\"invalid_token\", error_description=\"Missing required claim: tenant\"",
                    "Missing required claim: tenant");
}

Answer withdrawn(const Site &site, const Request &request)
{
    return orders(site, request, {.isWithdrawn = true});
}

Answer withdrawnInSilence(const Site &site, const Request &request)
{
    return orders(site, request, {.saysWhy = false, .isWithdrawn = true});
}

Answer guardedTwice(const Site &site, const Request &request)
{
    return orders(site, request, {.needsSecondFactor = true});
}

void askCut(const Site &site, RequestDraft &draft)
{
    const QByteArray token = site.issuer.sign(soundClaims(site));
    bring(draft, token.first(token.lastIndexOf('.') - 20));
}

void askExpired(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"iat", inSeconds(site, std::chrono::hours(-4))}, {"exp", inSeconds(site, std::chrono::hours(-3))}});
}

void askExpiredByHmac(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"exp", inSeconds(site, std::chrono::days(-26))}}, "HS256");
}

void askTooEarly(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"nbf", inSeconds(site, std::chrono::hours(2))}}, "ES256");
}

void askIssuedAhead(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"iat", inSeconds(site, std::chrono::hours(24))}, {"exp", inSeconds(site, std::chrono::hours(48))}});
}

void askMilliseconds(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"nbf", inSeconds(site, std::chrono::minutes(-5)) + "000"}});
}

void askOtherAudience(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"aud", "\"invoices\""}});
}

void askIdToken(const Site &site, RequestDraft &draft)
{
    const Claims claims = with(soundClaims(site), {{"nonce", "\"n-0S6_WzA2Mj\""}, {"at_hash", "\"MTIzNDU2Nzg5MDEyMzQ1Ng\""}});
    bring(draft, site.issuer.sign(claims, "RS256", "JWT"));
}

void askRefreshToken(const Site &site, RequestDraft &draft)
{
    bring(draft, site.issuer.sign(with(soundClaims(site), {{"typ", "\"Refresh\""}}), "RS256", "JWT"));
}

void askNarrow(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {});
}

void askForged(const Site &site, RequestDraft &draft)
{
    bring(draft, site.issuer.forge(soundClaims(site)));
}

void askUnknownKey(const Site &site, RequestDraft &draft)
{
    bring(draft, site.issuer.signAs(soundClaims(site), "lab-2019"));
}

void askOtherIssuer(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"iss", "\"https://login.example\""}});
}

void askOtherTenant(const Site &site, RequestDraft &draft)
{
    bringSigned(site, draft, {{"tenant", "\"south\""}});
}

void askWithStagingToken(const Site &site, RequestDraft &draft)
{
    askAt(site, draft, "api.shop.example");
    bringSigned(site, draft, {{"iss", "\"https://login.staging.shop.example\""}});
}

/// Five parts, of which only the audience can read the fourth.
void askEncrypted(const Site &, RequestDraft &draft)
{
    const QByteArray header = encodeBase64Url("{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"typ\":\"JWT\"}");
    bring(draft,
          header + '.' + encodeBase64Url(QByteArray(256, 'k')) + '.' + encodeBase64Url(QByteArray(12, 'v')) + '.'
              + encodeBase64Url(QByteArray(180, 'c')) + '.' + encodeBase64Url(QByteArray(16, 't')));
}

/// Made by the sender, who took local time for UTC.
void askInLocalTime(const Site &site, RequestDraft &draft)
{
    const Claims claims{{"iss", "\"shop-client\""},
                        {"sub", "\"shop-client\""},
                        {"aud", "\"orders\""},
                        {"iat", inSeconds(site, std::chrono::hours(2))},
                        {"exp", inSeconds(site, std::chrono::hours(2) + std::chrono::minutes(5))}};
    bring(draft, site.issuer.sign(claims, "ES256", "JWT"));
}

void askUnsigned(const Site &site, RequestDraft &draft)
{
    const QByteArray token = site.issuer.sign(soundClaims(site));
    const qsizetype header = token.indexOf('.');
    bring(draft, encodeBase64Url("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + token.sliced(header, token.lastIndexOf('.') - header + 1));
}

constexpr Address kAddresses[] = {
    {"/token/expired", &guarded, kFolder, "Expired token", "token.expired", &askExpired},
    {"/token/expired/hmac", &guarded, kFolder, "Expired weeks ago, HS256", "token.expired", &askExpiredByHmac},
    {"/token/early", &guarded, kFolder, "Token of two hours from now", "token.not-yet-valid", &askTooEarly},
    {"/token/ahead", &guarded, kFolder, "Issued tomorrow", "token.issued-in-future", &askIssuedAhead},
    {"/token/milliseconds", &guarded, kFolder, "Time in milliseconds", "token.timestamp-unit", &askMilliseconds},
    {"/token/cut", &guarded, kFolder, "Token cut short", "token.malformed", &askCut},
    {"/token/audience", &guarded, kFolder, "Token for another API", "token.audience-wrong", &askOtherAudience},
    {"/token/id", &guarded, kFolder, "ID token sent to an API", "token.type-wrong", &askIdToken},
    {"/token/refresh", &guarded, kFolder, "Refresh token sent to an API", "token.type-wrong", &askRefreshToken},
    {"/token/scope", &guardedForWriting, kFolder, "Scope missing", "token.scope-missing", &askNarrow},
    {"/token/forged", &guarded, kFolder, "Signed by another key", "token.signature-invalid", &askForged},
    {"/token/key", &guarded, kFolder, "Key that is not published", "token.key-unknown", &askUnknownKey},
    {"/token/issuer", &guarded, kFolder, "Token of another issuer", "token.issuer-wrong", &askOtherIssuer},
    {"/token/tenant", &guardedForTenant, kFolder, "Token of another tenant", "token.claim-rejected", &askOtherTenant},
    {"/token/staging", &guarded, kFolder, "Token of the staging system", "token.environment-wrong", &askWithStagingToken},
    {"/token/unsigned", &guarded, kFolder, "Token without a signature", "token.algorithm-rejected", &askUnsigned},
    {"/token/long", &guardedForMinutes, kFolder, "Token for longer than is allowed", "token.lifetime-too-long", &askNarrow},
    {"/token/claim", &guardedByTenant, kFolder, "Token that names no tenant", "token.claim-missing", &askNarrow},
    {"/token/encrypted", &guarded, kFolder, "Token that the API cannot read", "token.encrypted", &askEncrypted},
    {"/token/local-time", &guarded, kFolder, "Local time taken for UTC", "clock.timezone", &askInLocalTime},
    {"/token/withdrawn", &withdrawn, kFolder, "Token withdrawn", "token.revoked", &askNarrow},
    {"/token/factor", &guardedTwice, kFolder, "Second factor asked for", "account.second-factor", &askNarrow},
    {"/token/silent", &withdrawnInSilence, kFolder, "Refused without a reason", "token.rejected", &askNarrow},
};

}

std::span<const Address> tokenAddresses()
{
    return kAddresses;
}

}
