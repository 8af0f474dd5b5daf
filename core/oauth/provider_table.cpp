#include "core/oauth/providers.h"

namespace keyhole {

namespace {

using Authentication = OAuth2Settings::ClientAuthentication;

// One entry a service, by its own documentation (the last member). An issuer comes before endpoints: what a server says about itself is
// newer than any table.
constexpr Provider kProviders[] = {
    {"entra", "Microsoft Entra ID", "https://login.microsoftonline.com/{tenant}/v2.0", "", "", "", "", "code device client-credentials",
     Authentication::None, "openid offline_access", "", "",
     "The tenant is its ID, not its domain: the metadata name the ID. Register http://localhost for desktop applications, and give "
     "http://localhost/ as redirect address: ports are not compared, paths are. Client credentials take one scope that ends in /.default. "
     "Which version a token has, v1 (issuer sts.windows.net) or v2, is what the API asks for in its manifest.",
     // and /access-tokens, /reply-url
     "https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc"},
    {"microsoft", "Microsoft personal accounts", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", "", "", "",
     "", "code device", Authentication::None, "openid offline_access", "", "",
     "The ID in the address stands for all personal accounts; the metadata do not name “consumers”. The application must be registered for "
     "them. As redirect address give http://localhost/, and register http://localhost.",
     "https://learn.microsoft.com/en-us/entra/identity-platform/v2-protocols-oidc"},
    {"google", "Google", "https://accounts.google.com", "", "", "", "", "code device", Authentication::Post, "openid email", "",
     "access_type=offline&prompt=consent",
     "Desktop clients have a client secret too, which is none. A refresh token comes with access_type=offline. A code for another device "
     "takes a client of the type “TVs and Limited Input devices”, and few scopes. Service accounts: give their key file.",
     // and /limited-input-device
     "https://developers.google.com/identity/protocols/oauth2/native-app"},
    {"okta", "Okta", "https://{domain}/oauth2/{server}", "", "", "", "", "code device client-credentials token-exchange",
     Authentication::None, "openid offline_access", "", "",
     "The server is “default”, or the ID of a custom authorization server. The application needs the grant “Refresh token” for a refresh "
     "token. For Okta’s own API choose “Okta (org)”.",
     "https://developer.okta.com/docs/concepts/auth-servers/"},
    {"okta-org", "Okta (org)", "https://{domain}", "", "", "", "", "code device client-credentials", Authentication::None,
     "openid offline_access", "", "",
     "The org’s own server: its tokens are for Okta’s API alone, with scopes such as okta.users.read. Client credentials take a signature "
     "by the client’s key.",
     "https://developer.okta.com/docs/concepts/auth-servers/"},
    {"auth0", "Auth0", "https://{domain}/", "", "", "", "", "code device client-credentials", Authentication::None, "openid offline_access",
     "", "",
     "Without an audience the access token is opaque and for the user information alone: name the identifier of the API, which must allow "
     "offline access for a refresh token. The issuer ends with a slash. Refresh tokens alone can be revoked.",
     "https://auth0.com/docs/api/authentication"},
    {"keycloak", "Keycloak", "https://{host}/realms/{realm}", "", "", "", "", "code device client-credentials password token-exchange",
     Authentication::None, "openid", "", "",
     "Before version 17 the path begins with /auth: write it behind the host. A refresh token ends with the session at the server; with "
     "the scope offline_access it does not.",
     "https://www.keycloak.org/securing-apps/oidc-layers"},
    {"github", "GitHub", "", "https://github.com/login/oauth/authorize", "https://github.com/login/oauth/access_token",
     "https://github.com/login/device/code", "", "code device", Authentication::Post, "read:user", "", "",
     "No discovery and no ID token. It answers a form unless JSON is asked for, which Keyhole does, and errors with 200.",
     "https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps"},
    {"gitlab", "GitLab", "https://{host}", "", "", "", "", "code device password", Authentication::None, "openid read_api", "", "",
     "The host is gitlab.com, or that of your own. Scopes are set when the application is registered as well.",
     "https://docs.gitlab.com/api/oauth2/"},
    {"cognito", "Amazon Cognito", "https://cognito-idp.{region}.amazonaws.com/{pool}", "", "", "", "", "code client-credentials",
     Authentication::None, "openid", "", "",
     "The issuer is the user pool; its endpoints lie at the domain of the pool, and are found by discovery once it has one. The access "
     "token names the client in client_id and has no aud. A refresh token comes without a scope for it; to revoke it revokes the access "
     "tokens that came by it.",
     // and /revocation-endpoint.html
     "https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html"},
    {"pingone", "PingOne", "https://auth.pingone.{zone}/{environment}/as", "", "", "", "", "code device client-credentials",
     Authentication::Basic, "openid", "", "", "The zone is com, eu, ca, asia, com.au or sg: where the environment was made.",
     "https://apidocs.pingidentity.com/pingone/platform/v1/api/"},
    {"slack", "Slack", "", "https://slack.com/oauth/v2/authorize", "https://slack.com/api/oauth.v2.access", "", "", "code",
     Authentication::Post, "users:read", "", "",
     "Redirect addresses are https; only an app with PKCE switched on may come back to localhost, and then for user scopes alone. For a "
     "bot, install the app in Slack, and keep its token. Refusals are 200 with \"ok\": false.",
     "https://docs.slack.dev/authentication/using-pkce"},
    {"atlassian", "Atlassian (3LO)", "", "https://auth.atlassian.com/authorize", "https://auth.atlassian.com/oauth/token", "", "", "code",
     Authentication::Post, "read:jira-work offline_access", "api.atlassian.com", "prompt=consent",
     "The token is for api.atlassian.com/ex/…, not for the site itself.",
     "https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps/"},
    {"salesforce", "Salesforce", "https://{domain}", "", "", "", "", "code client-credentials jwt-bearer", Authentication::None,
     "api refresh_token", "", "",
     "The domain is login.salesforce.com, test.salesforce.com for sandboxes, or your own (name.my.salesforce.com), which client "
     "credentials need. An assertion names the user in sub, and https://login.salesforce.com in aud, for a sandbox "
     "https://test.salesforce.com. No answer tells when a token expires.",
     "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm"},
    {"bitbucket", "Bitbucket Cloud", "", "https://bitbucket.org/site/oauth2/authorize", "https://bitbucket.org/site/oauth2/access_token",
     "", "", "code client-credentials", Authentication::Basic, "", "", "",
     "Scopes are set when the consumer is registered; none are asked for. The redirect address is the registered one, or lies below it.",
     "https://developer.atlassian.com/cloud/bitbucket/oauth-2/"},
    {"spotify", "Spotify", "", "https://accounts.spotify.com/authorize", "https://accounts.spotify.com/api/token", "", "",
     "code client-credentials", Authentication::None, "", "", "",
     "A redirect address on this computer is registered as http://127.0.0.1 with its path and without a port; localhost is not taken.",
     "https://developer.spotify.com/documentation/web-api/concepts/redirect_uri"},
    {"discord", "Discord", "", "https://discord.com/oauth2/authorize", "https://discord.com/api/oauth2/token", "",
     "https://discord.com/api/oauth2/token/revoke", "code client-credentials", Authentication::Basic, "identify", "", "",
     "Bots do not sign in: their token goes behind “Bot”, not “Bearer”.", "https://discord.com/developers/docs/topics/oauth2"},
    {"dropbox", "Dropbox", "", "https://www.dropbox.com/oauth2/authorize", "https://api.dropboxapi.com/oauth2/token", "", "", "code",
     Authentication::None, "", "", "token_access_type=offline", "A refresh token comes with token_access_type=offline alone.",
     "https://developers.dropbox.com/oauth-guide"},
};

}

std::span<const Provider> providers()
{
    return kProviders;
}

}
