#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;

constexpr const char *kEnvoy = "github.com/google/jwt_verify_lib status.cc, as used by Envoy and Istio";
constexpr const char *kKong = "github.com/Kong/kong kong/plugins/jwt/handler.lua, key-auth/handler.lua";
constexpr const char *kAws = "docs.aws.amazon.com: API Gateway gateway responses; Signature Version 4 troubleshooting";
constexpr const char *kCsrfProxy = "github.com/oauth2-proxy/oauth2-proxy oauthproxy.go";

constexpr Saying kSayings[] = {
    {"Envoy", "jwt is missing", Saying::Words, "header.missing", kLikely, kEnvoy},
    {"Envoy", "jwt is expired", Saying::Words, "token.expired", kCertain, kEnvoy},
    {"Envoy", "jwt not yet valid", Saying::Words, "token.not-yet-valid", kCertain, kEnvoy},
    {"Envoy", "jwt is not in the form of header.payload.signature", Saying::Words, "token.malformed", kCertain, kEnvoy},
    {"Envoy", "jwt verification fails", Saying::Words, "token.signature-invalid", kCertain, kEnvoy},
    {"Envoy", "jwt issuer is not configured", Saying::Words, "token.issuer-wrong", kCertain, kEnvoy},
    {"Envoy", "audiences in jwt are not allowed", Saying::Words, "token.audience-wrong", kCertain, kEnvoy},
    {"Envoy", "jwks doesn't have key to match kid or alg from jwt", Saying::Words, "token.key-unknown", kCertain, kEnvoy},
    {"Envoy", "jwks remote fetch is failed", Saying::Words, "server.misconfigured", kCertain, kEnvoy},
    {"Kong", "no api key found in request", Saying::Words, "header.missing", kLikely, kKong},
    {"Kong", "no credentials found for given", Saying::Words, "token.issuer-wrong", kCertain, kKong},
    {"Kong", "no mandatory 'iss' in claims", Saying::Words, "token.claim-missing", kCertain, kKong},
    {"Kong", "bad token; invalid json", Saying::Words, "token.malformed", kCertain, kKong},
    {"AWS", "signature expired:", Saying::Words, "clock.signature-skew", kCertain, kAws},
    {"AWS", "signature not yet current:", Saying::Words, "clock.signature-skew", kCertain, kAws},
    {"AWS", "requesttimetooskewed", Saying::Code, "clock.signature-skew", kCertain, kAws},
    {"AWS", "signaturedoesnotmatch", Saying::Code, "signature.mismatch", kCertain, kAws},
    {"AWS", "the request signature we calculated does not match the signature you provided", Saying::Words, "signature.mismatch", kCertain,
     kAws},
    {"AWS", "credential should be scoped to", Saying::Words, "signature.scope-wrong", kCertain, kAws},
    {"AWS", "the security token included in the request is expired", Saying::Words, "token.expired", kCertain, kAws},
    {"AWS", "expiredtoken", Saying::Code, "token.expired", kCertain, kAws},
    {"AWS", "expiredtokenexception", Saying::Code, "token.expired", kCertain, kAws},
    {"AWS", "invalidaccesskeyid", Saying::Code, "apikey.invalid", kCertain, kAws},
    {"AWS", "invalidclienttokenid", Saying::Code, "apikey.invalid", kCertain, kAws},
    {"API Gateway", "missingauthenticationtokenexception", Saying::Code, "server.endpoint-wrong", kLikely, kAws, "aws-api-gateway"},
    {"API Gateway", "the incoming token has expired", Saying::Words, "token.expired", kCertain, kAws},
    {"oauth2-proxy", "unable to find a valid csrf token", Saying::Words, "csrf.missing", kLikely, kCsrfProxy},
    {"Hawk", "stale timestamp", Saying::Words, "clock.signature-skew", kCertain, "github.com/mozilla/hawk API.md"},
    {"Hawk", "invalid timestamp in request signature", Saying::Words, "clock.signature-skew", kCertain,
     "github.com/mozilla/fxa-auth-server docs/api.md, errno 111"},
    {"OAuth 1.0", "timestamp out of bounds", Saying::Words, "clock.signature-skew", kCertain, "developer.x.com, error 135"},
    {"OAuth 1.0", "timestamp_refused", Saying::Words, "clock.signature-skew", kCertain, "oauth.net OAuth 1.0 problem reporting"},
};

}

std::span<const Saying> gatewaySayings()
{
    return kSayings;
}

}
