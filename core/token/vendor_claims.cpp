#include "core/token/claim_meaning.h"

namespace keyhole {

namespace {

/// learn.microsoft.com/entra/identity-platform: access-token-claims-reference, id-token-claims-reference, optional-claims-reference.
constexpr Meaning kEntra[] = {
    {"acct", "Member (0) or guest (1) of the tenant"},
    {"acrs", "Authentication contexts that were met"},
    {"aio", "For the issuer's own use"},
    {"altsecid", "Identity of the user at another issuer"},
    {"app_displayname", "Name of the application"},
    {"appid", "The application that it was issued to"},
    {"appidacr", "How the application was authenticated (0 not, 1 secret, 2 certificate)"},
    {"azp", "The application that it was issued to"},
    {"azpacr", "How the client was authenticated (0 not, 1 secret, 2 certificate)"},
    {"ctry", "Country of the user"},
    {"emails", "E-mail addresses of the user (B2C)"},
    {"family_name", "Family name"},
    {"fwd", "Address that the client came from, inside of a virtual network"},
    {"groups", "Object identifiers of the user's groups"},
    {"hasgroups", "There are too many groups to list; the API asks Graph"},
    {"home_oid", "User in the home tenant"},
    {"idp", "Who authenticated the user"},
    {"idtyp", "Whether a user or an application (app)"},
    {"in_corp", "Whether the client is in the company's network"},
    {"ipaddr", "Address that the user came from"},
    {"ivt", "Invitation that it comes from"},
    {"login_hint", "What signs the user out or in again without asking"},
    {"nonce", "In an access token: marks one for Microsoft Graph, which no other API can check"},
    {"oid", "User or application in the tenant; the same for all applications"},
    {"onprem_sid", "Security identifier of the user in the local directory"},
    {"platf", "Platform of the device"},
    {"puid", "For the issuer's own use: identifier of the user"},
    {"pwd_exp", "When the password expires"},
    {"pwd_url", "Where the password is changed"},
    {"rh", "For the issuer's own use"},
    {"roles", "Application roles that were given to the user or application"},
    {"scp", "What the application may do for the user; absent when it acts for itself"},
    {"sid", "Session of the user"},
    {"signin_state", "Whether the sign-in is kept (kmsi)"},
    {"sub", "Whom it is about; another value for each application"},
    {"tenant_ctry", "Country of the tenant"},
    {"tenant_region_scope", "Region of the tenant"},
    {"tenant_region_sub_scope", "Part of the region of the tenant"},
    {"tfp", "Policy by which the user signed in (B2C)"},
    {"acr", "Policy by which the user signed in (B2C), or 1 for any sign-in"},
    {"tid", "Tenant"},
    {"unique_name", "Name of the user, for people; not unique"},
    {"upn", "Sign-in name of the user; may change"},
    {"preferred_username", "Sign-in name of the user; may change"},
    {"uti", "For the issuer's own use: identifier of the token"},
    {"ver", "Version of the token format: 1.0 or 2.0"},
    {"verified_primary_email", "E-mail addresses that are known to be the user's"},
    {"verified_secondary_email", "Other e-mail addresses that are known to be the user's"},
    {"vnet", "Virtual network that the request came from"},
    {"wids", "Directory roles of the tenant"},
    {"xms_act_fct", "For the issuer's own use: how the actor was authenticated"},
    {"xms_az_rid", "Azure resource that it was issued for"},
    {"xms_az_nwperimid", "Network perimeter that it was issued in"},
    {"xms_cc", "What the client is capable of (cp1: claims challenges)"},
    {"xms_cae", "Whether access is evaluated continuously"},
    {"xms_edov", "Whether the owner of the e-mail's domain was verified"},
    {"xms_ftd", "For the issuer's own use"},
    {"xms_idrel", "How the user belongs to the tenant"},
    {"xms_mirid", "Azure resource of the managed identity"},
    {"xms_pdl", "Where the user's data are kept"},
    {"xms_pl", "Language of the user"},
    {"xms_rd", "For the issuer's own use"},
    {"xms_ssm", "Whether the session is protected"},
    {"xms_st", "Subject of the token for the application that asked for it"},
    {"xms_sub_fct", "For the issuer's own use: how the subject was authenticated"},
    {"xms_tcdt", "When the tenant was made"},
    {"xms_tdbr", "Region of the tenant's data"},
    {"xms_tnt_fct", "For the issuer's own use: about the tenant"},
    {"xms_tpl", "Language of the tenant"},
    {"ztdid", "Identity of the device for its first set-up"},
};
/// developers.google.com/identity/openid-connect/openid-connect; cloud.google.com/docs/authentication/token-types.
constexpr Meaning kGoogle[] = {
    {"azp", "The client that asked for it; another one than aud for a mobile app with a server"},
    {"hd", "Domain of the organisation at Google"},
    {"target_audience", "Audience that an ID token is asked for"},
    {"email", "E-mail address of the user or service account"},
    {"google", "What Google adds: compute engine, organisation, device"},
    {"sub", "Account at Google; never given to another one"},
};
/// firebase.google.com/docs/auth/admin/verify-id-tokens, docs/rules/rules-and-auth.
constexpr Meaning kFirebase[] = {
    {"firebase", "How the user signed in to Firebase, and as whom elsewhere"},
    {"user_id", "User in the project; the same as sub"},
    {"uid", "User in the project"},
    {"provider_id", "Who authenticated the user; anonymous without a sign-in"},
    {"aud", "The project"},
    {"iss", "Who issued it: securetoken for ID tokens, session for session cookies"},
    {"claims", "Claims of one's own, in a token that is exchanged for an ID token"},
};
/// developer.okta.com/docs/api/openapi/okta-oauth: tokens and claims.
constexpr Meaning kOkta[] = {
    {"cid", "The client that it was issued to"},
    {"uid", "User at Okta; absent when a client acts for itself"},
    {"scp", "What it allows"},
    {"ver", "Version of the token format"},
    {"idp", "Who authenticated the user"},
    {"groups", "Groups of the user, by a rule of the authorization server"},
    {"orig", "Address of the organisation that it was issued at"},
    {"sub", "Whom it is about: the user name, or the client"},
    {"external_session_id", "Session at the identity provider"},
    {"rsi", "For the issuer's own use: the refresh token it comes from"},
};
/// auth0.com/docs/secure/tokens/json-web-tokens/json-web-token-claims; organizations; access-token-profiles.
constexpr Meaning kAuth0[] = {
    {"permissions", "What it allows, by the API's own names"},
    {"gty", "How it was obtained (grant type)"},
    {"org_id", "Organisation"},
    {"org_name", "Name of the organisation"},
    {"azp", "The application that it was issued to"},
    {"sub", "Whom it is about: connection and user, or client@clients"},
    {"sid", "Session of the user at Auth0"},
};
/// github.com/keycloak/keycloak, core: representations/JsonWebToken, IDToken, AccessToken; www.keycloak.org/docs, server administration.
constexpr Meaning kKeycloak[] = {
    {"typ", "Kind of token, as Keycloak writes it"},
    {"realm_access", "Roles in the realm"},
    {"resource_access", "Roles by client"},
    {"session_state", "Session at the issuer"},
    {"allowed-origins", "Origins that a browser may call from"},
    {"acr", "Level of the authentication; 0 for a single sign-on by cookie, 1 for one that asked"},
    {"azp", "The client that it was issued to"},
    {"clientId", "The client whose service account it is"},
    {"clientHost", "Host that the client called from"},
    {"clientAddress", "Address that the client called from"},
    {"authorization", "Permissions for resources (UMA)"},
    {"trusted-certs", "Certificates that are trusted"},
    {"reuse_id", "For the issuer's own use: tells a refresh token that is used again"},
    {"organization", "Organisations of the user"},
    {"sid", "Session at the issuer"},
    {"upn", "User name"},
    {"not-before-policy", "Tokens from before this moment were taken back"},
};
/// docs.aws.amazon.com/cognito, the access token and the ID token of user pools; credentials of identity pools.
constexpr Meaning kCognito[] = {
    {"token_use", "Kind of token: access or id"},
    {"cognito:groups", "Groups of the user"},
    {"cognito:roles", "Roles of AWS that the user's groups give"},
    {"cognito:preferred_role", "Role of AWS of the group that goes first"},
    {"cognito:username", "Name of the user in the pool"},
    {"username", "Name of the user in the pool"},
    {"identities", "Who authenticated the user, when not the pool itself"},
    {"origin_jti", "Sign-in that it comes from; taken back as a whole"},
    {"event_id", "Sign-in event"},
    {"device_key", "Device of the user"},
    {"version", "Version of the token format"},
    {"client_id", "The app client that it was issued to"},
    {"aud", "The app client; access tokens have client_id in its place"},
    {"scope", "What it allows; aws.cognito.signin.user.admin is the user's own profile"},
};
/// supabase.com/docs/guides/auth/jwt-fields.
constexpr Meaning kSupabase[] = {
    {"role", "Role in the database: anon, authenticated or service_role, which may do everything"},
    {"aal", "How strongly the user was authenticated (aal1, aal2)"},
    {"amr", "How the user was authenticated, each with its moment"},
    {"app_metadata", "What the application knows of the user"},
    {"user_metadata", "What the user says of themselves"},
    {"session_id", "Session"},
    {"is_anonymous", "Whether the user has not signed in"},
    {"ref", "The project"},
    {"phone", "Telephone number"},
    {"aud", "authenticated or anon"},
};
/// kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin, and authentication.
constexpr Meaning kKubernetes[] = {
    {"kubernetes.io", "Namespace, service account, and what it is bound to: pod, node or secret"},
    {"kubernetes.io/serviceaccount/namespace", "Namespace"},
    {"kubernetes.io/serviceaccount/service-account.name", "Service account"},
    {"kubernetes.io/serviceaccount/service-account.uid", "Identifier of the service account"},
    {"kubernetes.io/serviceaccount/secret.name", "Secret that holds it; such tokens never end"},
    {"sub", "Service account: system:serviceaccount:namespace:name"},
    {"aud", "For which server it is meant; the cluster's own where it names none"},
    {"iss", "Who issued it: the cluster"},
    {"warnafter", "From then on a newer token is there to be read"},
};
/// docs.github.com/actions/reference/security/oidc.
constexpr Meaning kGitHubActions[] = {
    {"actor", "Who started the workflow"},
    {"actor_id", "Identifier of who started the workflow"},
    {"base_ref", "Branch that the pull request goes to"},
    {"check_run_id", "Check run of the job"},
    {"enterprise", "Enterprise of the repository"},
    {"enterprise_id", "Identifier of the enterprise"},
    {"environment", "Environment that it deploys to"},
    {"environment_node_id", "Identifier of the environment"},
    {"event_name", "What started the workflow"},
    {"head_ref", "Branch that the pull request comes from"},
    {"job_workflow_ref", "File of the workflow that the job comes from"},
    {"job_workflow_sha", "Commit of that file"},
    {"ref", "Branch or tag that the workflow ran on"},
    {"ref_protected", "Whether the branch is protected"},
    {"ref_type", "Whether a branch or a tag"},
    {"repository", "Repository that the workflow ran in"},
    {"repository_id", "Identifier of the repository"},
    {"repository_owner", "Owner of the repository"},
    {"repository_owner_id", "Identifier of the owner"},
    {"repository_visibility", "Whether the repository is public"},
    {"run_attempt", "How often this run was tried"},
    {"run_id", "Run of the workflow"},
    {"run_number", "Number of the run"},
    {"runner_environment", "Who runs the machine: github-hosted or self-hosted"},
    {"sha", "Commit"},
    {"sub", "What cloud providers compare: repository with branch, tag, environment or pull request"},
    {"workflow", "Workflow"},
    {"workflow_ref", "File of the workflow"},
    {"workflow_sha", "Commit of the workflow's file"},
};
/// docs.gitlab.com/ci/secrets/id_token_authentication.
constexpr Meaning kGitLab[] = {
    {"namespace_id", "Identifier of the group"},
    {"namespace_path", "Group of the project"},
    {"project_id", "Identifier of the project"},
    {"project_path", "Project that the job ran in"},
    {"user_id", "Identifier of who started the job"},
    {"user_login", "Who started the job"},
    {"user_email", "E-mail address of who started the job"},
    {"user_access_level", "What whoever started the job may do in the project"},
    {"pipeline_id", "Pipeline"},
    {"pipeline_source", "What started the pipeline"},
    {"job_id", "Job"},
    {"ref", "Branch or tag that the job ran on"},
    {"ref_type", "Whether a branch or a tag"},
    {"ref_path", "Branch or tag, whole"},
    {"ref_protected", "Whether the branch is protected"},
    {"environment", "Environment that it deploys to"},
    {"environment_protected", "Whether the environment is protected"},
    {"deployment_tier", "Tier of the environment"},
    {"runner_id", "Runner"},
    {"runner_environment", "Who runs the machine"},
    {"sha", "Commit"},
    {"ci_config_ref_uri", "File of the pipeline"},
    {"ci_config_sha", "Commit of the pipeline's file"},
    {"project_visibility", "Whether the project is public"},
};

}

std::span<const Meaning> vendorClaims(TokenVendor vendor)
{
    switch (vendor) {
    case TokenVendor::None:
        break;
    case TokenVendor::Entra:
        return kEntra;
    case TokenVendor::Google:
        return kGoogle;
    case TokenVendor::Firebase:
        return kFirebase;
    case TokenVendor::Okta:
        return kOkta;
    case TokenVendor::Auth0:
        return kAuth0;
    case TokenVendor::Keycloak:
        return kKeycloak;
    case TokenVendor::Cognito:
        return kCognito;
    case TokenVendor::Supabase:
        return kSupabase;
    case TokenVendor::Kubernetes:
        return kKubernetes;
    case TokenVendor::GitHubActions:
        return kGitHubActions;
    case TokenVendor::GitLab:
        return kGitLab;
    }
    return {};
}

}
