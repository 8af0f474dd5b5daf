#include "ui/request/auth_forms/forms.h"

#include <QCoreApplication>

namespace keyhole {

namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("keyhole::AuthForms", source);
}

}

const std::vector<AuthKind> &authKinds()
{
    using enum AuthKind;
    static const std::vector<AuthKind> kinds{
        None,      Inherited,         Basic, Bearer, ApiKey, Digest, OAuth2, SignedJwt, OAuth1, AwsSignature4, Ntlm,
        Negotiate, ClientCertificate, Raw,   Custom};
    return kinds;
}

QString authKindName(AuthKind kind)
{
    switch (kind) {
    case AuthKind::None:
        return text("None");
    case AuthKind::Inherited:
        return text("Inherited");
    case AuthKind::Basic:
        return text("Basic");
    case AuthKind::Bearer:
        return text("Bearer token");
    case AuthKind::ApiKey:
        return text("API key");
    case AuthKind::Raw:
        return text("Raw Authorization");
    case AuthKind::Digest:
        return text("Digest");
    case AuthKind::SignedJwt:
        return text("Signed JWT");
    case AuthKind::OAuth1:
        return text("OAuth 1.0a");
    case AuthKind::AwsSignature4:
        return text("AWS Signature 4");
    case AuthKind::OAuth2:
        return text("OAuth 2");
    case AuthKind::Negotiate:
        return text("Negotiate (Kerberos)");
    case AuthKind::Ntlm:
        return text("NTLM");
    case AuthKind::ClientCertificate:
        return text("Client certificate");
    case AuthKind::Custom:
        return text("Custom fields");
    }
    return {};
}

QString sendingNote(AuthKind kind)
{
    switch (kind) {
    case AuthKind::Digest:
        return text(
            "First the request goes without a credential. The answer to the server’s challenge follows in a second one, made of user, "
            "password and the server’s nonce; the password itself is never sent.");
    case AuthKind::Negotiate:
        return text("The server asks with “Negotiate”, and the ticket for it goes in a second request. The password is never sent.");
    case AuthKind::Ntlm:
        return text(
            "Three messages on one connection: what this side can do, the server’s challenge, the answer to it. The password itself is "
            "never sent.");
    case AuthKind::SignedJwt:
        return text("Signed anew for each request; the key stays here.");
    case AuthKind::OAuth1:
    case AuthKind::AwsSignature4:
        return text("The signature is made anew for each request, of the address, the fields and the time; the secret stays here.");
    case AuthKind::ClientCertificate:
        return text("The certificate is shown to the server while the connection is made; no field of the request carries it.");
    default:
        return {};
    }
}

FormRows *makeAuthForm(AuthKind kind, const Theme &theme)
{
    if (kind == AuthKind::None || kind == AuthKind::Inherited)
        return nullptr;
    auto *rows = new FormRows(theme);
    switch (kind) {
    case AuthKind::Bearer:
        addBearerRows(*rows);
        break;
    case AuthKind::ApiKey:
        addApiKeyRows(*rows);
        break;
    case AuthKind::Raw:
        addRawRows(*rows);
        break;
    case AuthKind::SignedJwt:
        addSignedJwtRows(*rows, theme);
        break;
    case AuthKind::OAuth1:
        addOAuth1Rows(*rows);
        break;
    case AuthKind::AwsSignature4:
        addAwsRows(*rows);
        break;
    case AuthKind::OAuth2:
        addOAuth2Rows(*rows);
        break;
    case AuthKind::ClientCertificate:
        addCertificateRows(*rows);
        break;
    case AuthKind::Custom:
        addCustomRows(*rows, theme);
        break;
    default:
        addPasswordRows(*rows, kind);
        break;
    }
    return rows;
}

}
