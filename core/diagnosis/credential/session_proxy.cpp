#include "core/diagnosis/credential/session_readers.h"

namespace keyhole {

/// value|time|signature. github.com/oauth2-proxy/oauth2-proxy pkg/encryption/utils.go; the cookie is good for 168 h unless set.
std::optional<SessionValue> readProxySession(const CookieText &cookie)
{
    constexpr Seconds kExpire{168 * 60 * 60};
    const auto fields = parts(cookie.value, "|");
    if (fields.size() != 3 || !isBase64(fields[0]) || !isBase64(fields[2]))
        return std::nullopt;
    const auto seconds = decimal(fields[1]);
    const auto made = seconds ? momentOfSeconds(*seconds) : std::nullopt;
    if (!made)
        return std::nullopt;
    return SessionValue{QStringLiteral("a session of oauth2-proxy"), made, {}, kExpire};
}

}
