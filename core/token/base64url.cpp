#include "core/token/base64url.h"

#include <array>

namespace keyhole {

namespace {

constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr quint8 kNone = 0xFF;

constexpr auto kValues = [] {
    std::array<quint8, 256> values{};
    values.fill(kNone);
    for (quint8 i = 0; i < 64; ++i)
        values[uchar(kAlphabet[i])] = i;
    return values;
}();

quint32 valueAt(const char *at)
{
    return kValues[uchar(*at)];
}

qsizetype firstForeign(QByteArrayView text)
{
    return std::find_if(text.begin(), text.end(), [](char c) { return kValues[uchar(c)] == kNone; }) - text.begin();
}

QString foreignMessage(char c)
{
    switch (c) {
    case '=':
        return QStringLiteral("padding with '=', which base64url leaves out here");
    case '+':
    case '/':
        return QStringLiteral("'%1' is of standard base64; base64url writes '-' and '_'").arg(QLatin1Char(c));
    case ' ':
    case '\t':
        return QStringLiteral("white space");
    case '\r':
    case '\n':
        return QStringLiteral("a line break");
    default:
        return QStringLiteral("no character of base64url");
    }
}

}

Result<QByteArray, SyntaxError> decodeBase64Url(QByteArrayView text)
{
    const qsizetype rest = text.size() % 4;
    QByteArray bytes(text.size() / 4 * 3 + (rest > 1 ? rest - 1 : 0), Qt::Uninitialized);
    char *out = bytes.data();
    const char *at = text.data();
    const auto put = [&out](quint32 value) { *out++ = char(value & 0xFF); };
    quint32 foreign = 0;  // a foreign character sets the bits above 6
    for (const char *end = at + (text.size() - rest); at != end; at += 4) {
        const quint32 a = valueAt(at), b = valueAt(at + 1), c = valueAt(at + 2), d = valueAt(at + 3);
        foreign |= a | b | c | d;
        const quint32 triple = a << 18 | b << 12 | c << 6 | d;
        put(triple >> 16);
        put(triple >> 8);
        put(triple);
    }
    quint32 tail = 0;
    for (qsizetype i = 0; i < rest; ++i) {
        foreign |= valueAt(at + i);
        tail = tail << 6 | valueAt(at + i);
    }
    if (foreign > 63) {
        const qsizetype offset = firstForeign(text);
        return failure(SyntaxError{offset, foreignMessage(text[offset])});
    }
    if (rest == 1)
        return failure(SyntaxError{text.size() - 1, QStringLiteral("one character too many, or some are missing: no bytes end here")});
    const quint32 leftOver = rest == 2 ? tail & 0xF : rest == 3 ? tail & 0x3 : 0;
    if (leftOver != 0)
        return failure(SyntaxError{text.size() - 1, QStringLiteral("the last character carries bits that belong to no byte")});
    if (rest == 2)
        put(tail >> 4);
    if (rest == 3) {
        put(tail >> 10);
        put(tail >> 2);
    }
    return bytes;
}

bool isStrictBase64Url(QByteArrayView text)
{
    const qsizetype rest = text.size() % 4;
    quint32 foreign = 0;
    for (const char *at = text.data(), *end = at + text.size(); at != end; ++at)
        foreign |= valueAt(at);
    const quint32 unused = rest == 2 ? 0xF : rest == 3 ? 0x3 : 0;
    return foreign < 64 && rest != 1 && (unused == 0 || (valueAt(text.data() + text.size() - 1) & unused) == 0);
}

QByteArray encodeBase64Url(QByteArrayView bytes)
{
    return bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

}
