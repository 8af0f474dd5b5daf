#include "core/diagnosis/knowledge/sayings.h"

namespace keyhole {

namespace {

constexpr Certainty kCertain = Certainty::Certain;
constexpr Certainty kLikely = Certainty::Likely;

constexpr const char *kBearer = "RFC 6750, 3.1";
constexpr const char *kOAuth = "RFC 6749, 5.2";
constexpr const char *kDpop = "RFC 9449, 7 and 9";
constexpr const char *kEntra = "learn.microsoft.com/entra/identity-platform/reference-error-codes";

constexpr Saying kSayings[] = {
    {"OAuth 2.0", "insufficient_scope", Saying::Code, "token.scope-missing", kCertain, kBearer},
    {"OAuth 2.0", "invalid_client", Saying::Code, "oauth.client-rejected", kCertain, kOAuth},
    {"OAuth 2.0", "unauthorized_client", Saying::Code, "oauth.client-rejected", kLikely, kOAuth},
    {"OAuth 2.0", "invalid_grant", Saying::Code, "oauth.grant-rejected", kCertain, kOAuth},
    {"OAuth 2.0", "use_dpop_nonce", Saying::Code, "token.sender-constrained", kCertain, kDpop},
    {"OAuth 2.0", "invalid_dpop_proof", Saying::Code, "token.sender-constrained", kCertain, kDpop},
    {"OAuth 2.0", "insufficient_user_authentication", Saying::Code, "account.second-factor", kCertain, "RFC 9470, 3"},
    {"Entra ID", "aadsts7000215", Saying::Words, "oauth.client-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts700027", Saying::Words, "oauth.client-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts700016", Saying::Words, "oauth.client-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts70008", Saying::Words, "oauth.grant-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts700082", Saying::Words, "oauth.grant-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts50173", Saying::Words, "oauth.grant-rejected", kCertain, kEntra},
    {"Entra ID", "aadsts65001", Saying::Words, "oauth.consent-withdrawn", kLikely, kEntra},
    {"Entra ID", "aadsts50076", Saying::Words, "account.second-factor", kCertain, kEntra},
    {"Entra ID", "aadsts50079", Saying::Words, "account.second-factor", kCertain, kEntra},
    {"Entra ID", "aadsts50053", Saying::Words, "account.locked", kCertain, kEntra},
    {"Entra ID", "aadsts50057", Saying::Words, "account.locked", kCertain, kEntra},
};

}

std::span<const Saying> oauthSayings()
{
    return kSayings;
}

}
