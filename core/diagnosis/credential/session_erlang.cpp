#include "core/diagnosis/credential/session_readers.h"

namespace keyhole {

namespace {

/// Base64url of user:time:hash, the time in hexadecimal seconds, the hash 20 or 32 raw bytes. docs.couchdb.org, cookie authentication;
/// [chttpd_auth] timeout is 600 s unless set.
std::optional<SessionValue> readCouchDb(const CookieText &cookie)
{
    constexpr Seconds kTimeout{600};
    constexpr qsizetype kMostDigits = 8;
    if (cookie.name != "AuthSession" || !isBase64(cookie.value))
        return std::nullopt;
    const QByteArray text = decodedLoosely(cookie.value);
    const auto fields = parts(text, ":");
    if (fields.size() < 3 || fields[1].size() > kMostDigits || !isHex(fields[1], fields[1].size()))
        return std::nullopt;
    const auto made = momentOfSeconds(fields[1].toByteArray().toLongLong(nullptr, 16));
    if (!made)
        return std::nullopt;
    return SessionValue{QStringLiteral("a session of CouchDB"), made, {}, kTimeout};
}

}

std::optional<SessionValue> readErlangSession(const CookieText &cookie)
{
    if (auto couch = readCouchDb(cookie))
        return couch;
    // "SFMyNTY" is "HS256": hexdocs.pm/plug, Plug.Crypto.MessageVerifier.
    const auto segments = parts(cookie.value, ".");
    if (segments.size() == 3 && segments[0] == QByteArrayView("SFMyNTY") && isBase64Url(segments[1]) && isBase64Url(segments[2]))
        return SessionValue{QStringLiteral("a signed session of Phoenix")};
    return std::nullopt;
}

}
