#include "core/diagnosis/knowledge/services.h"

#include "core/http/field.h"

#include <algorithm>
#include <iterator>

namespace keyhole {

namespace {

using Want = CredentialWant;

// Each table: where the service reads a credential, first the usual way.
constexpr const char *kAnthropicHosts[] = {"api.anthropic.com"};
constexpr Want kAnthropicWants[]
    = {{Want::Field, "x-api-key", nullptr, "sk-ant-api"}, {Want::Authorization, "Authorization", "Bearer", "sk-ant-oat"}};
constexpr const char *kOpenAiHosts[] = {"api.openai.com"};
constexpr Want kOpenAiWants[] = {{Want::Authorization, "Authorization", "Bearer", "sk-"}};
constexpr const char *kAzureOpenAiHosts[] = {".openai.azure.com"};
constexpr Want kAzureOpenAiWants[] = {{Want::Field, "api-key", nullptr, nullptr}, {Want::Authorization, "Authorization", "Bearer", "eyJ"}};
constexpr const char *kKeyVaultHosts[] = {".vault.azure.net"};
constexpr Want kBearerJwt[] = {{Want::Authorization, "Authorization", "Bearer", "eyJ"}};
constexpr Want kBearer[] = {{Want::Authorization, "Authorization", "Bearer", nullptr}};
constexpr const char *kGraphHosts[] = {"graph.microsoft.com", "management.azure.com"};
constexpr const char *kEntraHosts[] = {"login.microsoftonline.com", "login.windows.net"};
constexpr const char *kDiscordHosts[] = {"discord.com", "discordapp.com"};
constexpr Want kDiscordWants[]
    = {{Want::Authorization, "Authorization", "Bot", nullptr}, {Want::Authorization, "Authorization", "Bearer", nullptr}};
constexpr const char *kSlackHosts[] = {"slack.com", "www.slack.com"};
constexpr Want kSlackWants[] = {{Want::Authorization, "Authorization", "Bearer", "xox"}, {Want::Body, "token", nullptr, "xox"}};
constexpr const char *kGitHubHosts[] = {"api.github.com", "uploads.github.com"};
constexpr Want kGitHubWants[] = {{Want::Authorization, "Authorization", "Bearer", nullptr},
                                 {Want::Authorization, "Authorization", "token", nullptr},
                                 {Want::Authorization, "Authorization", "Basic", nullptr}};
constexpr const char *kGitHostingHosts[] = {"github.com"};
constexpr const char *kGitLabHosts[] = {"gitlab.com"};
constexpr Want kGitLabWants[] = {{Want::Field, "PRIVATE-TOKEN", nullptr, "glpat-"},
                                 {Want::Authorization, "Authorization", "Bearer", nullptr},
                                 {Want::Query, "private_token", nullptr, "glpat-"},
                                 {Want::Field, "JOB-TOKEN", nullptr, nullptr}};
constexpr const char *kSpotifyHosts[] = {"api.spotify.com"};
constexpr const char *kAppStoreHosts[] = {"api.appstoreconnect.apple.com"};
constexpr const char *kCloudflareHosts[] = {"api.cloudflare.com"};
constexpr Want kCloudflareWants[]
    = {{Want::Authorization, "Authorization", "Bearer", nullptr}, {Want::Field, "X-Auth-Key", nullptr, nullptr}};
constexpr const char *kGoogleHosts[] = {".googleapis.com"};
constexpr Want kGoogleWants[] = {{Want::Authorization, "Authorization", "Bearer", nullptr},
                                 {Want::Query, "key", nullptr, "AIza"},
                                 {Want::Field, "X-Goog-Api-Key", nullptr, "AIza"}};
constexpr const char *kStripeHosts[] = {"api.stripe.com"};
constexpr Want kStripeWants[]
    = {{Want::Authorization, "Authorization", "Bearer", "sk_"}, {Want::Authorization, "Authorization", "Basic", nullptr}};
constexpr const char *kNotionHosts[] = {"api.notion.com"};
constexpr const char *kShopifyHosts[] = {".myshopify.com"};
constexpr Want kShopifyWants[] = {{Want::Field, "X-Shopify-Access-Token", nullptr, "shp"}};
constexpr const char *kHuggingFaceHosts[] = {"huggingface.co", "api-inference.huggingface.co"};
constexpr Want kHuggingFaceWants[] = {{Want::Authorization, "Authorization", "Bearer", "hf_"}};
constexpr const char *kDigitalOceanHosts[] = {"api.digitalocean.com"};
constexpr const char *kApiGatewayHosts[] = {".execute-api"};
constexpr const char *kAwsHosts[] = {".amazonaws.com"};
constexpr const char *kXHosts[] = {"api.twitter.com", "api.x.com"};
constexpr Want kXWants[]
    = {{Want::Authorization, "Authorization", "Bearer", nullptr}, {Want::Authorization, "Authorization", "OAuth", nullptr}};

constexpr const char *kAtlassianHosts[] = {".atlassian.net"};
constexpr Want kAtlassianWants[]
    = {{Want::Authorization, "Authorization", "Basic", nullptr}, {Want::Authorization, "Authorization", "Bearer", nullptr}};
constexpr const char *kSalesforceHosts[] = {".salesforce.com"};
constexpr Want kSalesforceWants[]
    = {{Want::Authorization, "Authorization", "Bearer", nullptr}, {Want::Authorization, "Authorization", "OAuth", nullptr}};

constexpr int kTwentyMinutes = 20 * 60;

const Service kServices[] = {
    {"anthropic", "Anthropic", kAnthropicHosts, kAnthropicWants, 0, 0, "docs.anthropic.com/en/api/overview (authentication)"},
    {"openai", "OpenAI", kOpenAiHosts, kOpenAiWants, 0, 0, "platform.openai.com/docs/api-reference/authentication"},
    {"azure-openai", "Azure OpenAI", kAzureOpenAiHosts, kAzureOpenAiWants, 0, 0,
     "learn.microsoft.com/azure/ai-services/openai/reference (authentication)"},
    {"azure-key-vault", "Azure Key Vault", kKeyVaultHosts, kBearerJwt, 0, 0,
     "learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses"},
    {"microsoft-graph", "Microsoft Graph", kGraphHosts, kBearerJwt, 0, 0, "learn.microsoft.com/graph/auth/auth-concepts"},
    {"entra", "Entra ID", kEntraHosts, {}, 0, 0, "learn.microsoft.com/entra/identity-platform/reference-error-codes"},
    {"discord", "Discord", kDiscordHosts, kDiscordWants, 0, 0, "discord.com/developers/docs/reference#authentication"},
    {"slack", "Slack", kSlackHosts, kSlackWants, 0, 0,
     "api.slack.com/web#authentication; changelog 2020-11 (no token in the query for new apps)"},
    {"github", "GitHub", kGitHubHosts, kGitHubWants, 600, 404,
     "docs.github.com/rest/authentication/authenticating-to-the-rest-api; rest/using-the-rest-api/troubleshooting (404 for what is "
     "private)"},
    {"git-hosting", "GitHub", kGitHostingHosts, {}, 0, 401, "docs.github.com/get-started/git-basics/about-remote-repositories"},
    {"gitlab", "GitLab", kGitLabHosts, kGitLabWants, 0, 404,
     "docs.gitlab.com/api/rest/authentication; api/rest/troubleshooting (404 for what one may not see)"},
    {"spotify", "Spotify", kSpotifyHosts, kBearer, 0, 0,
     "developer.spotify.com/documentation/web-api; player endpoints answer 401 'Permissions missing'"},
    {"app-store-connect", "App Store Connect", kAppStoreHosts, kBearerJwt, kTwentyMinutes, 0,
     "developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests"},
    {"cloudflare", "Cloudflare", kCloudflareHosts, kCloudflareWants, 0, 0, "developers.cloudflare.com/fundamentals/api/get-started"},
    {"google", "Google APIs", kGoogleHosts, kGoogleWants, 0, 0, "cloud.google.com/docs/authentication"},
    {"stripe", "Stripe", kStripeHosts, kStripeWants, 0, 0, "docs.stripe.com/api/authentication"},
    {"notion", "Notion", kNotionHosts, kBearer, 0, 0, "developers.notion.com/reference/authentication"},
    {"shopify", "Shopify", kShopifyHosts, kShopifyWants, 0, 0, "shopify.dev/docs/api/usage/authentication"},
    {"huggingface", "Hugging Face", kHuggingFaceHosts, kHuggingFaceWants, 0, 401,
     "huggingface.co/docs/hub/security-tokens; huggingface_hub pull 1202 (401 for what does not exist)"},
    {"digitalocean", "DigitalOcean", kDigitalOceanHosts, kBearer, 0, 0, "docs.digitalocean.com/reference/api"},
    {"x", "X", kXHosts, kXWants, 0, 0, "developer.x.com/en/docs/authentication"},
    {"atlassian", "Atlassian", kAtlassianHosts, kAtlassianWants, 0, 0,
     "developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis; its challenge is OAuth all the same"},
    {"salesforce", "Salesforce", kSalesforceHosts, kSalesforceWants, 0, 0,
     "developer.salesforce.com REST API developer guide, authorization; its challenge is Token all the same"},
    {"aws-api-gateway",
     "API Gateway",
     kApiGatewayHosts,
     {},
     0,
     0,
     "docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html"},
    {"aws", "AWS", kAwsHosts, {}, 0, 0, "docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html"},
};

constexpr KeyShape kShapes[] = {
    {"sk-ant-api", nullptr, "an API key of Anthropic", "anthropic", "header", "docs.anthropic.com/en/api/overview"},
    {"sk-ant-oat", nullptr, "an OAuth token of Anthropic", "anthropic", "bearer", "docs.anthropic.com/en/api/overview"},
    {"sk-", "T3BlbkFJ", "an API key of OpenAI", "openai", "bearer", "github.com/gitleaks/gitleaks openai rule"},
    {"xoxb-", nullptr, "a bot token of Slack", "slack", "bearer", "api.slack.com/concepts/token-types"},
    {"xoxp-", nullptr, "a user token of Slack", "slack", "bearer", "api.slack.com/concepts/token-types"},
    {"xapp-", nullptr, "an app-level token of Slack", "slack", "bearer", "api.slack.com/concepts/token-types"},
    {"ghp_", nullptr, "a personal access token of GitHub", "github", "bearer", "github.blog 2021-04-05 authentication token formats"},
    {"gho_", nullptr, "an OAuth token of GitHub", "github", "bearer", "github.blog 2021-04-05 authentication token formats"},
    {"ghs_", nullptr, "an installation token of GitHub", "github", "bearer", "github.blog 2021-04-05 authentication token formats"},
    {"ghr_", nullptr, "a refresh token of GitHub", "github", "refresh", "github.blog 2021-04-05 authentication token formats"},
    {"github_pat_", nullptr, "a fine-grained token of GitHub", "github", "bearer", "docs.github.com/authentication"},
    {"glpat-", nullptr, "a personal access token of GitLab", "gitlab", "header", "docs.gitlab.com/security/tokens"},
    {"AIza", nullptr, "an API key of Google", "google", "query", "cloud.google.com/docs/authentication/api-keys"},
    {"ya29.", nullptr, "an access token of Google", "google", "bearer", "cloud.google.com/docs/authentication/token-types"},
    {"1//", nullptr, "a refresh token of Google", "google", "refresh", "cloud.google.com/docs/authentication/token-types"},
    {"sk_live_", nullptr, "a live secret key of Stripe", "stripe", "bearer", "docs.stripe.com/keys"},
    {"sk_test_", nullptr, "a test secret key of Stripe", "stripe", "bearer", "docs.stripe.com/keys"},
    {"pk_live_", nullptr, "a publishable key of Stripe", "stripe", "bearer", "docs.stripe.com/keys"},
    {"pk_test_", nullptr, "a publishable test key of Stripe", "stripe", "bearer", "docs.stripe.com/keys"},
    {"shpat_", nullptr, "an Admin API token of Shopify", "shopify", "header", "shopify.dev/docs/api/usage/authentication"},
    {"hf_", nullptr, "a token of Hugging Face", "huggingface", "bearer", "huggingface.co/docs/hub/security-tokens"},
    {"dop_v1_", nullptr, "a personal token of DigitalOcean", "digitalocean", "bearer", "docs.digitalocean.com/reference/api"},
    {"AKIA", nullptr, "an access key id of AWS", "aws", "signature", "docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html"},
};

bool matches(QByteArrayView host, QByteArrayView pattern)
{
    // API Gateway puts the region after its name: <id>.execute-api.<region>.amazonaws.com.
    if (pattern == QByteArrayView(".execute-api"))
        return host.contains(QByteArrayView(".execute-api.")) && host.endsWith(QByteArrayView(".amazonaws.com"));
    return pattern.startsWith('.') ? host.endsWith(pattern) : host == pattern;
}

}

const Service *findService(const Url &url)
{
    const QByteArray host = url.origin().host;
    for (const Service &service : kServices) {
        if (std::any_of(service.hosts.begin(), service.hosts.end(), [&](const char *pattern) { return matches(host, pattern); }))
            return &service;
    }
    return nullptr;
}

const KeyShape *findKeyShape(QByteArrayView credential)
{
    const auto found = std::find_if(std::begin(kShapes), std::end(kShapes), [credential](const KeyShape &shape) {
        return credential.startsWith(QByteArrayView(shape.prefix))
            && (!shape.contains || credential.contains(QByteArrayView(shape.contains)));
    });
    return found == std::end(kShapes) ? nullptr : found;
}

}
