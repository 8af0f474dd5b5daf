#include "core/token/opaque.h"

#include "core/json/fault.h"
#include "core/text/time_words.h"
#include "core/token/opaque_readers.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 64 << 10;

}

QByteArray bytesOfBase64(QByteArrayView text)
{
    QByteArray standard = text.contains('%') ? QByteArray::fromPercentEncoding(text.toByteArray()) : text.toByteArray();
    standard.replace('-', '+').replace('_', '/');
    while (standard.endsWith('='))
        standard.chop(1);
    const auto decoded = QByteArray::fromBase64Encoding(standard, QByteArray::OmitTrailingEquals | QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? decoded.decoded : QByteArray();
}

quint64 bigEndian(QByteArrayView bytes, qsizetype offset, qsizetype size)
{
    if (offset < 0 || size > bytes.size() || offset > bytes.size() - size)
        return 0;
    quint64 number = 0;
    for (const char byte : bytes.sliced(offset, size))
        number = number << 8 | uchar(byte);
    return number;
}

std::optional<Instant> momentOfToken(qint64 seconds)
{
    constexpr qint64 kEarliest = 1'104'537'600, kLatest = 4'102'444'800;
    return seconds < kEarliest || seconds >= kLatest ? std::nullopt : std::optional(Instant(Seconds(seconds)));
}

QString printable(QByteArrayView bytes)
{
    constexpr qsizetype kMost = 80;
    for (qsizetype at = 0; at < bytes.size();) {
        const int length = utf8Length(bytes.sliced(at));
        if (length == 0 || (length == 1 && (uchar(bytes[at]) < 0x20 || bytes[at] == 0x7F)))
            return {};
        at += length;
    }
    const QString text = QString::fromUtf8(bytes);
    return text.size() > kMost ? text.left(kMost) + QChar(0x2026) : text;
}

std::optional<OpaqueToken> readOpaque(QByteArrayView text)
{
    if (text.size() > kLargest)
        return std::nullopt;
    static constexpr OpaqueReader kReaders[] = {&readPaseto, &readPaserk,     &readFernet,    &readMacaroon, &readBiscuit,
                                                &readSaml,   &readAwsSession, &readNegotiate, &readBranca,   &readIdentifier};
    for (const OpaqueReader reader : kReaders) {
        if (auto read = reader(text))
            return read;
    }
    return std::nullopt;
}

QString opaqueText(const OpaqueToken &token, std::optional<Instant> now)
{
    QStringList parts{token.what};
    if (!token.issuer.isEmpty())
        parts += QStringLiteral("of %1").arg(token.issuer);
    parts += token.details;
    const auto distance = [&](Instant then) {
        return then <= *now ? QStringLiteral("%1 ago").arg(roughDurationText(*now - then))
                            : QStringLiteral("in %1").arg(roughDurationText(then - *now));
    };
    if (token.made && now)
        parts += QStringLiteral("made %1").arg(distance(*token.made));
    if (token.ends && now)
        parts += *token.ends <= *now ? QStringLiteral("over since %1").arg(roughDurationText(*now - *token.ends))
                                     : QStringLiteral("for %1 more").arg(roughDurationText(*token.ends - *now));
    return parts.join(QStringLiteral(", "));
}

}
