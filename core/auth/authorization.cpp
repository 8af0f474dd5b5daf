#include "core/auth/authorization.h"

#include "core/http/credentials.h"

namespace keyhole {

namespace {

AuthEffect authorization(const QByteArray &value, const QString &shown)
{
    AuthEffect effect;
    effect.fields.append("Authorization", value);
    effect.display = "Authorization: " + shown;
    return effect;
}

AuthEffect bearer(const AuthDraft &auth)
{
    const QByteArray separator = auth.scheme.isEmpty() || auth.secret.isEmpty() ? "" : " ";
    return authorization(auth.scheme + separator + auth.secret.reveal(),
                         auth.secret.isEmpty() ? QString::fromUtf8(auth.scheme)
                                               : QString::fromUtf8(auth.scheme + separator) + auth.secret.masked());
}

AuthEffect apiKey(const AuthDraft &auth)
{
    AuthEffect effect;
    const QString name = QString::fromUtf8(auth.keyName);
    switch (auth.keyPlace) {
    case KeyPlace::Header:
        effect.fields.append(auth.keyName, auth.secret.reveal());
        effect.display = name + ": " + auth.secret.masked();
        break;
    case KeyPlace::Query:
        effect.query = auth.keyName.toPercentEncoding() + '=' + auth.secret.reveal().toPercentEncoding();
        effect.display = '?' + name + '=' + auth.secret.masked();
        break;
    case KeyPlace::Cookie:
        effect.cookie = auth.keyName + '=' + auth.secret.reveal();
        effect.display = "Cookie: " + name + '=' + auth.secret.masked();
        break;
    }
    return effect;
}

}

AuthEffect applyAuth(const AuthDraft &auth)
{
    switch (auth.kind) {
    case AuthKind::None:
        break;
    case AuthKind::Basic:
        // Dots alone: the last letters of the base64 text would be those of the password.
        return authorization("Basic " + formatBasic(auth.user, auth.secret.reveal()), "Basic " + Secret::mask({}));
    case AuthKind::Bearer:
        return bearer(auth);
    case AuthKind::ApiKey:
        return apiKey(auth);
    case AuthKind::Raw:
        return authorization(auth.secret.reveal(), auth.secret.masked());
    default:
        break;
    }
    return {};
}

}
