#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kEnvoy = "github.com/google/jwt_verify_lib status.cc, as used by Envoy and Istio";
constexpr const char *kLua = "github.com/SkyLothar/lua-resty-jwt lib/resty/jwt.lua, as used by Kong and APISIX";
constexpr const char *kApigee = "cloud.google.com/apigee/docs: JWT policies error reference";
constexpr const char *kApim = "learn.microsoft.com/azure/api-management/api-management-error-handling-policies";
constexpr const char *kWso2 = "apim.docs.wso2.com: error handling, 900900 to 900910";
constexpr const char *kArm = "learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors";
constexpr const char *kCognito = "docs.aws.amazon.com/cognito-user-identity-pools, NotAuthorizedException";
constexpr const char *kFirebase = "github.com/firebase/firebase-admin-node src/auth/token-verifier.ts";
constexpr const char *kIap = "cloud.google.com/iap/docs/faq: error codes";
constexpr const char *kEndpoints = "cloud.google.com/endpoints/docs/openapi/troubleshoot-jwt";
constexpr const char *kGoogleOAuth = "developers.google.com/identity/protocols/oauth2/service-account#jwt-error-codes";
constexpr const char *kFacebook = "developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging";
constexpr const char *kLinkedIn = "learn.microsoft.com/linkedin/shared/authentication: token errors";
constexpr const char *kGitHub = "docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api";
constexpr const char *kSupabase = "supabase.com/docs/guides/auth/debugging/error-codes";
constexpr const char *kPostgrest = "docs.postgrest.org/en/stable/references/errors.html, group 3";
constexpr const char *kAuth0 = "auth0.com/docs/api/management/v2: authorization errors";
constexpr const char *kGraph = "learn.microsoft.com/graph/errors";

constexpr Saying kSayings[] = {
    {"Envoy", "jwt header is an invalid", Saying::Words, "token.malformed", kCertain, kEnvoy},
    {"Envoy", "jwt payload is an invalid", Saying::Words, "token.malformed", kCertain, kEnvoy},
    {"Envoy", "jwt signature is an invalid", Saying::Words, "token.malformed", kCertain, kEnvoy},
    {"Envoy", "jwt header [alg] is not supported", Saying::Words, "token.algorithm-rejected", kCertain, kEnvoy},
    {"lua-resty-jwt", "'exp' claim expired at", Saying::Words, "token.expired", kCertain, kLua},
    {"lua-resty-jwt", "'nbf' claim not valid until", Saying::Words, "token.not-yet-valid", kCertain, kLua},
    {"lua-resty-jwt", "signature mismatch: ", Saying::Words, "token.signature-invalid", kLikely, kLua},
    {"lua-resty-jwt", "invalid jwt string", Saying::Words, "token.malformed", kLikely, kLua},
    {"Kong", "token not valid yet", Saying::Words, "token.not-yet-valid", kCertain, "github.com/Kong/kong kong/plugins/jwt/jwt_parser.lua"},
    {"Apigee", "steps.jwt.tokenexpired", Saying::Words, "token.expired", kCertain, kApigee},
    {"Apigee", "steps.jwt.tokennotyetvalid", Saying::Words, "token.not-yet-valid", kCertain, kApigee},
    {"Apigee", "steps.jwt.audiencemismatch", Saying::Words, "token.audience-wrong", kCertain, kApigee},
    {"Apigee", "steps.jwt.jwtissuermismatch", Saying::Words, "token.issuer-wrong", kCertain, kApigee},
    {"Apigee", "steps.jwt.nomatchingpublickey", Saying::Words, "token.key-unknown", kCertain, kApigee},
    {"Apigee", "steps.jwt.algorithmintokennotpresentinconfiguration", Saying::Words, "token.algorithm-rejected", kCertain, kApigee},
    {"Azure API Management", "tokenexpired", Saying::Code, "token.expired", kCertain, kApim},
    {"Azure API Management", "tokensignatureinvalid", Saying::Code, "token.signature-invalid", kCertain, kApim},
    {"Azure API Management", "tokensignaturekeynotfound", Saying::Code, "token.key-unknown", kCertain, kApim},
    {"Azure API Management", "tokenaudiencenotallowed", Saying::Code, "token.audience-wrong", kCertain, kApim},
    {"Azure API Management", "tokenissuernotallowed", Saying::Code, "token.issuer-wrong", kCertain, kApim},
    {"WSO2", "900903", Saying::Code, "token.expired", kCertain, kWso2},
    {"WSO2", "900910", Saying::Code, "token.scope-missing", kCertain, kWso2},
    {"Azure", "expiredauthenticationtoken", Saying::Code, "token.expired", kCertain, kArm},
    {"Azure", "invalidauthenticationtokenaudience", Saying::Code, "token.audience-wrong", kCertain, kArm},
    {"Azure", "invalidauthenticationtokentenant", Saying::Code, "token.issuer-wrong", kCertain, kArm},
    {"Microsoft Graph", "missing scope permissions on the request", Saying::Words, "token.scope-missing", kCertain, kGraph},
    {"Microsoft Graph", "insufficient privileges to complete the operation", Saying::Words, "token.scope-missing", kLikely, kGraph},
    {"Cognito", "could not verify signature for access token", Saying::Words, "token.signature-invalid", kCertain, kCognito},
    {"Cognito", "access token does not have required scopes", Saying::Words, "token.scope-missing", kCertain, kCognito},
    {"Firebase", "auth/id-token-expired", Saying::Words, "token.expired", kCertain, kFirebase},
    {"Firebase", "auth/id-token-revoked", Saying::Words, "token.revoked", kCertain, kFirebase},
    {"Firebase", "id token has incorrect \"aud\"", Saying::Words, "token.audience-wrong", kCertain, kFirebase},
    {"Firebase", "id token has incorrect \"iss\"", Saying::Words, "token.issuer-wrong", kCertain, kFirebase},
    {"Firebase", "\"kid\" claim which does not correspond to a known public key", Saying::Words, "token.key-unknown", kCertain, kFirebase},
    {"Firebase", "expects an id token, but was given", Saying::Words, "token.type-wrong", kCertain, kFirebase},
    {"Identity-Aware Proxy", "unable to parse jwt", Saying::Words, "token.malformed", kCertain, kIap},
    {"Identity-Aware Proxy", "jwt audience doesn't match", Saying::Words, "token.audience-wrong", kCertain, kIap},
    {"Cloud Endpoints", "time_constraint_failure", Saying::Words, "token.expired", kLikely, kEndpoints},
    {"Cloud Endpoints", "audience not allowed", Saying::Words, "token.audience-wrong", kCertain, kEndpoints},
    {"Cloud Endpoints", "issuer not allowed", Saying::Words, "token.issuer-wrong", kCertain, kEndpoints},
    {"Google", "invalid jwt signature", Saying::Words, "token.signature-invalid", kCertain, kGoogleOAuth},
    {"Google", "in a reasonable timeframe", Saying::Words, "clock.signature-skew", kLikely, kGoogleOAuth},
    {"Google", "request had insufficient authentication scopes", Saying::Words, "token.scope-missing", kCertain,
     "cloud.google.com/apis/design/errors"},
    {"Facebook", "error validating access token: session has expired", Saying::Words, "token.expired", kCertain, kFacebook},
    {"Facebook", "session has been invalidated because the user", Saying::Words, "token.revoked", kCertain, kFacebook},
    {"LinkedIn", "expired_access_token", Saying::Code, "token.expired", kCertain, kLinkedIn},
    {"LinkedIn", "revoked_access_token", Saying::Code, "token.revoked", kCertain, kLinkedIn},
    {"LinkedIn", "token used in the request has expired", Saying::Words, "token.expired", kCertain, kLinkedIn},
    {"LinkedIn", "token used in the request has been revoked", Saying::Words, "token.revoked", kCertain, kLinkedIn},
    {"GitHub", "resource not accessible by integration", Saying::Words, "token.scope-missing", kLikely, kGitHub},
    {"GitHub", "resource not accessible by personal access token", Saying::Words, "token.scope-missing", kLikely, kGitHub},
    {"Supabase", "session from session_id claim in jwt does not exist", Saying::Words, "token.revoked", kCertain, kSupabase},
    {"PostgREST", "jwt issued at future", Saying::Words, "token.issued-in-future", kCertain, kPostgrest},
    {"PostgREST", "jwt not in audience", Saying::Words, "token.audience-wrong", kCertain, kPostgrest},
    {"PostgREST", "parts in jwt; got", Saying::Words, "token.malformed", kCertain, kPostgrest},
    {"PostgREST", "jwt cryptographic operation failed", Saying::Words, "token.signature-invalid", kLikely, kPostgrest},
    {"PostgREST", "no suitable key or wrong key type", Saying::Words, "token.key-unknown", kLikely, kPostgrest},
    {"Hasura", "jwtnotinissuer", Saying::Words, "token.issuer-wrong", kCertain, "hasura.io/docs: authentication using JWT"},
    {"Kubernetes", "invalid for the target audiences", Saying::Words, "token.audience-wrong", kCertain,
     "github.com/kubernetes/apiserver pkg/authentication/authenticator"},
    {"API Gateway", "does not have a valid audience", Saying::Words, "token.audience-wrong", kCertain,
     "docs.aws.amazon.com/apigateway: troubleshooting JWT authorizers"},
    {"Amazon S3", "request has expired", Saying::Words, "clock.signature-skew", kLikely,
     "docs.aws.amazon.com/AmazonS3: sharing objects with presigned URLs", "aws"},
    {"Auth0", "bad audience:", Saying::Words, "token.audience-wrong", kCertain, kAuth0},
    {"Auth0", "expired token received for json web token validation", Saying::Words, "token.expired", kCertain, kAuth0},
    {"Auth0", "invalid signature received for json web token validation", Saying::Words, "token.signature-invalid", kCertain, kAuth0},
    {"Supabase", "missing sub claim", Saying::Words, "token.claim-missing", kCertain, kSupabase},
    {"Hasura", "x-hasura-default-role claim", Saying::Words, "token.claim-missing", kLikely, "hasura.io/docs: authentication using JWT"},
    {"APISIX", "missing user key in jwt token", Saying::Words, "token.claim-missing", kCertain,
     "github.com/apache/apisix apisix/plugins/jwt-auth.lua"},
    {"Keycloak", "invalid token issuer", Saying::Words, "token.issuer-wrong", kCertain, "github.com/keycloak/keycloak TokenVerifier.java"},
    {"Keycloak", "missing openid scope", Saying::Words, "token.scope-missing", kCertain,
     "github.com/keycloak/keycloak UserInfoEndpoint.java"},
    {"WordPress", "jwt_auth_bad_iss", Saying::Code, "token.issuer-wrong", kCertain, "github.com/Tmeister/wp-api-jwt-auth"},
    {"Spotify", "insufficient client scope", Saying::Words, "token.scope-missing", kCertain, "developer.spotify.com/documentation/web-api"},
    {"Zoom", "does not contain scopes", Saying::Words, "token.scope-missing", kCertain, "developers.zoom.us/docs/api/errors"},
    {"HubSpot", "expired_authentication", Saying::Code, "token.expired", kCertain, "developers.hubspot.com/docs/api/error-handling"},
    {"HubSpot", "missing_scopes", Saying::Code, "token.scope-missing", kCertain, "developers.hubspot.com/docs/api/error-handling"},
    {"Atlassian", "scope does not match", Saying::Words, "token.scope-missing", kCertain,
     "developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps"},
    {"Bitbucket", "lack one or more required privilege scopes", Saying::Words, "token.scope-missing", kCertain,
     "developer.atlassian.com/cloud/bitbucket/rest/intro"},
    {"Shopify", "requires merchant approval for", Saying::Words, "token.scope-missing", kCertain,
     "shopify.dev/docs/api/usage/access-scopes"},
    {"Salesforce", "invalid_session_id", Saying::Code, "token.expired", kPossible,
     "developer.salesforce.com: REST API status codes and error responses"},
};

}

std::span<const Saying> tokenServerSayings()
{
    return kSayings;
}

}
