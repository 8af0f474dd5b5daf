#include "core/auth/written_credential.h"

#include "core/http/credentials.h"

namespace keyhole {

QByteArray behindScheme(const QByteArray &scheme, const QByteArray &token)
{
    return scheme.isEmpty() || token.isEmpty() ? scheme + token : scheme + ' ' + token;
}

std::optional<WrittenCredential> writtenCredential(const AuthDraft &auth)
{
    const QByteArray &secret = auth.secret.reveal();
    const auto authorization = [](const QByteArray &value) { return WrittenCredential{KeyPlace::Header, "Authorization", value}; };
    switch (auth.kind) {
    case AuthKind::Basic:
        return authorization("Basic " + formatBasic(auth.user, secret));
    case AuthKind::Bearer:
        return authorization(behindScheme(auth.scheme, secret));
    case AuthKind::OAuth2:
        return secret.isEmpty() ? std::nullopt : std::optional(authorization(behindScheme(auth.scheme, secret)));
    case AuthKind::Raw:
        return authorization(secret);
    case AuthKind::ApiKey:
        return WrittenCredential{auth.keyPlace, auth.keyName, secret};
    default:
        return std::nullopt;
    }
}

}
