#pragma once

#include <QByteArrayView>
#include <QString>

namespace keyhole {

/// One thing that the viewer shows in the cells of its grid: a character, the escape that stands for one, or a blank of its own.
/// Characters stand in the order of the bytes; nothing is reordered for right-to-left scripts, so that no text hides behind another.
struct TextUnit {
    enum class Kind : quint8 { Character, Tab, Control, InvalidByte, Inserted, LineEnd };
    qsizetype offset = 0;
    quint8 length = 1;  ///< bytes; 0 for Inserted
    Kind kind = Kind::Character;
    int width = 1;  ///< cells; 0 for a mark that combines with the character before
    char32_t code = 0;  ///< the character, or the byte
};

/// Reads the unit at an offset (less than the size) of UTF-8 text. `column` is where it will stand; a tab reaches to the next multiple
/// of 8.
TextUnit unitBeyondAscii(QByteArrayView utf8, qsizetype offset, int column);
inline TextUnit unitAt(QByteArrayView utf8, qsizetype offset, int column)
{
    const uchar byte = uchar(utf8[offset]);
    if (byte >= 0x20 && byte < 0x7F)
        return {offset, 1, TextUnit::Kind::Character, 1, byte};
    return unitBeyondAscii(utf8, offset, column);
}

/// What is drawn for it: the character, blanks for a tab, "\u{202E}" for a control, "\xFF" for a byte that is no UTF-8.
QString shownText(const TextUnit &unit);

}
