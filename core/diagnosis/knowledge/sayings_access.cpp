#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kMany = "words of many applications";
constexpr const char *kDevise = "github.com/heartcombo/devise config/locales/en.yml";
constexpr const char *kSpringAccount = "github.com/spring-projects/spring-security messages.properties";
constexpr const char *kKeycloak = "github.com/keycloak/keycloak services: ResourceOwnerPasswordGrantType, AuthenticationManager";
constexpr const char *kLdap = "learn.microsoft.com/troubleshoot: LDAP bind data codes of Active Directory";
constexpr const char *kSpringCsrf
    = "github.com/spring-projects/spring-security web/csrf: MissingCsrfTokenException, InvalidCsrfTokenException";
constexpr const char *kFlaskWtf = "github.com/wtforms/flask-wtf src/flask_wtf/csrf.py";
constexpr const char *kDjango = "github.com/django/django django/middleware/csrf.py, views/csrf.py";
constexpr const char *kStorage = "learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes";
constexpr const char *kGoogleKeys = "cloud.google.com/docs/authentication/api-keys: google.rpc.ErrorInfo reasons";
constexpr const char *kAwsDenied = "docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html";

constexpr Saying kSayings[] = {
    // Sessions.
    {"Devise", "you need to sign in or sign up", Saying::Words, "cookie.missing", kLikely, kDevise},
    {"Devise", "your session expired. please sign in again", Saying::Words, "cookie.session-invalid", kLikely, kDevise},
    {"Nextcloud", "current user is not logged in", Saying::Words, "cookie.missing", kLikely, "docs.nextcloud.com, OCS status 997"},
    {"", "not logged in", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "not signed in", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "must be logged in", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "please log in", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "please sign in", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "login required", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "session required", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "no active session", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "nicht angemeldet", Saying::Words, "cookie.missing", kLikely, kMany},
    {"", "non connecté", Saying::Words, "cookie.missing", kLikely, kMany},
    {"Flask-JWT-Extended", "missing cookie", Saying::Words, "cookie.stripped-upstream", kLikely, "github.com/vimalloc/flask-jwt-extended"},
    {"", "no session cookie", Saying::Words, "cookie.stripped-upstream", kLikely, kMany},
    {"", "session cookie missing", Saying::Words, "cookie.stripped-upstream", kLikely, kMany},
    {"", "session cookie is missing", Saying::Words, "cookie.stripped-upstream", kLikely, kMany},
    {"", "cookie not found", Saying::Words, "cookie.stripped-upstream", kLikely, kMany},
    {"", "named cookie not present", Saying::Words, "cookie.stripped-upstream", kLikely, "pkg.go.dev/net/http ErrNoCookie"},
    // Anti-forgery tokens.
    {"Spring Security", "csrf token because no token was found to compare", Saying::Words, "csrf.missing", kCertain, kSpringCsrf},
    {"Spring Security", "invalid csrf token 'null'", Saying::Words, "csrf.missing", kCertain, kSpringCsrf},
    {"", "invalid csrf token", Saying::Words, "csrf.mismatch", kCertain, "github.com/expressjs/csurf; Symfony, Spring Security"},
    {"Flask-WTF", "the csrf token is missing", Saying::Words, "csrf.missing", kCertain, kFlaskWtf},
    {"Flask-WTF", "the csrf tokens do not match", Saying::Words, "csrf.mismatch", kCertain, kFlaskWtf},
    {"Flask-WTF", "the csrf token has expired", Saying::Words, "csrf.mismatch", kCertain, kFlaskWtf},
    {"Django", "csrf cookie not set", Saying::Words, "csrf.missing", kCertain, kDjango},
    {"Django", "csrf verification failed", Saying::Words, "csrf.mismatch", kLikely, kDjango},
    {"Jenkins", "no valid crumb was included in the request", Saying::Words, "csrf.mismatch", kCertain,
     "www.jenkins.io/doc/book/security/csrf-protection"},
    {"Drupal", "x-csrf-token request header is missing", Saying::Words, "csrf.missing", kCertain,
     "github.com/drupal/drupal core/lib/Drupal/Core/Access/CsrfRequestHeaderAccessCheck.php"},
    {"Drupal", "x-csrf-token request header is invalid", Saying::Words, "csrf.mismatch", kCertain,
     "github.com/drupal/drupal core/lib/Drupal/Core/Access/CsrfRequestHeaderAccessCheck.php"},
    {"SAP Gateway", "csrf token validation failed", Saying::Words, "csrf.mismatch", kCertain, "help.sap.com, SAP Gateway: CSRF protection"},
    {"Atlassian", "xsrf check failed", Saying::Words, "csrf.mismatch", kLikely, "confluence.atlassian.com/kb/rest-api-xsrf-check-failed"},
    {"Rails", "can't verify csrf token authenticity", Saying::Words, "csrf.mismatch", kCertain,
     "github.com/rails/rails request_forgery_protection.rb"},
    // Signatures.
    {"Azure Storage", "mac signature found in the http request", Saying::Words, "signature.mismatch", kCertain, kStorage},
    {"Azure Storage", "signature did not match. string to sign used was", Saying::Words, "signature.mismatch", kCertain, kStorage},
    {"OAuth 1.0", "signature_invalid", Saying::Words, "signature.mismatch", kCertain, "oauth.net OAuth 1.0 problem reporting"},
    {"Kong", "hmac signature does not match", Saying::Words, "signature.mismatch", kCertain, "github.com/Kong/kong kong/plugins/hmac-auth"},
    {"Hawk", "bad mac", Saying::Words, "signature.mismatch", kCertain, "github.com/mozilla/hawk lib/server.js"},
    {"Akamai", "the signature does not match", Saying::Words, "signature.mismatch", kCertain, "techdocs.akamai.com EdgeGrid errors"},
    {"Binance", "signature for this request is not valid", Saying::Words, "signature.mismatch", kCertain,
     "developers.binance.com, error -1022"},
    {"X", "could not authenticate you.", Saying::Words, "signature.mismatch", kPossible, "developer.x.com, error 32", "x"},
    {"", "signature mismatch", Saying::Words, "signature.mismatch", kLikely, kMany},
    {"", "signature does not match", Saying::Words, "signature.mismatch", kLikely, kMany},
    {"", "hmac validation failed", Saying::Words, "signature.mismatch", kLikely, kMany},
    // The token endpoint.
    {"GitHub", "incorrect_client_credentials", Saying::Code, "oauth.client-rejected", kCertain,
     "docs.github.com/apps: troubleshooting OAuth app access token request errors"},
    {"GitHub", "bad_verification_code", Saying::Code, "oauth.grant-rejected", kCertain,
     "docs.github.com/apps: troubleshooting OAuth app access token request errors"},
    {"GitHub", "bad_refresh_token", Saying::Code, "oauth.grant-rejected", kCertain, "docs.github.com/apps: refreshing user access tokens"},
    {"Slack", "bad_client_secret", Saying::Code, "oauth.client-rejected", kCertain, "api.slack.com/methods/oauth.v2.access"},
    {"Slack", "invalid_client_id", Saying::Code, "oauth.client-rejected", kCertain, "api.slack.com/methods/oauth.v2.access"},
    {"Slack", "invalid_refresh_token", Saying::Code, "oauth.grant-rejected", kCertain, "api.slack.com/methods/oauth.v2.access"},
    // Accounts.
    {"Spring Security", "user account has expired", Saying::Words, "account.locked", kCertain, kSpringAccount},
    {"Spring Security", "user credentials have expired", Saying::Words, "account.locked", kCertain, kSpringAccount},
    {"Devise", "your account is locked", Saying::Words, "account.locked", kCertain, kDevise},
    {"Devise", "your account is not activated yet", Saying::Words, "account.locked", kCertain, kDevise},
    {"Keycloak", "account disabled", Saying::Words, "account.locked", kCertain, kKeycloak},
    {"Keycloak", "account is disabled", Saying::Words, "account.locked", kCertain, kKeycloak},
    {"Keycloak", "account is not fully set up", Saying::Words, "account.locked", kCertain, kKeycloak},
    {"Active Directory", "acceptsecuritycontext error, data 775", Saying::Words, "account.locked", kCertain, kLdap},
    {"Active Directory", "acceptsecuritycontext error, data 533", Saying::Words, "account.locked", kCertain, kLdap},
    {"Active Directory", "acceptsecuritycontext error, data 532", Saying::Words, "account.locked", kCertain, kLdap},
    {"Active Directory", "acceptsecuritycontext error, data 773", Saying::Words, "account.locked", kCertain, kLdap},
    {"GitHub", "your account was suspended", Saying::Words, "account.locked", kCertain, "docs.github.com/rest: 403 for suspended accounts"},
    {"Atlassian", "captcha_challenge", Saying::Words, "account.locked", kCertain,
     "confluence.atlassian.com: REST login after several failed attempts, X-Authentication-Denied-Reason"},
    {"", "account has been locked", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account locked", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account has been disabled", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account has been suspended", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account has been blocked", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account is suspended", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account suspended", Saying::Words, "account.locked", kCertain, kMany},
    {"", "account has been deactivated", Saying::Words, "account.locked", kCertain, kMany},
    {"", "user is deactivated", Saying::Words, "account.locked", kCertain, kMany},
    {"", "password has expired", Saying::Words, "account.locked", kCertain, kMany},
    {"Auth0", "mfa_required", Saying::Code, "account.second-factor", kCertain, "auth0.com/docs/secure/multi-factor-authentication"},
    {"", "two-factor authentication required", Saying::Words, "account.second-factor", kCertain, kMany},
    {"", "two-factor authentication is required", Saying::Words, "account.second-factor", kCertain, kMany},
    {"", "multi-factor authentication required", Saying::Words, "account.second-factor", kCertain, kMany},
    {"", "multi-factor authentication is required", Saying::Words, "account.second-factor", kCertain, kMany},
    {"", "mfa required", Saying::Words, "account.second-factor", kCertain, kMany},
    {"npm", "this operation requires a one-time password", Saying::Words, "account.second-factor", kCertain, "npm documentation: 2FA"},
    {"GitLab", "your account has 2fa enabled", Saying::Words, "account.second-factor", kPossible, "docs.gitlab.com: troubleshooting 2FA"},
    {"GitHub", "protected by organization saml enforcement", Saying::Words, "account.second-factor", kCertain,
     "docs.github.com/authentication/authenticating-with-single-sign-on"},
    // Addresses.
    {"GitHub", "has an ip allow list enabled", Saying::Words, "server.address-blocked", kCertain,
     "docs.github.com/organizations: managing allowed IP addresses"},
    {"Google", "api_key_ip_address_blocked", Saying::Code, "server.address-blocked", kCertain, kGoogleKeys},
    {"Google", "has an ip address restriction", Saying::Words, "server.address-blocked", kCertain, kGoogleKeys},
    {"MongoDB Atlas", "ip_address_not_on_access_list", Saying::Code, "server.address-blocked", kCertain,
     "mongodb.com/docs/atlas/configure-api-access"},
    {"Kong", "ip address not allowed", Saying::Words, "server.address-blocked", kCertain, "docs.konghq.com/hub/kong-inc/ip-restriction"},
    {"Kong", "your ip address is not allowed", Saying::Words, "server.address-blocked", kCertain,
     "docs.konghq.com/hub/kong-inc/ip-restriction"},
    {"Azure Storage", "authorizationsourceipmismatch", Saying::Code, "server.address-blocked", kCertain, kStorage},
    {"Azure Key Vault", "client address is not authorized and caller is not a trusted service", Saying::Words, "server.address-blocked",
     kCertain, "learn.microsoft.com/azure/key-vault/general/network-security"},
    {"Cosmos DB", "account firewall settings", Saying::Words, "server.address-blocked", kCertain,
     "learn.microsoft.com/azure/cosmos-db/how-to-configure-firewall"},
    {"SendGrid", "ip address is not whitelisted", Saying::Words, "server.address-blocked", kCertain,
     "docs.sendgrid.com: IP access management"},
    {"Cloudflare", "has banned your ip address", Saying::Words, "server.address-blocked", kCertain,
     "developers.cloudflare.com/support: error 1006"},
    {"Cloudflare", "banned the country or region your ip address is in", Saying::Words, "server.address-blocked", kCertain,
     "developers.cloudflare.com/support: error 1009"},
    {"CloudFront", "configured to block access from your country", Saying::Words, "server.address-blocked", kCertain,
     "docs.aws.amazon.com/AmazonCloudFront: geographic restrictions"},
    {"OpenAI", "unsupported_country_region_territory", Saying::Code, "server.address-blocked", kCertain,
     "platform.openai.com/docs/guides/error-codes"},
    {"OpenAI", "ip_not_authorized", Saying::Code, "server.address-blocked", kCertain, "platform.openai.com/docs/guides/error-codes"},
    {"IIS", "ip address from which you are browsing", Saying::Words, "server.address-blocked", kCertain,
     "learn.microsoft.com/iis: HTTP 403.6"},
    {"", "ip not allowed", Saying::Words, "server.address-blocked", kCertain, kMany},
    {"", "ip not whitelisted", Saying::Words, "server.address-blocked", kCertain, kMany},
    {"", "ip address is not allowed", Saying::Words, "server.address-blocked", kCertain, kMany},
    {"", "not allowed from this ip", Saying::Words, "server.address-blocked", kCertain, kMany},
    {"", "not permitted from this ip", Saying::Words, "server.address-blocked", kCertain, kMany},
    // Set-ups.
    {"jsonwebtoken", "secret or public key must be provided", Saying::Words, "server.misconfigured", kCertain,
     "github.com/auth0/node-jsonwebtoken verify.js"},
    {"Spring Security", "couldn't retrieve remote jwk set", Saying::Words, "server.misconfigured", kCertain,
     "connect2id.com/products/nimbus-jose-jwt: RemoteJWKSet"},
    {"Microsoft.IdentityModel", "idx20803", Saying::Words, "server.misconfigured", kCertain,
     "github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet LogMessages.cs"},
    {"Microsoft.IdentityModel", "idx10500", Saying::Words, "server.misconfigured", kCertain,
     "github.com/AzureAD/azure-activedirectory-identitymodel-extensions-for-dotnet LogMessages.cs"},
    {"PyJWT", "fail to fetch data from the url", Saying::Words, "server.misconfigured", kCertain,
     "github.com/jpadilla/pyjwt jwt/jwks_client.py"},
    {"jose", "expected 200 ok from the json web key set http response", Saying::Words, "server.misconfigured", kCertain,
     "github.com/panva/jose src/jwks/remote.ts"},
    {"WordPress", "jwt_auth_bad_config", Saying::Code, "server.misconfigured", kCertain, "github.com/Tmeister/wp-api-jwt-auth"},
    // Known, and not allowed.
    {"Django REST framework", "you do not have permission to perform this action", Saying::Words, "status.forbidden", kCertain,
     "github.com/encode/django-rest-framework exceptions.py"},
    {"Kubernetes", "is forbidden: user \"", Saying::Words, "status.forbidden", kCertain,
     "kubernetes.io/docs/reference/access-authn-authz/rbac"},
    {"AWS", "is not authorized to perform:", Saying::Words, "status.forbidden", kCertain, kAwsDenied},
    {"Elasticsearch", "is unauthorized for user", Saying::Words, "status.forbidden", kCertain,
     "github.com/elastic/elasticsearch AuthorizationService"},
    {"Laravel", "this action is unauthorized", Saying::Words, "status.forbidden", kCertain,
     "github.com/laravel/framework AuthorizationException"},
    {"GitHub", "must have admin rights to repository", Saying::Words, "status.forbidden", kLikely, "docs.github.com/rest"},
    {"Azure", "does not have authorization to perform action", Saying::Words, "status.forbidden", kCertain,
     "learn.microsoft.com/azure/role-based-access-control/troubleshooting"},
    // Firewalls and gateways that answer in the application's place.
    {"Cloudflare", "sorry, you have been blocked", Saying::Words, "server.gateway", kLikely, "developers.cloudflare.com/waf: block page"},
    {"Cloudflare", "error code: 1020", Saying::Words, "server.gateway", kLikely, "developers.cloudflare.com/support: error 1020"},
    {"Cloudflare", "attention required! | cloudflare", Saying::Words, "server.gateway", kLikely,
     "developers.cloudflare.com/waf: block page"},
    {"an F5 gateway", "the requested url was rejected. please consult with your administrator", Saying::Words, "server.gateway", kLikely,
     "my.f5.com: ASM blocking response page"},
    {"Imperva", "incapsula incident id", Saying::Words, "server.gateway", kLikely, "docs.imperva.com: error pages"},
    {"Akamai", "errors.edgesuite.net", Saying::Words, "server.gateway", kLikely, "techdocs.akamai.com: reference errors"},
    {"Akamai", "access denied you don't have permission to access \"http", Saying::Words, "server.gateway", kLikely,
     "techdocs.akamai.com: reference errors"},
    {"CloudFront", "the request could not be satisfied", Saying::Words, "server.gateway", kLikely,
     "docs.aws.amazon.com/AmazonCloudFront: troubleshooting responses"},
    {"Azure Front Door", "the request is blocked.", Saying::Words, "server.gateway", kLikely,
     "learn.microsoft.com/azure/web-application-firewall/afds"},
    {"Sucuri", "sucuri website firewall", Saying::Words, "server.gateway", kLikely, "docs.sucuri.net: block page"},
    {"Wordfence", "generated by wordfence", Saying::Words, "server.gateway", kLikely, "wordfence.com/help/blocking"},
    {"Vercel", "vercel security checkpoint", Saying::Words, "server.gateway", kLikely, "vercel.com/docs/vercel-firewall"},
    // Nothing at this address.
    {"API Gateway", "missing authentication token", Saying::Code, "server.endpoint-wrong", kLikely,
     "docs.aws.amazon.com/apigateway: MISSING_AUTHENTICATION_TOKEN", "aws-api-gateway"},
    {"API Gateway", "invalid key=value pair (missing equal-sign) in authorization header", Saying::Words, "server.endpoint-wrong", kLikely,
     "repost.aws/knowledge-center/api-gateway-authentication-token-errors", "aws-api-gateway"},
    {"API Gateway", "authorization header requires 'credential' parameter", Saying::Words, "server.endpoint-wrong", kLikely,
     "repost.aws/knowledge-center/api-gateway-authentication-token-errors", "aws-api-gateway"},
    {"Entra ID", "aadsts90002", Saying::Words, "server.endpoint-wrong", kCertain,
     "learn.microsoft.com/entra/identity-platform/reference-error-codes"},
    {"Azure", "wrong api endpoint", Saying::Words, "server.endpoint-wrong", kPossible, "learn.microsoft.com/azure/ai-services"},
    {"Auth0", "service not found: ", Saying::Words, "server.endpoint-wrong", kPossible,
     "auth0.com/docs: access_denied at the token endpoint"},
};

}

std::span<const Saying> accessSayings()
{
    return kSayings;
}

}
