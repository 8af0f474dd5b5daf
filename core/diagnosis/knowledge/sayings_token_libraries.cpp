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

constexpr const char *kGoOidc = "github.com/coreos/go-oidc oidc/verify.go";
constexpr const char *kGoJose = "github.com/go-jose/go-jose jwt/errors.go";
constexpr const char *kJwx = "github.com/lestrrat-go/jwx jwt/errors.go";
constexpr const char *kGoogleAuth = "github.com/googleapis/google-auth-library-python google/auth/jwt.py";
constexpr const char *kJavaJwt = "github.com/auth0/java-jwt exceptions";
constexpr const char *kJose4j = "bitbucket.org/b_c/jose4j consumer validators";
constexpr const char *kPhp = "github.com/firebase/php-jwt src/JWT.php";
constexpr const char *kLcobucci = "github.com/lcobucci/jwt src/Validation/Constraint";
constexpr const char *kRust = "github.com/Keats/jsonwebtoken src/errors.rs";

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
    {"jsonwebtoken", "jwt signature is required", Saying::Words, "token.malformed", kCertain, kNode},
    {"jsonwebtoken", "maxage exceeded", Saying::Words, "token.expired", kCertain, kNode},
    {"jsonwebtoken", "invalid exp value", Saying::Words, "token.timestamp-unit", kCertain, kNode},
    {"jsonwebtoken", "invalid nbf value", Saying::Words, "token.timestamp-unit", kCertain, kNode},
    {"jsonwebtoken", "tokenexpirederror", Saying::Code, "token.expired", kCertain, kNode},
    {"jsonwebtoken", "notbeforeerror", Saying::Code, "token.not-yet-valid", kCertain, kNode},
    {"golang-jwt", "crypto/rsa: verification error", Saying::Words, "token.signature-invalid", kCertain, kGo},
    {"go-oidc", "oidc: expected audience", Saying::Words, "token.audience-wrong", kCertain, kGoOidc},
    {"go-oidc", "issued by a different provider", Saying::Words, "token.issuer-wrong", kCertain, kGoOidc},
    {"go-oidc", "failed to verify id token signature", Saying::Words, "token.signature-invalid", kCertain, kGoOidc},
    {"go-oidc", "malformed jwt", Saying::Words, "token.malformed", kCertain, kGoOidc},
    {"go-jose", "token issued in the future (iat)", Saying::Words, "token.issued-in-future", kCertain, kGoJose},
    {"go-jose", "error in cryptographic primitive", Saying::Words, "token.signature-invalid", kLikely, kGoJose},
    {"jwx", "\"exp\" not satisfied", Saying::Words, "token.expired", kCertain, kJwx},
    {"jwx", "\"nbf\" not satisfied", Saying::Words, "token.not-yet-valid", kCertain, kJwx},
    {"jwx", "\"iat\" not satisfied", Saying::Words, "token.issued-in-future", kCertain, kJwx},
    {"jwx", "\"aud\" not satisfied", Saying::Words, "token.audience-wrong", kCertain, kJwx},
    {"jwx", "\"iss\" not satisfied", Saying::Words, "token.issuer-wrong", kCertain, kJwx},
    {"jwx", "could not verify message using any of the signatures or keys", Saying::Words, "token.signature-invalid", kCertain, kJwx},
    {"PyJWT", "invalid header string", Saying::Words, "token.malformed", kCertain, kPython},
    {"PyJWT", "invalid payload string", Saying::Words, "token.malformed", kCertain, kPython},
    {"PyJWT", "issued at claim (iat) cannot be in the future", Saying::Words, "token.issued-in-future", kCertain, kPython},
    {"PyJWT", "(iat) must be an integer", Saying::Words, "token.timestamp-unit", kCertain, kPython},
    {"PyJWT", "(exp) must be an integer", Saying::Words, "token.timestamp-unit", kCertain, kPython},
    {"PyJWT", "(nbf) must be an integer", Saying::Words, "token.timestamp-unit", kCertain, kPython},
    {"PyJWT", "the specified alg value is not allowed", Saying::Words, "token.algorithm-rejected", kCertain, kPython},
    {"PyJWT", "unable to find a signing key that matches", Saying::Words, "token.key-unknown", kCertain, kPython},
    {"python-jose", "error decoding token headers", Saying::Words, "token.malformed", kCertain,
     "github.com/mpdavis/python-jose jose/jws.py"},
    {"Authlib", "invalid claim \"aud\"", Saying::Words, "token.audience-wrong", kCertain, "github.com/authlib/authlib jose/errors.py"},
    {"Authlib", "invalid claim \"iss\"", Saying::Words, "token.issuer-wrong", kCertain, "github.com/authlib/authlib jose/errors.py"},
    {"google-auth", "token used too early", Saying::Words, "token.issued-in-future", kCertain, kGoogleAuth},
    {"google-auth", "token has wrong audience", Saying::Words, "token.audience-wrong", kCertain, kGoogleAuth},
    {"google-auth", "could not verify token signature", Saying::Words, "token.signature-invalid", kCertain, kGoogleAuth},
    {"google-auth", "certificate for key id", Saying::Words, "token.key-unknown", kCertain, kGoogleAuth},
    {"jose", "err_jwt_expired", Saying::Code, "token.expired", kCertain, kJose},
    {"jose", "\"exp\" claim must be a number", Saying::Words, "token.timestamp-unit", kCertain, kJose},
    {"jose", "\"nbf\" claim must be a number", Saying::Words, "token.timestamp-unit", kCertain, kJose},
    {"jose", "\"iat\" claim must be a number", Saying::Words, "token.timestamp-unit", kCertain, kJose},
    {"Spring Security", "invalid jwt serialization", Saying::Words, "token.malformed", kCertain, kNimbus},
    {"Spring Security", "invalid unsecured/jws/jwe header", Saying::Words, "token.malformed", kCertain, kNimbus},
    {"Spring Security", "malformed token", Saying::Words, "token.malformed", kLikely, kNimbus},
    {"Spring Security", "malformed payload", Saying::Words, "token.malformed", kLikely, kNimbus},
    {"Spring Security", "unsupported algorithm of", Saying::Words, "token.algorithm-rejected", kCertain, kNimbus},
    {"Spring Security", "the given typ value needs to be one of", Saying::Words, "token.type-wrong", kCertain, kNimbus},
    {"Microsoft.IdentityModel", "idx10501", Saying::Words, "token.key-unknown", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10503", Saying::Words, "token.key-unknown", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10500", Saying::Words, "token.key-unknown", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10504", Saying::Words, "token.algorithm-rejected", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10517", Saying::Words, "token.signature-invalid", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10603", Saying::Words, "token.encrypted", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10609", Saying::Words, "token.encrypted", kLikely, kIdentityModel},
    {"Microsoft.IdentityModel", "idx10696", Saying::Words, "token.algorithm-rejected", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx12709", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx12729", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx14101", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"Microsoft.IdentityModel", "idx14102", Saying::Words, "token.malformed", kCertain, kIdentityModel},
    {"JJWT", "jwt must not be accepted before", Saying::Words, "token.not-yet-valid", kCertain, kJjwt},
    {"JJWT", "expected aud claim to be", Saying::Words, "token.audience-wrong", kCertain, kJjwt},
    {"JJWT", "expected iss claim to be", Saying::Words, "token.issuer-wrong", kCertain, kJjwt},
    {"JJWT", "unsigned claims jwts are not supported", Saying::Words, "token.algorithm-rejected", kCertain, kJjwt},
    {"java-jwt", "the token has expired on", Saying::Words, "token.expired", kCertain, kJavaJwt},
    {"java-jwt", "the token can't be used before", Saying::Words, "token.not-yet-valid", kLikely, kJavaJwt},
    {"java-jwt", "signature resulted invalid when verified", Saying::Words, "token.signature-invalid", kCertain, kJavaJwt},
    {"java-jwt", "value doesn't contain the required audience", Saying::Words, "token.audience-wrong", kCertain, kJavaJwt},
    {"java-jwt", "the claim 'iss' value doesn't match the required", Saying::Words, "token.issuer-wrong", kCertain, kJavaJwt},
    {"java-jwt", "the token was expected to have 3 parts", Saying::Words, "token.malformed", kCertain, kJavaJwt},
    {"java-jwt", "the provided algorithm doesn't match the one defined in the jwt's header", Saying::Words, "token.algorithm-rejected",
     kCertain, kJavaJwt},
    {"jose4j", "the jwt is no longer valid", Saying::Words, "token.expired", kCertain, kJose4j},
    {"jose4j", "the jwt is not yet valid", Saying::Words, "token.not-yet-valid", kCertain, kJose4j},
    {"jose4j", "doesn't contain an acceptable identifier", Saying::Words, "token.audience-wrong", kCertain, kJose4j},
    {"jose4j", "issuer (iss) claim value", Saying::Words, "token.issuer-wrong", kCertain, kJose4j},
    {"jose4j", "unable to find a suitable verification key", Saying::Words, "token.key-unknown", kCertain, kJose4j},
    {"php-jwt", "expired token", Saying::Code, "token.expired", kCertain, kPhp},
    {"php-jwt", "token with nbf prior to", Saying::Words, "token.not-yet-valid", kCertain, kPhp},
    {"php-jwt", "token with iat prior to", Saying::Words, "token.issued-in-future", kCertain, kPhp},
    {"php-jwt", "cannot handle token prior to", Saying::Words, "token.not-yet-valid", kLikely, kPhp},
    {"php-jwt", "cannot handle token prior to", Saying::Words, "token.issued-in-future", kLikely, kPhp},
    {"php-jwt", "\"kid\" invalid, unable to lookup correct key", Saying::Words, "token.key-unknown", kCertain, kPhp},
    {"php-jwt", "incorrect key for this algorithm", Saying::Words, "token.algorithm-rejected", kCertain, kPhp},
    {"lcobucci/jwt", "the token cannot be used yet", Saying::Words, "token.not-yet-valid", kCertain, kLcobucci},
    {"lcobucci/jwt", "the token was issued in the future", Saying::Words, "token.issued-in-future", kCertain, kLcobucci},
    {"lcobucci/jwt", "not allowed to be used by this audience", Saying::Words, "token.audience-wrong", kCertain, kLcobucci},
    {"lcobucci/jwt", "not issued by the given issuers", Saying::Words, "token.issuer-wrong", kCertain, kLcobucci},
    {"lcobucci/jwt", "token signature mismatch", Saying::Words, "token.signature-invalid", kCertain, kLcobucci},
    {"lcobucci/jwt", "the jwt string must have two dots", Saying::Words, "token.malformed", kCertain, kLcobucci},
    {"ruby-jwt", "signature nbf has not been reached", Saying::Words, "token.not-yet-valid", kCertain, kRuby},
    {"ruby-jwt", "invalid iat", Saying::Words, "token.issued-in-future", kLikely, kRuby},
    {"ruby-jwt", "expected a different algorithm", Saying::Words, "token.algorithm-rejected", kCertain, kRuby},
    {"ruby-jwt", "invalid segment encoding", Saying::Words, "token.malformed", kCertain, kRuby},
    {"ruby-jwt", "could not find public key for kid", Saying::Words, "token.key-unknown", kCertain, kRuby},
    {"devise-jwt", "revoked token", Saying::Code, "token.revoked", kCertain, "github.com/waiting-for-dev/warden-jwt_auth"},
    {"jsonwebtoken for Rust", "expiredsignature", Saying::Code, "token.expired", kCertain, kRust},
    {"jsonwebtoken for Rust", "immaturesignature", Saying::Code, "token.not-yet-valid", kCertain, kRust},
    {"jsonwebtoken for Rust", "invalidsignature", Saying::Code, "token.signature-invalid", kCertain, kRust},
    {"jsonwebtoken for Rust", "invalidaudience", Saying::Code, "token.audience-wrong", kCertain, kRust},
    {"jsonwebtoken for Rust", "invalidissuer", Saying::Code, "token.issuer-wrong", kCertain, kRust},
    // Plain words that several libraries and many applications use.
    {"", "token has expired", Saying::Words, "token.expired", kLikely, "words of several libraries"},
    {"", "token expired", Saying::Words, "token.expired", kLikely, "words of several libraries"},
    {"", "access token expired", Saying::Words, "token.expired", kCertain, "words of several libraries"},
    {"", "token has been revoked", Saying::Words, "token.revoked", kCertain, "words of several libraries"},
    {"", "token was revoked", Saying::Words, "token.revoked", kCertain, "words of several libraries"},
    {"", "token_expired", Saying::Code, "token.expired", kCertain, "codes of several services"},
    {"", "err_token_expired", Saying::Code, "token.expired", kCertain, "codes of several services"},
    {"", "token_revoked", Saying::Code, "token.revoked", kCertain, "codes of several services"},
    {"", "audience is invalid", Saying::Words, "token.audience-wrong", kCertain, "words of several libraries"},
    {"", "wrong audience", Saying::Words, "token.audience-wrong", kCertain, "words of several libraries"},
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
