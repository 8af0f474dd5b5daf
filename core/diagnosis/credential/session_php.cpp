#include "core/diagnosis/credential/session_readers.h"
#include "core/json/json.h"

namespace keyhole {

namespace {

/// user|end|token|signature. developer.wordpress.org, wp_generate_auth_cookie.
std::optional<SessionValue> readWordPress(const CookieText &cookie)
{
    constexpr Seconds kGrace{60 * 60};  // for POST and background requests, wp_validate_auth_cookie
    const auto fields = parts(cookie.value, "|");
    const bool named = cookie.name.startsWith("wordpress_");
    if (!named || fields.size() != 4 || !isHex(fields[3], 64))
        return std::nullopt;
    const auto seconds = decimal(fields[1]);
    const auto ends = seconds ? momentOfSeconds(*seconds) : std::nullopt;
    if (!ends)
        return std::nullopt;
    return SessionValue{.form = QStringLiteral("a sign-in of WordPress"), .ends = ends, .grace = kGrace};
}

/// Base64 of {"iv":…,"value":…,"mac":…,"tag":…}. github.com/laravel/framework src/Illuminate/Encryption/Encrypter.php.
std::optional<SessionValue> readLaravel(const CookieText &cookie)
{
    if (!cookie.value.startsWith("eyJ") || !isBase64(cookie.value))
        return std::nullopt;
    const auto json = parseJson(decodedLoosely(cookie.value));
    if (!json || json->string("iv").isEmpty() || !json->find("value") || !json->find("mac"))
        return std::nullopt;
    return SessionValue{QStringLiteral("an encrypted value of Laravel")};
}

/// class:user:end:signature. github.com/symfony/symfony RememberMeDetails.php.
std::optional<SessionValue> readSymfony(const CookieText &cookie)
{
    const auto fields = parts(cookie.value, ":");
    if (cookie.name != "REMEMBERME" || fields.size() < 4)
        return std::nullopt;
    const auto seconds = decimal(fields[2]);
    const auto ends = seconds ? momentOfSeconds(*seconds) : std::nullopt;
    if (!ends)
        return std::nullopt;
    return SessionValue{QStringLiteral("a remembered sign-in of Symfony"), {}, ends};
}

/// What PHP makes itself: 22 to 256 of [0-9a-zA-Z,-]. php.net, session.sid_length.
bool isPhpSessionId(const CookieText &cookie)
{
    return cookie.name == "PHPSESSID" && cookie.value.size() >= 22 && cookie.value.size() <= 256
        && isBase64Url(QByteArray(cookie.value).replace(',', '-'));
}

}

std::optional<SessionValue> readPhpSession(const CookieText &cookie)
{
    if (auto wordPress = readWordPress(cookie))
        return wordPress;
    if (auto laravel = readLaravel(cookie))
        return laravel;
    if (auto symfony = readSymfony(cookie))
        return symfony;
    if (isPhpSessionId(cookie))
        return SessionValue{QStringLiteral("a session id of PHP")};
    return std::nullopt;
}

}
