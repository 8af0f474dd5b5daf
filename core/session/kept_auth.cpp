#include "core/session/kept_auth.h"

#include "core/secrets/credential_expiry.h"

namespace keyhole {

namespace {

using Parts = std::vector<SecretPart>;

/// Where each part stands in a draft. An order, in which the first secret names the entry.
Parts partsOf(const AuthDraft &auth)
{
    const bool rsa = auth.oauth1.signatureMethod.startsWith("RSA");
    switch (auth.kind) {
    case AuthKind::Basic:
    case AuthKind::Digest:
    case AuthKind::Negotiate:
    case AuthKind::Ntlm:
        return {{"user", Secret(auth.user)}, {"password", auth.secret}};
    case AuthKind::Bearer:
        return {{"token", auth.secret}, {"dpop-key", auth.dpopKey}};
    case AuthKind::ApiKey:
    case AuthKind::SignedJwt:
        return {{"key", auth.secret}};
    case AuthKind::Raw:
        return {{"value", auth.secret}};
    case AuthKind::OAuth1:
        return {{"consumer-key", Secret(auth.oauth1.consumerKey)},
                {rsa ? "key" : "consumer-secret", auth.secret},
                {"token", Secret(auth.oauth1.token)},
                {"token-secret", auth.secondSecret}};
    case AuthKind::AwsSignature4:
        return {{"access-key-id", Secret(auth.aws.accessKeyId)}, {"secret-access-key", auth.secret}, {"session-token", auth.secondSecret}};
    case AuthKind::OAuth2:
        return {{"access-token", auth.secret}, {"client-secret", auth.secondSecret}, {"dpop-key", auth.dpopKey}};
    case AuthKind::ClientCertificate:
        return {{"certificate", auth.certificate.certificateData}, {"key", auth.certificate.keyData}, {"passphrase", auth.secret}};
    case AuthKind::Custom:
        return {{"user", Secret(auth.user)}, {"secret", auth.secret}};
    case AuthKind::None:
    case AuthKind::Inherited:
        break;
    }
    return {};
}

QString nameOf(const AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::ApiKey:
        return QString::fromUtf8(auth.keyName);
    case AuthKind::AwsSignature4:
        return QString::fromUtf8(auth.aws.accessKeyId);
    case AuthKind::OAuth1:
        return QString::fromUtf8(auth.oauth1.consumerKey);
    case AuthKind::Bearer:
        return "token";
    case AuthKind::OAuth2:
        return "access token";
    case AuthKind::SignedJwt:
        return "signing key";
    case AuthKind::ClientCertificate:
        return "client certificate";
    case AuthKind::Raw:
        return "Authorization";
    case AuthKind::Custom:
        return "custom";
    default:
        return QString::fromUtf8(auth.user);
    }
}

}

std::optional<CredentialKind> keptKind(AuthKind kind)
{
    switch (kind) {
    case AuthKind::Basic:
    case AuthKind::Digest:
    case AuthKind::Negotiate:
    case AuthKind::Ntlm:
        return CredentialKind::Basic;
    case AuthKind::Bearer:
        return CredentialKind::Bearer;
    case AuthKind::ApiKey:
        return CredentialKind::ApiKey;
    case AuthKind::Raw:
        return CredentialKind::Raw;
    case AuthKind::SignedJwt:
        return CredentialKind::SigningKey;
    case AuthKind::OAuth1:
        return CredentialKind::OAuth1;
    case AuthKind::AwsSignature4:
        return CredentialKind::AwsKey;
    case AuthKind::OAuth2:
        return CredentialKind::OAuth2Tokens;
    case AuthKind::ClientCertificate:
        return CredentialKind::ClientCertificate;
    case AuthKind::Custom:
        return CredentialKind::Custom;
    case AuthKind::None:
    case AuthKind::Inherited:
        break;
    }
    return std::nullopt;
}

std::optional<Credential> keptCredential(const AuthDraft &auth, const Origin &origin, const QString &environment, Instant now)
{
    const auto kind = keptKind(auth.kind);
    const bool hasSecret = !auth.secret.isEmpty() || !auth.secondSecret.isEmpty() || !auth.dpopKey.isEmpty()
        || !auth.certificate.certificateData.isEmpty() || !auth.certificate.keyData.isEmpty();
    if (!kind || !hasSecret)
        return std::nullopt;
    Credential credential;
    credential.info = {newCredentialId(), *kind, {QString::fromUtf8(origin.host), environment, nameOf(auth)}, {origin}, now, now};
    credential.parts = partsOf(auth);
    std::erase_if(credential.parts, [](const SecretPart &part) { return part.value.isEmpty(); });
    credential.info.expires = expiryTold(credential);
    return credential;
}

AuthDraft withReference(AuthDraft auth, const CredentialId &id)
{
    auth.credential = id;
    auth.user.clear();
    auth.secret = auth.secondSecret = auth.dpopKey = Secret();
    auth.oauth1.consumerKey.clear();
    auth.oauth1.token.clear();
    auth.aws.accessKeyId.clear();
    auth.certificate.certificateData = auth.certificate.keyData = Secret();
    return auth;
}

}
