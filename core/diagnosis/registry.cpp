#include "core/diagnosis/rules/rules.h"

#include <QFile>
#include <algorithm>

namespace keyhole {

namespace {

// The one list. No self-registering statics: the linker drops them from a static library.
constexpr const Rule *kRules[] = {
    &rules::headerMissing,
    &rules::headerEmpty,
    &rules::headerPlaceholder,
    &rules::headerSchemeMissing,
    &rules::headerSchemeWrong,
    &rules::headerSchemeRepeated,
    &rules::headerMalformed,
    &rules::headerNameWrong,
    &rules::headerLocationWrong,
    &rules::headerDuplicated,
    &rules::headerDroppedOnRedirect,
    &rules::headerStrippedUpstream,
    &rules::headerLayerConflict,
    &rules::headerTooLarge,
    &rules::basicMalformed,
    &rules::basicWhitespace,
    &rules::basicMangled,
    &rules::basicCharset,
    &rules::basicRejected,
    &rules::basicPasswordUnsupported,
    &rules::digestStale,
    &rules::digestMismatch,
    &rules::apikeyInvalid,
    &rules::apikeyEnvironmentWrong,
    &rules::apikeyUnsupported,
    &rules::tokenMalformed,
    &rules::tokenExpired,
    &rules::tokenNotYetValid,
    &rules::tokenNotPropagated,
    &rules::tokenIssuedInFuture,
    &rules::tokenTimestampUnit,
    &rules::tokenLifetimeTooLong,
    &rules::tokenClaimMissing,
    &rules::tokenTypeWrong,
    &rules::tokenAudienceWrong,
    &rules::tokenIssuerWrong,
    &rules::tokenScopeMissing,
    &rules::tokenSignatureInvalid,
    &rules::tokenKeyUnknown,
    &rules::tokenAlgorithmRejected,
    &rules::tokenEncrypted,
    &rules::tokenRevoked,
    &rules::tokenSenderConstrained,
    &rules::tokenClaimRejected,
    &rules::tokenEnvironmentWrong,
    &rules::tokenRejected,
    &rules::clockClientDrift,
    &rules::clockServerDrift,
    &rules::clockTimezone,
    &rules::clockSignatureSkew,
    &rules::cookieMissing,
    &rules::cookieNotSent,
    &rules::cookieExpired,
    &rules::cookieRejected,
    &rules::cookieCleared,
    &rules::cookieMalformed,
    &rules::cookieDuplicated,
    &rules::cookieSessionInvalid,
    &rules::cookieOverwritten,
    &rules::cookieCredentialsOmitted,
    &rules::cookieStrippedUpstream,
    &rules::csrfMissing,
    &rules::csrfMismatch,
    &rules::csrfOriginRejected,
    &rules::signatureMismatch,
    &rules::signatureScopeWrong,
    &rules::signatureIncomplete,
    &rules::oauthClientRejected,
    &rules::oauthGrantRejected,
    &rules::oauthConsentWithdrawn,
    &rules::accountLocked,
    &rules::accountSecondFactor,
    &rules::serverGateway,
    &rules::serverCached,
    &rules::serverCorsPreflight,
    &rules::serverRateLimited,
    &rules::serverAddressBlocked,
    &rules::serverMisconfigured,
    &rules::serverChallengeMissing,
    &rules::serverEndpointWrong,
    &rules::serverHiddenResource,
    &rules::serverProxyUrlMismatch,
    &rules::serverStaleKeys,
    &rules::statusForbidden,
    &rules::statusProxyAuthentication,
    &rules::statusLoginPage,
    &rules::statusSessionTimeout,
    &rules::statusErrorInSuccess,
    &rules::statusForbiddenAs401,
    &rules::tlsClientCertificateMissing,
    &rules::negotiateConnectionLost,
};

}

std::span<const Rule *const> allRules()
{
    return kRules;
}

const Rule *findRule(QByteArrayView id)
{
    const auto found = std::find_if(std::begin(kRules), std::end(kRules), [id](const Rule *rule) { return id == rule->id; });
    return found == std::end(kRules) ? nullptr : *found;
}

QString rulePage(QByteArrayView id)
{
    QFile page(QStringLiteral(":/rules/%1.md").arg(QString::fromLatin1(id)));
    return findRule(id) && page.open(QIODevice::ReadOnly) ? QString::fromUtf8(page.readAll()) : QString();
}

}
