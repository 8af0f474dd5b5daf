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

extern const Rule basicMalformed;
extern const Rule basicWhitespace;
extern const Rule basicRejected;

extern const Rule tokenMalformed;
extern const Rule tokenExpired;
extern const Rule tokenNotYetValid;
extern const Rule tokenIssuedInFuture;
extern const Rule tokenTypeWrong;
extern const Rule tokenAudienceWrong;
extern const Rule tokenScopeMissing;
extern const Rule tokenTimestampUnit;
extern const Rule tokenRejected;

extern const Rule clockClientDrift;
extern const Rule clockServerDrift;

extern const Rule cookieMissing;
extern const Rule cookieNotSent;
extern const Rule cookieExpired;
extern const Rule cookieRejected;
extern const Rule cookieCleared;

extern const Rule serverChallengeMissing;
extern const Rule serverGateway;

extern const Rule statusForbidden;
extern const Rule statusProxyAuthentication;
extern const Rule statusLoginPage;

}
