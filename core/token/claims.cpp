#include "core/token/token.h"

namespace keyhole {

namespace {

struct Meaning {
    QByteArrayView name;
    const char *words;
};

constexpr Meaning kClaims[] = {
    // RFC 7519, 4.1
    {"iss", "Who issued it"},
    {"sub", "Whom it is about"},
    {"aud", "For whom it is meant"},
    {"exp", "Valid until"},
    {"nbf", "Not valid before"},
    {"iat", "When it was issued"},
    {"jti", "Its own identifier"},
    // OpenID Connect Core, 2 and 5.1, and its log-out specifications
    {"name", "Full name"},
    {"given_name", "Given name"},
    {"family_name", "Family name"},
    {"middle_name", "Middle name"},
    {"nickname", "Casual name"},
    {"preferred_username", "Name to address the user by"},
    {"profile", "Address of the profile page"},
    {"picture", "Address of a picture"},
    {"website", "Address of a web site"},
    {"email", "E-mail address"},
    {"email_verified", "Whether the e-mail address was verified"},
    {"gender", "Gender"},
    {"birthdate", "Date of birth"},
    {"zoneinfo", "Time zone"},
    {"locale", "Language and region"},
    {"phone_number", "Telephone number"},
    {"phone_number_verified", "Whether the telephone number was verified"},
    {"address", "Postal address"},
    {"updated_at", "When the profile was last changed"},
    {"azp", "The client that it was issued to"},
    {"nonce", "Ties an ID token to the client's request"},
    {"auth_time", "When the user signed in"},
    {"at_hash", "Hash of the access token"},
    {"c_hash", "Hash of the authorization code"},
    {"s_hash", "Hash of the state"},
    {"acr", "How strongly the user was authenticated"},
    {"amr", "How the user was authenticated"},
    {"sub_jwk", "Public key that checks a self-issued ID token"},
    {"sid", "Session at the issuer"},
    // RFC 7800, 8693, 9068, 9396, 9449, 9470
    {"cnf", "Key that its bearer must prove to hold"},
    {"act", "Who acts for the subject"},
    {"may_act", "Who may act for the subject"},
    {"scope", "What it allows"},
    {"client_id", "The client that it was issued to"},
    {"roles", "Roles"},
    {"groups", "Groups"},
    {"entitlements", "Entitlements"},
    {"authorization_details", "What it allows, in detail"},
    {"htm", "Method of the request that it proves"},
    {"htu", "Address of the request that it proves"},
    {"ath", "Hash of the access token that it goes with"},
    // RFC 7662, 8417, 8485, 9200, 9493, 9560
    {"active", "Whether the token is valid"},
    {"token_introspection", "Answer to an introspection"},
    {"username", "Name of the user at the issuer"},
    {"events", "What happened, each by its address"},
    {"toe", "When the event happened"},
    {"txn", "Transaction that it belongs to"},
    {"sub_id", "Whom it is about, as a structured identifier"},
    {"vot", "Vector of trust"},
    {"vtm", "Where the vector of trust is explained"},
    {"cnonce", "Nonce of the resource server"},
    {"exi", "Valid for this many seconds"},
    {"cdniv", "Version of the claim set for content delivery"},
    // Registered for certificates of calls, verifiable credentials, attestation
    {"orig", "Who calls"},
    {"dest", "Who is called"},
    {"attest", "How well the caller is known"},
    {"origid", "Identifier of the call's origin"},
    {"vc", "Verifiable credential"},
    {"vp", "Verifiable presentation"},
    {"vct", "Type of the verifiable credential"},
    {"status", "Where its revocation is looked up"},
    {"_sd", "Hashes of the claims that can be disclosed"},
    {"_sd_alg", "Hash of the claims that can be disclosed"},
    {"_claim_names", "Which claims are kept elsewhere"},
    {"_claim_sources", "Where those claims are kept"},
    {"ueid", "Identifier of the device"},
    {"eat_nonce", "Ties an attestation to its request"},
    {"swname", "Name of the software"},
    {"swversion", "Version of the software"},
    // Microsoft Entra
    {"tid", "Tenant"},
    {"oid", "User or application in the tenant"},
    {"appid", "The application that it was issued to"},
    {"appidacr", "How the application was authenticated (0 not, 1 secret, 2 certificate)"},
    {"app_displayname", "Name of the application"},
    {"azpacr", "How the client was authenticated (0 not, 1 secret, 2 certificate)"},
    {"idp", "Who authenticated the user"},
    {"idtyp", "Whether a user or an application (app)"},
    {"ipaddr", "Address that the user came from"},
    {"unique_name", "Name of the user, for people"},
    {"upn", "Sign-in name of the user"},
    {"scp", "What it allows"},
    {"ver", "Version of the token format"},
    {"wids", "Directory roles of the tenant"},
    {"xms_cc", "What the client is capable of (cp1: claims challenges)"},
    {"acrs", "Authentication contexts that were met"},
    {"tenant_region_scope", "Region of the tenant"},
    {"hasgroups", "There are too many groups to list"},
    {"aio", "For the issuer's own use"},
    {"rh", "For the issuer's own use"},
    {"uti", "For the issuer's own use: identifier of the token"},
    {"xms_mirid", "Azure resource of the managed identity"},
    // Google, Firebase
    {"hd", "Domain of the organisation at Google"},
    {"target_audience", "Audience that an ID token is asked for"},
    {"firebase", "How the user signed in to Firebase"},
    {"user_id", "User"},
    {"uid", "User"},
    // Okta, Auth0
    {"cid", "The client that it was issued to"},
    {"permissions", "What it allows, by the API's own names"},
    {"gty", "How it was obtained (grant type)"},
    {"org_id", "Organisation"},
    {"org_name", "Name of the organisation"},
    // Keycloak
    {"typ", "Kind of token, as Keycloak writes it"},
    {"realm_access", "Roles in the realm"},
    {"resource_access", "Roles by client"},
    {"session_state", "Session at the issuer"},
    {"allowed-origins", "Origins that a browser may call from"},
    // Amazon Cognito
    {"token_use", "Kind of token: access or id"},
    {"cognito:groups", "Groups of the user"},
    {"cognito:username", "Name of the user in the pool"},
    {"origin_jti", "Sign-in that it comes from"},
    {"event_id", "Sign-in event"},
    {"device_key", "Device of the user"},
    // Supabase
    {"role", "Role in the database"},
    {"aal", "How strongly the user was authenticated (aal1, aal2)"},
    {"app_metadata", "What the application knows of the user"},
    {"user_metadata", "What the user says of themselves"},
    {"session_id", "Session"},
    {"is_anonymous", "Whether the user has not signed in"},
    {"ref", "Project, or branch that the workflow ran on"},
    // Kubernetes
    {"kubernetes.io", "Namespace, pod and service account"},
    {"kubernetes.io/serviceaccount/namespace", "Namespace"},
    {"kubernetes.io/serviceaccount/service-account.name", "Service account"},
    {"kubernetes.io/serviceaccount/service-account.uid", "Identifier of the service account"},
    {"kubernetes.io/serviceaccount/secret.name", "Secret that holds it"},
    // GitHub Actions and GitLab
    {"repository", "Repository that the workflow ran in"},
    {"repository_owner", "Owner of the repository"},
    {"repository_id", "Identifier of the repository"},
    {"repository_visibility", "Whether the repository is public"},
    {"ref_type", "Whether a branch or a tag"},
    {"ref_protected", "Whether the branch is protected"},
    {"sha", "Commit"},
    {"workflow", "Workflow"},
    {"workflow_ref", "File of the workflow"},
    {"job_workflow_ref", "File of the workflow that the job comes from"},
    {"actor", "Who started the workflow"},
    {"event_name", "What started the workflow"},
    {"environment", "Environment that it deploys to"},
    {"run_id", "Run of the workflow"},
    {"runner_environment", "Who runs the machine"},
    {"project_path", "Project that the job ran in"},
    {"namespace_path", "Group of the project"},
    {"pipeline_source", "What started the pipeline"},
};

constexpr Meaning kHeaderParameters[] = {
    {"alg", "Algorithm of the signature or of the key's encryption"},
    {"typ", "Kind of token"},
    {"cty", "Kind of content: JWT when a token is inside"},
    {"kid", "Which key signed it"},
    {"jku", "Where the keys are published"},
    {"jwk", "The key that checks it"},
    {"x5u", "Where the certificate is published"},
    {"x5c", "Certificate that checks it, and its issuers"},
    {"x5t", "SHA-1 of the certificate"},
    {"x5t#S256", "SHA-256 of the certificate"},
    {"crit", "Extensions that must be understood"},
    {"b64", "Whether the payload is encoded"},
    {"enc", "Algorithm that encrypts the content"},
    {"zip", "Compression of the content"},
    {"epk", "One-time key of the sender"},
    {"apu", "Sender, for deriving the key"},
    {"apv", "Recipient, for deriving the key"},
    {"iv", "Initialization vector of the key's encryption"},
    {"tag", "Authentication tag of the key's encryption"},
    {"p2s", "Salt of the password"},
    {"p2c", "Rounds of the password's hash"},
    {"url", "Address that the request goes to"},
    {"nonce", "Ties it to one request"},
    {"ppt", "Extension of a call's token"},
    {"svt", "Proof that the signature was valid"},
    {"iss", "Who issued it"},
    {"sub", "Whom it is about"},
    {"aud", "For whom it is meant"},
    {"trust_chain", "Chain of trust to the issuer"},
};

template <size_t N> QString meaning(const Meaning (&table)[N], QByteArrayView name)
{
    const auto found = std::find_if(std::begin(table), std::end(table), [name](const Meaning &one) { return one.name == name; });
    return found == std::end(table) ? QString() : QString::fromLatin1(found->words);
}

}

QString claimMeaning(QByteArrayView name)
{
    return meaning(kClaims, name);
}

QString headerParameterMeaning(QByteArrayView name)
{
    return meaning(kHeaderParameters, name);
}

}
