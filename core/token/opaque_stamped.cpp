// Forms with a moment inside: Fernet, Branca, session tokens of AWS, identifiers.
#include "core/token/opaque_readers.h"

namespace keyhole {

namespace {

constexpr QByteArrayView kBase62("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

/// A number written in base 62, as bytes; empty for other text.
QByteArray bytesOfBase62(QByteArrayView text)
{
    std::vector<uchar> bytes;  // the lowest first
    for (const char digit : text) {
        const qsizetype value = kBase62.indexOf(digit);
        if (value < 0)
            return {};
        unsigned carry = unsigned(value);
        for (uchar &byte : bytes) {
            carry += byte * 62U;
            byte = uchar(carry);
            carry >>= 8;
        }
        for (; carry > 0; carry >>= 8)
            bytes.push_back(uchar(carry));
    }
    std::reverse(bytes.begin(), bytes.end());
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
}

bool isHex(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
}

std::optional<OpaqueToken> readUuid(QByteArrayView text)
{
    constexpr qsizetype kLength = 36, kDigits = 32;
    if (text.size() != kLength || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-')
        return std::nullopt;
    const QByteArray hex = text.toByteArray().replace('-', "");
    if (hex.size() != kDigits || !isHex(hex))
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromHex(hex);
    const int version = uchar(bytes[6]) >> 4;
    OpaqueToken token{QStringLiteral("a UUID of version %1").arg(version)};
    token.why = QStringLiteral("An identifier: only the server that issued it knows what it stands for.");
    constexpr qint64 kTicksToUnix = 0x01B21DD213814000, kTicksPerSecond = 10'000'000;  // RFC 9562, 5.1
    if (version == 7)
        token.made = momentOfToken(qint64(bigEndian(bytes, 0, 6)) / 1000);
    if (version == 1)
        token.made = momentOfToken(
            (qint64((bigEndian(bytes, 6, 2) & 0xFFF) << 48 | bigEndian(bytes, 4, 2) << 32 | bigEndian(bytes, 0, 4)) - kTicksToUnix)
            / kTicksPerSecond);
    if (version == 6)
        token.made = momentOfToken(
            (qint64(bigEndian(bytes, 0, 4) << 28 | bigEndian(bytes, 4, 2) << 12 | (bigEndian(bytes, 6, 2) & 0xFFF)) - kTicksToUnix)
            / kTicksPerSecond);
    return version >= 1 && version <= 8 ? std::optional(token) : std::nullopt;
}

/// 26 letters of Crockford's base 32, the first ten of them the milliseconds. github.com/ulid/spec.
std::optional<OpaqueToken> readUlid(QByteArrayView text)
{
    constexpr QByteArrayView kAlphabet("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    constexpr qsizetype kLength = 26, kTime = 10;
    if (text.size() != kLength || text[0] > '7')
        return std::nullopt;
    quint64 milliseconds = 0;
    for (qsizetype i = 0; i < kLength; ++i) {
        const qsizetype value = kAlphabet.indexOf(text[i]);
        if (value < 0)
            return std::nullopt;
        if (i < kTime)
            milliseconds = milliseconds << 5 | quint64(value);
    }
    const auto made = momentOfToken(qint64(milliseconds / 1000));
    if (!made)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a ULID")};
    token.why = QStringLiteral("An identifier: only the server that issued it knows what it stands for.");
    token.made = made;
    return token;
}

}

/// 0x80, the moment in eight bytes, 16 of a vector, whole blocks of 16, 32 of HMAC. github.com/fernet/spec.
std::optional<OpaqueToken> readFernet(QByteArrayView text)
{
    constexpr qsizetype kAround = 1 + 8 + 16 + 32, kBlock = 16;
    if (!text.startsWith("gAAAA"))
        return std::nullopt;
    const QByteArray bytes = bytesOfBase64(text);
    if (bytes.size() < kAround + kBlock || (bytes.size() - kAround) % kBlock != 0 || uchar(bytes[0]) != 0x80)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a Fernet token")};
    token.made = momentOfToken(qint64(bigEndian(bytes, 1, 8)));
    token.why
        = QStringLiteral("Encrypted: only who holds its key reads it. The moment it was made stands in front, and how long it lasts is "
                         "for the reader to decide.");
    return token.made ? std::optional(token) : std::nullopt;
}

/// 0xBA, the moment in four bytes, 24 of a nonce, the text, 16 of a tag, in base 62. branca.io/docs/token-format.
std::optional<OpaqueToken> readBranca(QByteArrayView text)
{
    constexpr qsizetype kAround = 1 + 4 + 24 + 16, kShortest = 60, kLongest = 2048;
    if (text.size() < kShortest || text.size() > kLongest)
        return std::nullopt;
    const QByteArray bytes = bytesOfBase62(text);
    if (bytes.size() < kAround || uchar(bytes[0]) != 0xBA)
        return std::nullopt;
    constexpr qint64 kFirstMade = 1'483'228'800;  // 2017, when the form was published
    const qint64 seconds = qint64(bigEndian(bytes, 1, 4));
    if (seconds < kFirstMade)
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a text of the form of a Branca token")};
    token.made = momentOfToken(seconds);
    token.why = QStringLiteral("Encrypted: only who holds its key reads it. The moment it was made stands in front.");
    return token;
}

/// A session token begins with the bytes of "origin" and the region that made it.
std::optional<OpaqueToken> readAwsSession(QByteArrayView text)
{
    if (!text.startsWith("IQoJb3JpZ2lu") && !text.startsWith("FwoGZXIvYXdz"))
        return std::nullopt;
    OpaqueToken token{QStringLiteral("a session token of AWS")};
    token.issuer = QStringLiteral("the AWS security token service");
    token.why = QStringLiteral("It goes in X-Amz-Security-Token beside a signature that was made with the temporary key, never alone.");
    const QByteArray bytes = bytesOfBase64(text);
    // "origin_ec", then the region behind its length.
    const qsizetype origin = bytes.indexOf("origin_ec");
    const qsizetype region = origin < 0 ? -1 : bytes.indexOf('-', origin);
    if (region > 2 && region - origin < 24) {
        qsizetype begin = region, end = region;
        while (begin > origin + 9 && bytes[begin - 1] >= 'a' && bytes[begin - 1] <= 'z')
            --begin;
        while (end < bytes.size()
               && ((bytes[end] >= 'a' && bytes[end] <= 'z') || (bytes[end] >= '0' && bytes[end] <= '9') || bytes[end] == '-'))
            ++end;
        token.details += QStringLiteral("made in %1").arg(printable(bytes.mid(begin, std::min<qsizetype>(end - begin, 20))));
    }
    return token;
}

std::optional<OpaqueToken> readIdentifier(QByteArrayView text)
{
    const auto uuid = readUuid(text);
    return uuid ? uuid : readUlid(text);
}

}
