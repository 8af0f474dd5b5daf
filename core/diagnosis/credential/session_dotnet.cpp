#include "core/diagnosis/credential/session_readers.h"

#include <QUuid>

namespace keyhole {

namespace {

/// 09 F0 C9 F0, then the id of the key in the byte order of Guid.ToByteArray. learn.microsoft.com/aspnet/core, authenticated encryption
/// details. The id is the name of the key's file, no secret.
std::optional<SessionValue> readDataProtection(const CookieText &cookie)
{
    constexpr qsizetype kMagic = 4, kGuid = 16;
    if (!cookie.value.startsWith("CfDJ8") || !isBase64Url(cookie.value))
        return std::nullopt;
    const QByteArray bytes = decodedLoosely(cookie.value);
    if (bytes.size() < kMagic + kGuid)
        return std::nullopt;
    QByteArray id = bytes.sliced(kMagic, kGuid);
    std::reverse(id.begin(), id.begin() + 4);
    std::reverse(id.begin() + 4, id.begin() + 6);
    std::reverse(id.begin() + 6, id.begin() + 8);
    return SessionValue{.form = QStringLiteral("data protected by ASP.NET Core"),
                        .detail = QStringLiteral("key %1").arg(QUuid::fromRfc4122(id).toString(QUuid::WithoutBraces))};
}

}

std::optional<SessionValue> readDotNetSession(const CookieText &cookie)
{
    constexpr qsizetype kShortestTicket = 64;
    if (auto core = readDataProtection(cookie))
        return core;
    if (cookie.name.startsWith(".AspNetCore.") && cookie.value.startsWith("chunks-"))
        return SessionValue{QStringLiteral("a ticket of ASP.NET Core in several cookies")};
    // learn.microsoft.com, FormsAuthentication.FormsCookieName: hexadecimal digits.
    if (cookie.name == ".ASPXAUTH" && cookie.value.size() >= kShortestTicket && isHex(cookie.value, cookie.value.size()))
        return SessionValue{QStringLiteral("a forms ticket of ASP.NET")};
    if (cookie.name == "ASP.NET_SessionId" && cookie.value.size() == 24)
        return SessionValue{QStringLiteral("a session id of ASP.NET")};
    return std::nullopt;
}

}
