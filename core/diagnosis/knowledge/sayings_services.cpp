#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;
constexpr Certainty kPossible = Certainty::Possible;

constexpr const char *kGoogle = "cloud.google.com/apis/design/errors; google.rpc.ErrorInfo reasons";
constexpr const char *kFcm = "firebase.google.com/docs/cloud-messaging/error-codes";
constexpr const char *kGraph = "learn.microsoft.com/graph/resolve-auth-errors";
constexpr const char *kKeyVault = "learn.microsoft.com/azure/key-vault/general/rest-error-codes";
constexpr const char *kGitHub = "docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app";
constexpr const char *kGitLab = "docs.gitlab.com/api/oauth2; lib/api/api_guard.rb";
constexpr const char *kSlack = "api.slack.com/methods/auth.test#errors";
constexpr const char *kCloudflare = "developers.cloudflare.com/fundamentals/api/troubleshooting";
constexpr const char *kSpotify = "developer.spotify.com/documentation/web-api/concepts/api-calls";
constexpr const char *kStripe = "docs.stripe.com/error-codes";
constexpr const char *kOpenAi = "platform.openai.com/docs/guides/error-codes";
constexpr const char *kAnthropic = "docs.anthropic.com/en/api/errors";
constexpr const char *kWoo = "github.com/woocommerce/woocommerce includes/class-wc-rest-authentication.php";
constexpr const char *kMagento = "experienceleague.adobe.com Commerce 2.4.4 release notes: integration tokens are no bearer tokens any "
                                 "longer, they sign with OAuth 1.0a";

constexpr Saying kSayings[] = {
    {"Google", "request is missing required authentication credential", Saying::Words, "header.missing", kLikely, kGoogle},
    {"Google", "credentials_missing", Saying::Code, "header.missing", kLikely, kGoogle},
    {"Google", "access_token_scope_insufficient", Saying::Code, "token.scope-missing", kCertain, kGoogle},
    {"Google", "access_token_expired", Saying::Code, "token.expired", kCertain, kGoogle},
    {"Google", "access_token_type_unsupported", Saying::Code, "token.type-wrong", kPossible, kGoogle},
    {"Google", "api key not valid", Saying::Words, "apikey.invalid", kCertain, kGoogle},
    {"Google", "api_key_invalid", Saying::Code, "apikey.invalid", kCertain, kGoogle},
    {"Google", "api keys are not supported by this api", Saying::Words, "apikey.unsupported", kCertain, kGoogle},
    {"Firebase Cloud Messaging", "third_party_auth_error", Saying::Code, "server.misconfigured", kCertain, kFcm},
    {"Microsoft Graph", "access token has expired", Saying::Words, "token.expired", kLikely, kGraph},
    {"Microsoft Graph", "lifetime validation failed, the token is expired", Saying::Words, "token.expired", kCertain, kGraph},
    {"Microsoft Graph", "compacttoken parsing failed", Saying::Words, "token.malformed", kLikely, kGraph},
    {"Microsoft Graph", "access token is empty", Saying::Words, "header.missing", kLikely, kGraph},
    {"Azure Key Vault", "akv10022", Saying::Words, "token.audience-wrong", kCertain, kKeyVault},
    {"Azure Key Vault", "akv10032", Saying::Words, "token.issuer-wrong", kCertain, kKeyVault},
    {"Azure Key Vault", "akv10000", Saying::Words, "header.missing", kLikely, kKeyVault},
    {"GitHub", "requires authentication", Saying::Code, "header.missing", kLikely, kGitHub, "github"},
    {"GitHub", "'expiration time' claim ('exp') is too far in the future", Saying::Words, "token.lifetime-too-long", kCertain, kGitHub},
    {"GitHub", "'issued at' claim ('iat') must be", Saying::Words, "token.issued-in-future", kLikely, kGitHub},
    {"GitHub", "a json web token could not be decoded", Saying::Words, "token.malformed", kPossible, kGitHub},
    {"GitHub", "must specify two-factor authentication otp code", Saying::Words, "account.second-factor", kCertain, kGitHub},
    {"GitHub", "resource protected by organization saml enforcement", Saying::Words, "account.second-factor", kCertain, kGitHub},
    {"GitLab", "token is expired. you can either do re-authorization or token refresh", Saying::Words, "token.expired", kCertain, kGitLab},
    {"GitLab", "token was revoked. you have to re-authorize", Saying::Words, "token.revoked", kCertain, kGitLab},
    {"Slack", "not_authed", Saying::Code, "header.missing", kLikely, kSlack, "slack"},
    {"Slack", "invalid_auth", Saying::Code, "apikey.invalid", kCertain, kSlack, "slack"},
    {"Slack", "account_inactive", Saying::Code, "account.locked", kCertain, kSlack, "slack"},
    {"Slack", "missing_scope", Saying::Code, "token.scope-missing", kCertain, kSlack, "slack"},
    {"Slack", "not_allowed_token_type", Saying::Code, "token.type-wrong", kCertain, kSlack, "slack"},
    {"Cloudflare", "cannot use the access token from location", Saying::Words, "server.address-blocked", kCertain, kCloudflare},
    {"Cloudflare", "invalid format for x-auth-", Saying::Words, "header.malformed", kCertain, kCloudflare},
    {"Cloudflare", "invalid format for authorization header", Saying::Words, "header.malformed", kLikely, kCloudflare},
    {"Spotify", "permissions missing", Saying::Words, "token.scope-missing", kCertain, kSpotify, "spotify"},
    {"Spotify", "only valid bearer authentication supported", Saying::Words, "header.scheme-wrong", kLikely, kSpotify, "spotify"},
    {"Stripe", "you did not provide an api key", Saying::Words, "header.missing", kLikely, kStripe},
    {"Stripe", "invalid api key provided", Saying::Words, "apikey.invalid", kCertain, kStripe},
    {"OpenAI", "you didn't provide an api key", Saying::Words, "header.missing", kLikely, kOpenAi},
    {"OpenAI", "incorrect api key provided", Saying::Words, "apikey.invalid", kCertain, kOpenAi},
    {"Anthropic", "x-api-key header is required", Saying::Words, "header.missing", kLikely, kAnthropic},
    {"Anthropic", "invalid x-api-key", Saying::Words, "apikey.invalid", kCertain, kAnthropic},
    {"Azure", "invalid subscription key or wrong api endpoint", Saying::Words, "apikey.invalid", kPossible,
     "learn.microsoft.com/azure/ai-services"},
    {"WooCommerce", "woocommerce_rest_authentication_error", Saying::Code, "apikey.invalid", kLikely, kWoo},
    {"Magento", "the consumer isn't authorized to access", Saying::Words, "header.scheme-wrong", kLikely, kMagento},
    {"X", "invalid or expired token", Saying::Words, "token.rejected", kLikely, "developer.x.com, error 89", "x"},
    {"Istio", "rbac: access denied", Saying::Words, "status.forbidden", kCertain, "istio.io authorization policy"},
    {"", "invalid api key", Saying::Words, "apikey.invalid", kLikely, "words of many services"},
    {"", "api key is invalid", Saying::Words, "apikey.invalid", kLikely, "words of many services"},
};

}

std::span<const Saying> serviceSayings()
{
    return kSayings;
}

}
