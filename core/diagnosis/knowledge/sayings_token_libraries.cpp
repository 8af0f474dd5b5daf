#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kNode = "github.com/auth0/node-jsonwebtoken README, Errors & Codes";
constexpr const char *kGo = "github.com/golang-jwt/jwt errors.go";
constexpr const char *kPython = "github.com/jpadilla/pyjwt jwt/api_jwt.py";
constexpr const char *kJose = "github.com/panva/jose src/lib/jwt_claims_set.ts";
constexpr const char *kNimbus = "github.com/spring-projects/spring-security NimbusJwtDecoder, JwtTimestampValidator";
constexpr const char *kIdentityModel = "github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet LogMessages.cs";
constexpr const char *kAspNet = "github.com/dotnet/aspnetcore JwtBearerHandler.CreateErrorDescription";
constexpr const char *kHaskell = "github.com/PostgREST/postgrest src/PostgREST/Auth; frasertweedale/hs-jose";
constexpr const char *kJjwt = "github.com/jwtk/jjwt DefaultJwtParser";
constexpr const char *kTymon = "github.com/tymondesigns/jwt-auth";
constexpr const char *kRuby = "github.com/jwt/ruby-jwt lib/jwt";

constexpr Saying kSayings[] = {
    {"jsonwebtoken", "jwt expired", Saying::Words, "token.expired", kCertain, kNode},
    {"jsonwebtoken", "jwt malformed", Saying::Words, "token.malformed", kCertain, kNode},
    {"jsonwebtoken", "jwt not active", Saying::Words, "token.not-yet-valid", kCertain, kNode},
    {"jsonwebtoken", "jwt must be provided", Saying::Words, "header.missing", kLikely, kNode},
    {"jsonwebtoken", "jwt audience invalid", Saying::Words, "token.audience-wrong", kCertain, kNode},
    {"jsonwebtoken", "jwt issuer invalid", Saying::Words, "token.issuer-wrong", kCertain, kNode},
    {"jsonwebtoken", "invalid signature", Saying::Words, "token.signature-invalid", kLikely, kNode},
    {"jsonwebtoken", "invalid algorithm", Saying::Words, "token.algorithm-rejected", kLikely, kNode},
    {"golang-jwt", "token is expired", Saying::Words, "token.expired", kCertain, kGo},
    {"golang-jwt", "token used before issued", Saying::Words, "token.issued-in-future", kCertain, kGo},
    {"golang-jwt", "token is not valid yet", Saying::Words, "token.not-yet-valid", kCertain, kGo},
    {"golang-jwt", "invalid number of segments", Saying::Words, "token.malformed", kCertain, kGo},
    {"golang-jwt", "token is malformed", Saying::Words, "token.malformed", kCertain, kGo},
    {"golang-jwt", "signature is invalid", Saying::Words, "token.signature-invalid", kCertain, kGo},
    {"golang-jwt", "token has invalid audience", Saying::Words, "token.audience-wrong", kCertain, kGo},
    {"golang-jwt", "token has invalid issuer", Saying::Words, "token.issuer-wrong", kCertain, kGo},
    {"golang-jwt", "unexpected signing method", Saying::Words, "token.algorithm-rejected", kCertain, kGo},
    {"PyJWT", "signature has expired", Saying::Words, "token.expired", kCertain, kPython},
    {"PyJWT", "not enough segments", Saying::Words, "token.malformed", kCertain, kPython},
    {"PyJWT", "the token is not yet valid (iat)", Saying::Words, "token.issued-in-future", kCertain, kPython},
    {"PyJWT", "the token is not yet valid (nbf)", Saying::Words, "token.not-yet-valid", kCertain, kPython},
    {"PyJWT", "signature verification failed", Saying::Words, "token.signature-invalid", kCertain, kPython},
    {"PyJWT", "audience doesn't match", Saying::Words, "token.audience-wrong", kCertain, kPython},
    {"jose", "\"exp\" claim timestamp check failed", Saying::Words, "token.expired", kCertain, kJose},
    {"jose", "\"nbf\" claim timestamp check failed", Saying::Words, "token.not-yet-valid", kCertain, kJose},
    {"jose", "\"iat\" claim timestamp check failed (it should be in the past)", Saying::Words, "token.issued-in-future", kCertain, kJose},
    {"jose", "unexpected \"aud\" claim value", Saying::Words, "token.audience-wrong", kCertain, kJose},
    {"jose", "unexpected \"iss\" claim value", Saying::Words, "token.issuer-wrong", kCertain, kJose},
    {"jose", "no applicable key found in the json web key set", Saying::Words, "token.key-unknown", kCertain, kJose},
    {"jose", "invalid compact jws", Saying::Words, "token.malformed", kLikely, kJose},
    {"Spring Security", "jwt expired at", Saying::Words, "token.expired", kCertain, kNimbus},
    {"Spring Security", "jwt used before", Saying::Words, "token.not-yet-valid", kCertain, kNimbus},
    {"Spring Security", "the iss claim is not valid", Saying::Words, "token.issuer-wrong", kCertain, kNimbus},
    {"Spring Security", "the aud claim is not valid", Saying::Words, "token.audience-wrong", kCertain, kNimbus},
    {"Spring Security", "another algorithm expected, or no matching key(s) found", Saying::Words, "token.key-unknown", kLikely, kNimbus},
    {"Spring Security", "signed jwt rejected: invalid signature", Saying::Words, "token.signature-invalid", kCertain, kNimbus},
    {"Spring Security", "missing dot delimiter", Saying::Words, "token.malformed", kCertain, kNimbus},
    {"Spring Security", "bearer token is malformed", Saying::Words, "token.malformed", kLikely, kNimbus},
    {"ASP.NET Core", "the token expired at", Saying::Words, "token.expired", kCertain, kAspNet},
    {"ASP.NET Core", "the token is not valid before", Saying::Words, "token.not-yet-valid", kCertain, kAspNet},
    {"ASP.NET Core", "the audience '", Saying::Words, "token.audience-wrong", kCertain, kAspNet},
    {"ASP.NET Core", "the issuer '", Saying::Words, "token.issuer-wrong", kCertain, kAspNet},
    {"ASP.NET Core", "the signature key was not found", Saying::Words, "token.key-unknown", kCertain, kAspNet},
    {"ASP.NET Core", "the signature is invalid", Saying::Words, "token.signature-invalid", kCertain, kAspNet},
    {"Microsoft.IdentityModel", "idx10223", Saying::Words, "token.expired", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10222", Saying::Words, "token.not-yet-valid", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10214", Saying::Words, "token.audience-wrong", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10205", Saying::Words, "token.issuer-wrong", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx12741", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx14100", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10511", Saying::Words, "token.signature-invalid", kCertain, kIdentityModel},
    {"PostgREST", "jwtissuedatfuture", Saying::Words, "token.issued-in-future", kCertain, kHaskell},
    {"PostgREST", "jwtexpired", Saying::Words, "token.expired", kCertain, kHaskell},
    {"PostgREST", "jwtnotyetvalid", Saying::Words, "token.not-yet-valid", kCertain, kHaskell},
    {"PostgREST", "jwtnotinaudience", Saying::Words, "token.audience-wrong", kCertain, kHaskell},
    {"PostgREST", "jwsinvalidsignature", Saying::Words, "token.signature-invalid", kCertain, kHaskell},
    {"JJWT", "jwt signature does not match locally computed signature", Saying::Words, "token.signature-invalid", kCertain, kJjwt},
    {"JJWT", "jwt strings must contain exactly 2 period characters", Saying::Words, "token.malformed", kCertain, kJjwt},
    {"jwt-auth", "token could not be parsed", Saying::Words, "token.malformed", kLikely, kTymon},
    {"jwt-auth", "wrong number of segments", Saying::Words, "token.malformed", kCertain, kTymon},
    {"jwt-auth", "token signature could not be verified", Saying::Words, "token.signature-invalid", kCertain, kTymon},
    {"jwt-auth", "the token has been blacklisted", Saying::Words, "token.revoked", kCertain, kTymon},
    {"ruby-jwt", "not enough or too many segments", Saying::Words, "token.malformed", kCertain, kRuby},
    {"ruby-jwt", "signature verification raised", Saying::Words, "token.signature-invalid", kCertain, kRuby},
    // Plain words that several libraries and many applications use.
    {"", "token has expired", Saying::Words, "token.expired", kLikely, "words of several libraries"},
    {"", "token expired", Saying::Words, "token.expired", kLikely, "words of several libraries"},
    {"", "access token expired", Saying::Words, "token.expired", kCertain, "words of several libraries"},
    {"", "token has been revoked", Saying::Words, "token.revoked", kCertain, "words of several libraries"},
    {"", "token was revoked", Saying::Words, "token.revoked", kCertain, "words of several libraries"},
    {"", "token is invalid or expired", Saying::Words, "token.expired", kPossible, "words of several libraries"},
    {"", "invalid audience", Saying::Words, "token.audience-wrong", kCertain, "words of several libraries"},
    {"", "invalid issuer", Saying::Words, "token.issuer-wrong", kCertain, "words of several libraries"},
    {"", "token has wrong type", Saying::Words, "token.type-wrong", kCertain,
     "github.com/jazzband/djangorestframework-simplejwt tokens.py"},
    {"", "only non-refresh tokens are allowed", Saying::Words, "token.type-wrong", kCertain, "github.com/vimalloc/flask-jwt-extended"},
    {"", "only access tokens are allowed", Saying::Words, "token.type-wrong", kCertain, "github.com/vimalloc/flask-jwt-extended"},
};

}

std::span<const Saying> tokenLibrarySayings()
{
    return kSayings;
}

}
