#pragma once

#include <QByteArray>

namespace keyhole {

/// The text as UTF-8 without a byte order mark; UTF-16 (told by its mark) is converted. Other bytes stay as they are.
QByteArray withoutByteOrderMark(QByteArray bytes);

/// "line 3, column 14" of an offset in a text; columns count characters from 1.
QString placeInText(QByteArrayView text, qsizetype offset);

}
