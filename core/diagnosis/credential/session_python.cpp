#include "core/diagnosis/credential/session_readers.h"

namespace keyhole {

namespace {

constexpr Seconds kDay{24 * 60 * 60};

/// Lengths of an HMAC in base64 without padding: SHA-1, SHA-256, SHA-512.
bool isSignature(QByteArrayView text)
{
    return isBase64Url(text) && (text.size() == 27 || text.size() == 43 || text.size() == 86);
}

/// Bytes, the first the highest.
qint64 bigEndian(const QByteArray &bytes)
{
    qint64 number = 0;
    for (const char byte : bytes)
        number = number * 256 + uchar(byte);
    return number;
}

/// payload.time.signature; a dot before it says that the payload is compressed. Until itsdangerous 1.1 the time was counted from 2011.
/// github.com/pallets/itsdangerous src/itsdangerous/timed.py; Flask and Starlette sign their sessions so.
std::optional<SessionValue> readItsDangerous(const CookieText &cookie)
{
    constexpr qint64 kOldEpoch = 1'293'840'000;
    const bool compressed = cookie.value.startsWith('.');
    const auto segments = parts(compressed ? QByteArrayView(cookie.value).sliced(1) : QByteArrayView(cookie.value), ".");
    if (segments.size() != 3 || !isBase64(segments[0]) || !isBase64Url(segments[1]) || !isSignature(segments[2]))
        return std::nullopt;
    const QByteArray time = decodedLoosely(segments[1]);
    if (time.isEmpty() || time.size() > 5 || (!compressed && !decodedLoosely(segments[0]).startsWith('{')))
        return std::nullopt;
    const qint64 seconds = bigEndian(time);
    const auto made = momentOfSeconds(seconds < kOldEpoch ? seconds + kOldEpoch : seconds);
    if (!made)
        return std::nullopt;
    const bool starlette = segments[0].endsWith('=');
    return SessionValue{starlette ? QStringLiteral("a signed session of Starlette") : QStringLiteral("a signed session of Flask"),
                        made,
                        {},
                        starlette ? 14 * kDay : 31 * kDay};
}

std::optional<qint64> base62(QByteArrayView digits)
{
    constexpr QByteArrayView kAlphabet("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    constexpr qsizetype kMostDigits = 8;
    if (digits.isEmpty() || digits.size() > kMostDigits)
        return std::nullopt;
    qint64 number = 0;
    for (const char digit : digits) {
        const qsizetype value = kAlphabet.indexOf(digit);
        if (value < 0)
            return std::nullopt;
        number = number * 62 + value;
    }
    return number;
}

/// value:time:signature, the time in base 62. github.com/django/django django/core/signing.py.
std::optional<SessionValue> readDjango(const CookieText &cookie)
{
    const auto segments = parts(cookie.value, ":");
    if (segments.size() < 3 || !isSignature(segments.back()))
        return std::nullopt;
    const auto seconds = base62(segments[segments.size() - 2]);
    const auto made = seconds ? momentOfSeconds(*seconds) : std::nullopt;
    if (!made)
        return std::nullopt;
    const bool session = cookie.name == "sessionid";
    return SessionValue{session ? QStringLiteral("a signed session of Django") : QStringLiteral("a signed value of Django"),
                        made,
                        {},
                        session ? 14 * kDay : Seconds(0)};
}

/// "2|1:0|10:1700000000|3:sid|…|signature". github.com/tornadoweb/tornado tornado/web.py, create_signed_value.
std::optional<SessionValue> readTornado(const CookieText &cookie)
{
    const auto fields = parts(cookie.value, "|");
    if (fields.size() != 6 || fields[0] != QByteArrayView("2") || !isHex(fields[5], 64) || !fields[2].startsWith("10:"))
        return std::nullopt;
    const auto seconds = decimal(fields[2].sliced(3));
    const auto made = seconds ? momentOfSeconds(*seconds) : std::nullopt;
    if (!made)
        return std::nullopt;
    return SessionValue{QStringLiteral("a signed value of Tornado"), made, {}, 31 * kDay};
}

}

std::optional<SessionValue> readPythonSession(const CookieText &cookie)
{
    if (auto flask = readItsDangerous(cookie))
        return flask;
    if (auto django = readDjango(cookie))
        return django;
    return readTornado(cookie);
}

}
