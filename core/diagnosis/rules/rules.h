#pragma once

#include "core/diagnosis/rule.h"

/// Every rule, one file each: <area>/<cause>.cpp. A new one is declared here and listed in registry.cpp.
namespace keyhole::rules {

extern const Rule headerMissing;
extern const Rule headerEmpty;
extern const Rule headerPlaceholder;
extern const Rule headerSchemeMissing;
extern const Rule headerSchemeWrong;
extern const Rule headerSchemeRepeated;
extern const Rule headerMalformed;
extern const Rule headerNameWrong;
extern const Rule headerLocationWrong;
extern const Rule headerDuplicated;
extern const Rule headerDroppedOnRedirect;
extern const Rule headerStrippedUpstream;
extern const Rule headerLayerConflict;
extern const Rule headerTooLarge;

extern const Rule basicMalformed;
extern const Rule basicWhitespace;
extern const Rule basicMangled;
extern const Rule basicCharset;
extern const Rule basicRejected;
extern const Rule basicPasswordUnsupported;

extern const Rule digestStale;
extern const Rule digestMismatch;

extern const Rule apikeyInvalid;
extern const Rule apikeyEnvironmentWrong;
extern const Rule apikeyUnsupported;

extern const Rule tokenMalformed;
extern const Rule tokenExpired;
extern const Rule tokenNotYetValid;
extern const Rule tokenNotPropagated;
extern const Rule tokenIssuedInFuture;
extern const Rule tokenTimestampUnit;
extern const Rule tokenLifetimeTooLong;
extern const Rule tokenClaimMissing;
extern const Rule tokenTypeWrong;
extern const Rule tokenAudienceWrong;
extern const Rule tokenIssuerWrong;
extern const Rule tokenScopeMissing;
extern const Rule tokenSignatureInvalid;
extern const Rule tokenKeyUnknown;
extern const Rule tokenAlgorithmRejected;
extern const Rule tokenEncrypted;
extern const Rule tokenRevoked;
extern const Rule tokenSenderConstrained;
extern const Rule tokenClaimRejected;
extern const Rule tokenEnvironmentWrong;
extern const Rule tokenRejected;

extern const Rule clockClientDrift;
extern const Rule clockServerDrift;
extern const Rule clockTimezone;
extern const Rule clockSignatureSkew;

extern const Rule cookieMissing;
extern const Rule cookieNotSent;
extern const Rule cookieExpired;
extern const Rule cookieRejected;
extern const Rule cookieCleared;
extern const Rule cookieMalformed;
extern const Rule cookieDuplicated;
extern const Rule cookieSessionInvalid;
extern const Rule cookieOverwritten;
extern const Rule cookieCredentialsOmitted;
extern const Rule cookieStrippedUpstream;

extern const Rule csrfMissing;
extern const Rule csrfMismatch;
extern const Rule csrfOriginRejected;

extern const Rule signatureMismatch;
extern const Rule signatureScopeWrong;
extern const Rule signatureIncomplete;

extern const Rule oauthClientRejected;
extern const Rule oauthGrantRejected;
extern const Rule oauthConsentWithdrawn;

extern const Rule accountLocked;
extern const Rule accountSecondFactor;

extern const Rule serverGateway;
extern const Rule serverCached;
extern const Rule serverCorsPreflight;
extern const Rule serverRateLimited;
extern const Rule serverAddressBlocked;
extern const Rule serverMisconfigured;
extern const Rule serverChallengeMissing;
extern const Rule serverEndpointWrong;
extern const Rule serverHiddenResource;
extern const Rule serverProxyUrlMismatch;
extern const Rule serverStaleKeys;

extern const Rule statusForbidden;
extern const Rule statusProxyAuthentication;
extern const Rule statusLoginPage;
extern const Rule statusSessionTimeout;
extern const Rule statusErrorInSuccess;
extern const Rule statusForbiddenAs401;

extern const Rule tlsClientCertificateMissing;

extern const Rule negotiateConnectionLost;

}
