#include "core/token/claim_meaning.h"

#include "core/http/url.h"

namespace keyhole {

namespace {

struct IssuerSign {
    TokenVendor vendor;
    QByteArrayView host;  ///< of iss; one with a dot in front stands for every host below
    QByteArrayView path;  ///< contained in the path of iss; empty: any
};
constexpr IssuerSign kIssuers[] = {
    {TokenVendor::Entra, "sts.windows.net", ""},
    {TokenVendor::Entra, "login.microsoftonline.com", ""},
    {TokenVendor::Entra, "login.microsoftonline.us", ""},
    {TokenVendor::Entra, "login.partner.microsoftonline.cn", ""},
    {TokenVendor::Entra, ".b2clogin.com", ""},
    {TokenVendor::Entra, ".ciamlogin.com", ""},
    {TokenVendor::Google, "accounts.google.com", ""},
    {TokenVendor::Firebase, "securetoken.google.com", ""},
    {TokenVendor::Firebase, "session.firebase.google.com", ""},
    {TokenVendor::Okta, ".okta.com", ""},
    {TokenVendor::Okta, ".okta-emea.com", ""},
    {TokenVendor::Okta, ".okta-gov.com", ""},
    {TokenVendor::Okta, ".oktapreview.com", ""},
    {TokenVendor::Okta, "", "/oauth2/default"},
    {TokenVendor::Auth0, ".auth0.com", ""},
    {TokenVendor::Keycloak, "", "/realms/"},
    {TokenVendor::Supabase, ".supabase.co", ""},
    {TokenVendor::Supabase, "", "/auth/v1"},
    {TokenVendor::Kubernetes, "kubernetes.default.svc", ""},
    {TokenVendor::Kubernetes, "kubernetes.default.svc.cluster.local", ""},
    {TokenVendor::GitHubActions, "token.actions.githubusercontent.com", ""},
    {TokenVendor::GitHubActions, "", "/_services/token"},
    {TokenVendor::GitLab, "gitlab.com", ""},
};

struct ClaimSign {
    TokenVendor vendor;
    QByteArrayView claim;
};
/// Claims that no other vendor writes.
constexpr ClaimSign kTellingClaims[] = {
    {TokenVendor::Kubernetes, "kubernetes.io"}, {TokenVendor::Kubernetes, "kubernetes.io/serviceaccount/namespace"},
    {TokenVendor::Cognito, "cognito:username"}, {TokenVendor::Cognito, "cognito:groups"},
    {TokenVendor::Firebase, "firebase"},        {TokenVendor::GitHubActions, "job_workflow_ref"},
    {TokenVendor::GitLab, "ci_config_ref_uri"}, {TokenVendor::Keycloak, "realm_access"},
    {TokenVendor::Keycloak, "resource_access"}, {TokenVendor::Entra, "xms_tcdt"},
    {TokenVendor::Entra, "appidacr"},           {TokenVendor::Entra, "azpacr"},
};

bool isOfHost(QByteArrayView host, QByteArrayView wanted)
{
    return wanted.isEmpty() || (wanted.startsWith('.') ? host.endsWith(wanted) : host == wanted);
}

bool isCognito(const QByteArray &host)
{
    return host.startsWith("cognito-idp.") && (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn"));
}

QString find(std::span<const Meaning> table, QByteArrayView name)
{
    const auto found = std::find_if(table.begin(), table.end(), [name](const Meaning &one) { return one.name == name; });
    return found == table.end() ? QString() : QString::fromLatin1(found->words);
}

}

TokenVendor vendorOf(const Token &token)
{
    const QByteArray issuer = token.claimText("iss");
    if (issuer == "accounts.google.com")
        return TokenVendor::Google;
    if (issuer == "supabase")  // of the project's own keys
        return TokenVendor::Supabase;
    if (const auto url = Url::parse(issuer)) {
        if (isCognito(url->host))
            return TokenVendor::Cognito;
        for (const IssuerSign &sign : kIssuers) {
            if (isOfHost(url->host, sign.host) && url->path.contains(sign.path))
                return sign.vendor;
        }
    }
    for (const ClaimSign &sign : kTellingClaims) {
        if (token.claim(sign.claim))
            return sign.vendor;
    }
    return TokenVendor::None;
}

QString vendorName(TokenVendor vendor)
{
    static constexpr const char *kNames[] = {"",         "Microsoft Entra ID", "Google",   "Firebase",   "Okta",           "Auth0",
                                             "Keycloak", "Amazon Cognito",     "Supabase", "Kubernetes", "GitHub Actions", "GitLab"};
    return QLatin1String(kNames[int(vendor)]);
}

QString claimMeaning(const Token &token, QByteArrayView name)
{
    const QString ofVendor = find(vendorClaims(vendorOf(token)), name);
    return ofVendor.isEmpty() ? claimMeaning(name) : ofVendor;
}

QString claimMeaning(QByteArrayView name)
{
    const QString registered = find(registeredClaims(), name);
    for (int vendor = int(TokenVendor::Entra); registered.isEmpty() && vendor <= int(TokenVendor::GitLab); ++vendor) {
        const QString words = find(vendorClaims(TokenVendor(vendor)), name);
        if (!words.isEmpty())
            return words;
    }
    return registered;
}

QString headerParameterMeaning(QByteArrayView name)
{
    return find(registeredHeaderParameters(), name);
}

}
