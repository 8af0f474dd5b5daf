#pragma once

#include "core/token/token.h"

#include <span>

namespace keyhole {

/// Whose token it is, where that tells what its claims mean.
enum class TokenVendor { None, Entra, Google, Firebase, Okta, Auth0, Keycloak, Cognito, Supabase, Kubernetes, GitHubActions, GitLab };

/// By the issuer, or by claims that one vendor alone writes. None for other tokens.
TokenVendor vendorOf(const Token &token);
/// "Microsoft Entra ID"; empty for None.
QString vendorName(TokenVendor vendor);

/// What a claim means in this very token: by its vendor first, then by the registry. Empty for unknown ones.
QString claimMeaning(const Token &token, QByteArrayView name);

/// A name and what it means, in a few words.
struct Meaning {
    QByteArrayView name;
    const char *words;
};

/// What the registries and the vendors' documentation say; sources stand beside the entries.
std::span<const Meaning> registeredClaims();
std::span<const Meaning> registeredHeaderParameters();
std::span<const Meaning> vendorClaims(TokenVendor vendor);

}
