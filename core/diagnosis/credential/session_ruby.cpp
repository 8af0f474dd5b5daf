#include "core/diagnosis/credential/session_readers.h"
#include "core/json/json.h"

#include <QDateTime>

namespace keyhole {

namespace {

/// {"_rails":{"message":…,"exp":"2026-11-21T09:00:00.000Z","pur":…}}: since Rails 5.2 a signed value may carry its end.
std::optional<Instant> endInside(QByteArrayView payload)
{
    const auto json = parseJson(decodedLoosely(payload));
    const JsonValue *end = json ? json->at({"_rails", "exp"}) : nullptr;
    if (!end || !end->isString())
        return std::nullopt;
    const QDateTime time = QDateTime::fromString(QString::fromLatin1(end->text), Qt::ISODateWithMs);
    return time.isValid() ? momentOfSeconds(time.toSecsSinceEpoch()) : std::nullopt;
}

}

/// "data--signature" of MessageVerifier, "data--iv--tag" of MessageEncryptor with AES-GCM; github.com/rails/rails activesupport. Rack's
/// own sessions have the first form as well.
std::optional<SessionValue> readRubySession(const CookieText &cookie)
{
    constexpr qsizetype kVectorDigits = 16, kTagDigits = 24;  // 12 and 16 bytes in base64
    const auto segments = parts(cookie.value, "--");
    if (segments.size() == 3 && isBase64(segments[0]) && segments[1].size() == kVectorDigits && segments[2].size() == kTagDigits
        && segments[2].endsWith("=="))
        return SessionValue{QStringLiteral("an encrypted session of Rails")};
    if (segments.size() != 2 || !isBase64(segments[0]) || !(isHex(segments[1], 40) || isHex(segments[1], 64)))
        return std::nullopt;
    return SessionValue{QStringLiteral("a signed value of Rails or Rack"), {}, endInside(segments[0])};
}

}
