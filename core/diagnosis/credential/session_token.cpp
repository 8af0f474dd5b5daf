#include "core/diagnosis/credential/session_readers.h"
#include "core/token/token.h"

namespace keyhole {

namespace {

QString formOf(const CookieText &cookie, const Token &token)
{
    if (cookie.name.contains("next-auth") || cookie.name.contains("authjs"))
        return QStringLiteral("a session of Auth.js");
    if (token.claimText("iss").startsWith("https://session.firebase.google.com/"))
        return QStringLiteral("a session of Firebase");
    if (cookie.name == "PLAY_SESSION")
        return QStringLiteral("a signed session of Play");
    return token.form == TokenForm::Jwe ? QStringLiteral("an encrypted JWT") : QStringLiteral("a JWT");
}

}

/// A whole JWT, encrypted or not. RFC 7519.
std::optional<SessionValue> readTokenSession(const CookieText &cookie)
{
    if (!looksLikeJwt(cookie.value))
        return std::nullopt;
    const Token token = decodeToken(cookie.value);
    if (!token.isJwt())
        return std::nullopt;
    SessionValue value{formOf(cookie, token)};
    if (const auto issued = token.time("iat"))
        value.made = issued->instant;
    if (const auto end = token.time("exp"))
        value.ends = end->instant;
    return value;
}

}
