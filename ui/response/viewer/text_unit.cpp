#include "ui/response/viewer/text_unit.h"

#include "core/diagnosis/report.h"

namespace keyhole {

namespace {

constexpr int kTab = 8;

struct Decoded {
    char32_t code = 0;
    quint8 length = 0;  // 0: no UTF-8
};

constexpr bool isTail(uchar byte)
{
    return (byte & 0xC0) == 0x80;
}

/// RFC 3629, 4: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(QByteArrayView text, qsizetype offset)
{
    const auto at = [&](qsizetype i) { return offset + i < text.size() ? uchar(text[offset + i]) : uchar(0); };
    const uchar lead = at(0);
    const int length = lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 0;
    if (length == 0)
        return {};
    char32_t code = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if (!isTail(at(i)))
            return {};
        code = (code << 6) | (at(i) & 0x3F);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, quint8(length)};
}

/// Characters that take two cells: Unicode's East Asian Width W and F, by block.
bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
}

int widthOf(char32_t c)
{
    if (isWide(c))
        return 2;
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing ? 0 : 1;
}

QString escape(char32_t c)
{
    return QStringLiteral("\\u{%1}").arg(QString::number(c, 16).toUpper());
}

}

TextUnit unitBeyondAscii(QByteArrayView utf8, qsizetype offset, int column)
{
    const uchar byte = uchar(utf8[offset]);
    if (byte == '\t')
        return {offset, 1, TextUnit::Kind::Tab, kTab - column % kTab, byte};
    if (byte < 0x80)
        return {offset, 1, TextUnit::Kind::Control, int(escape(byte).size()), byte};
    const Decoded decoded = decode(utf8, offset);
    if (decoded.length == 0)
        return {offset, 1, TextUnit::Kind::InvalidByte, 4, byte};
    if (isInvisible(decoded.code))
        return {offset, decoded.length, TextUnit::Kind::Control, int(escape(decoded.code).size()), decoded.code};
    return {offset, decoded.length, TextUnit::Kind::Character, widthOf(decoded.code), decoded.code};
}

QString shownText(const TextUnit &unit)
{
    switch (unit.kind) {
    case TextUnit::Kind::Character:
        return QString::fromUcs4(&unit.code, 1);
    case TextUnit::Kind::Tab:
        return QString(unit.width, QLatin1Char(' '));
    case TextUnit::Kind::Control:
        return escape(unit.code);
    case TextUnit::Kind::InvalidByte:
        return QStringLiteral("\\x%1").arg(QString::number(unit.code, 16).toUpper(), 2, QLatin1Char('0'));
    case TextUnit::Kind::Inserted:
        return QStringLiteral(" ");
    case TextUnit::Kind::LineEnd:
        return unit.code == '\r' ? QStringLiteral("\\r") : QStringLiteral("\\n");
    }
    return {};
}

}
