#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kMany = "words of many services";
constexpr const char *kApim = "learn.microsoft.com/azure/api-management/api-management-subscriptions";
constexpr const char *kGoogle = "cloud.google.com/endpoints/docs/openapi/troubleshoot-response-errors";
constexpr const char *kFlaskJwt = "github.com/vimalloc/flask-jwt-extended view_decorators.py";
constexpr const char *kPostmark = "postmarkapp.com/developer/api/overview#error-codes";
constexpr const char *kElastic = "github.com/elastic/elasticsearch x-pack ApiKeyService.java";

/// What servers say of keys, of user names with passwords, and of a credential that they did not find.
constexpr Saying kSayings[] = {
    {"Kubernetes", "user \"system:anonymous\"", Saying::Words, "header.missing", kLikely,
     "kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests"},
    {"Azure API Management", "access denied due to missing subscription key", Saying::Words, "header.missing", kLikely, kApim},
    {"Google", "method doesn't allow unregistered callers", Saying::Words, "header.missing", kLikely, kGoogle},
    {"Google", "the request is missing a valid api key", Saying::Words, "header.missing", kLikely, kGoogle},
    {"Laravel", "unauthenticated.", Saying::Code, "header.missing", kPossible, "github.com/laravel/framework AuthenticationException.php"},
    {"OpenAI", "missing bearer", Saying::Words, "header.missing", kLikely, "platform.openai.com/docs/api-reference/authentication"},
    {"Mapbox", "not authorized - no token", Saying::Words, "header.missing", kLikely,
     "docs.mapbox.com/api/guides/#access-tokens-and-token-scopes"},
    {"Postmark", "no account or server api tokens were supplied", Saying::Words, "header.missing", kLikely, kPostmark},
    {"Vault", "missing client token", Saying::Words, "header.missing", kLikely, "developer.hashicorp.com/vault/api-docs#http-status-codes"},
    {"Splunk", "token is required", Saying::Code, "header.missing", kLikely,
     "docs.splunk.com: troubleshoot HTTP Event Collector, possible error codes"},
    {"OpenRouter", "no auth credentials found", Saying::Words, "header.missing", kLikely, "openrouter.ai/docs/api-reference/errors"},
    {"", "api key required", Saying::Words, "header.missing", kLikely, kMany},
    {"", "api key is required", Saying::Words, "header.missing", kLikely, kMany},
    {"", "api key missing", Saying::Words, "header.missing", kLikely, kMany},
    {"", "api key is missing", Saying::Words, "header.missing", kLikely, kMany},
    {"", "missing api key", Saying::Words, "header.missing", kLikely, kMany},
    {"", "no api key", Saying::Words, "header.missing", kLikely, kMany},
    {"", "authorization header not found", Saying::Words, "header.missing", kLikely, kMany},
    {"", "authorization header is required", Saying::Words, "header.missing", kLikely, kMany},
    {"", "authorization header required", Saying::Words, "header.missing", kLikely, kMany},
    {"", "token required", Saying::Code, "header.missing", kPossible, kMany},
    {"Flask-JWT-Extended", "missing 'bearer' type in 'authorization' header", Saying::Words, "header.scheme-missing", kLikely, kFlaskJwt},
    {"Elasticsearch", "invalid apikey value", Saying::Words, "header.malformed", kLikely, kElastic},
    {"Clerk", "clerk_key_invalid", Saying::Code, "apikey.invalid", kCertain, "clerk.com/docs/errors/backend-api"},
    {"Linear", "remove the bearer prefix from the authorization header", Saying::Words, "header.scheme-wrong", kCertain,
     "linear.app/developers/graphql (personal API keys)"},
    {"PyPI", "username/password authentication is no longer supported", Saying::Words, "basic.password-unsupported", kCertain,
     "github.com/pypi/warehouse warehouse/forklift/legacy.py"},
    {"Atlassian", "basic authentication with passwords is deprecated", Saying::Words, "basic.password-unsupported", kLikely,
     "developer.atlassian.com/cloud/jira/platform/deprecation-notice-basic-auth-and-cookie-based-auth"},
    {"GitHub", "support for password authentication was removed", Saying::Words, "basic.password-unsupported", kLikely,
     "github.blog 2020-12-15 token authentication requirements for Git operations"},
    {"GitHub", "password authentication is not supported for git operations", Saying::Words, "basic.password-unsupported", kLikely,
     "github.blog 2020-12-15 token authentication requirements for Git operations"},
    {"Bitbucket", "stopped supporting account passwords", Saying::Words, "basic.password-unsupported", kLikely,
     "atlassian.com/blog/bitbucket/deprecating-account-password-login"},
    {"Nextcloud", "password login forbidden", Saying::Words, "basic.password-unsupported", kCertain,
     "github.com/nextcloud/server apps/dav/lib/Connector/Sabre/Exception/PasswordLoginForbidden.php"},
    {"GitLab", "you must use a personal access token", Saying::Words, "basic.password-unsupported", kPossible,
     "docs.gitlab.com/user/profile/account/two_factor_authentication_troubleshooting"},
    {"Google", "application-specific password required", Saying::Words, "basic.password-unsupported", kCertain,
     "support.google.com/mail/answer/185833"},
    {"Jenkins", "invalid password/token for user", Saying::Words, "basic.rejected", kLikely,
     "github.com/jenkinsci/jenkins BasicHeaderProcessor.java"},
    {"CouchDB", "name or password is incorrect", Saying::Words, "basic.rejected", kCertain,
     "docs.couchdb.org/en/stable/api/server/authn.html"},
    {"Nextcloud", "username or password was incorrect", Saying::Words, "basic.rejected", kLikely,
     "github.com/sabre-io/dav lib/DAV/Auth/Backend/AbstractBasic.php"},
    {"Elasticsearch", "unable to find apikey with id", Saying::Words, "apikey.invalid", kCertain, kElastic},
    {"Azure API Management", "access denied due to invalid subscription key.", Saying::Words, "apikey.invalid", kLikely, kApim},
    {"SendGrid", "the provided authorization grant is invalid, expired, or revoked", Saying::Words, "apikey.invalid", kPossible,
     "www.twilio.com/docs/sendgrid/api-reference/how-to-use-the-sendgrid-v3-api/responses"},
    {"Cloudflare", "invalid api token", Saying::Words, "apikey.invalid", kLikely,
     "developers.cloudflare.com/fundamentals/api/troubleshooting"},
    {"Grafana", "api-key.invalid", Saying::Code, "apikey.invalid", kCertain,
     "github.com/grafana/grafana pkg/services/authn/clients/api_key.go"},
    {"Postmark", "the server token you provided in the x-postmark-server-token", Saying::Words, "apikey.invalid", kCertain, kPostmark},
    {"Mapbox", "not authorized - invalid token", Saying::Words, "apikey.invalid", kLikely,
     "docs.mapbox.com/api/guides/#access-tokens-and-token-scopes"},
    {"Notion", "api token is invalid", Saying::Words, "apikey.invalid", kLikely, "developers.notion.com/reference/status-codes"},
    {"Algolia", "invalid application-id or api key", Saying::Words, "apikey.invalid", kLikely,
     "www.algolia.com/doc/guides/security/api-keys"},
    {"", "invalid_api_key", Saying::Code, "apikey.invalid", kLikely, kMany},
    {"", "unknown api key", Saying::Words, "apikey.invalid", kLikely, kMany},
    {"", "api key not found", Saying::Words, "apikey.invalid", kLikely, kMany},
    {"", "api key expired", Saying::Words, "apikey.invalid", kLikely, kMany},
    {"", "api key has expired", Saying::Words, "apikey.invalid", kLikely, kMany},
    {"", "api key has been revoked", Saying::Words, "apikey.invalid", kCertain, kMany},
};

}

std::span<const Saying> credentialSayings()
{
    return kSayings;
}

}
