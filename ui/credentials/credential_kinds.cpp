#include "ui/credentials/credential_kinds.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::CredentialKinds", source);
}

}

QString kindName(CredentialKind kind)
{
    switch (kind) {
    case CredentialKind::Basic:
        return text("User and password");
    case CredentialKind::Bearer:
        return text("Bearer token");
    case CredentialKind::ApiKey:
        return text("API key");
    case CredentialKind::Raw:
        return text("Raw Authorization");
    case CredentialKind::SigningKey:
        return text("Signing key");
    case CredentialKind::StorageKey:
        return text("Key of the cookie jar");
    case CredentialKind::OAuth1:
        return text("OAuth 1.0a");
    case CredentialKind::AwsKey:
        return text("AWS access key");
    case CredentialKind::ClientCertificate:
        return text("Client certificate");
    case CredentialKind::OAuth2Tokens:
        return text("OAuth 2 tokens");
    case CredentialKind::Custom:
        return text("Custom fields");
    }
    return {};
}

std::vector<PartField> partFields(CredentialKind kind)
{
    using enum PartField::Entry;
    switch (kind) {
    case CredentialKind::Basic:
        return {{"user", text("User"), Text}, {"password", text("Password"), Secret}};
    case CredentialKind::Bearer:
        return {{"token", text("Token"), Secret}};
    case CredentialKind::ApiKey:
    case CredentialKind::StorageKey:
        return {{"key", text("Key"), Secret}};
    case CredentialKind::Raw:
        return {{"value", text("Value"), Secret}};
    case CredentialKind::SigningKey:
        return {{"key", text("Key"), Key}};
    case CredentialKind::OAuth1:
        return {{"consumer-key", text("Consumer key"), Text},
                {"consumer-secret", text("Consumer secret"), Secret, false},
                {"key", text("RSA key"), Key, false},
                {"token", text("Token"), Text, false},
                {"token-secret", text("Token secret"), Secret, false}};
    case CredentialKind::AwsKey:
        return {{"access-key-id", text("Access key ID"), Text},
                {"secret-access-key", text("Secret access key"), Secret},
                {"session-token", text("Session token"), Secret, false}};
    case CredentialKind::ClientCertificate:
        return {{"certificate", text("Certificate"), Key, false},
                {"key", text("Private key"), Key, false},
                {"passphrase", text("Passphrase"), Secret, false}};
    case CredentialKind::OAuth2Tokens:
        return {{"access-token", text("Access token"), Secret},
                {"refresh-token", text("Refresh token"), Secret, false},
                {"id-token", text("ID token"), Secret, false},
                {"client-secret", text("Client secret"), Secret, false}};
    case CredentialKind::Custom:
        return {{"user", text("User"), Text, false}, {"secret", text("Secret"), Secret}};
    }
    return {};
}

const std::vector<CredentialKind> &addableKinds()
{
    using enum CredentialKind;
    static const std::vector<CredentialKind> kinds{Bearer, Basic,  ApiKey,       Raw,    SigningKey,
                                                   OAuth1, AwsKey, OAuth2Tokens, Custom, ClientCertificate};
    return kinds;
}

bool isOwnKey(CredentialKind kind)
{
    return kind == CredentialKind::StorageKey;
}

}
