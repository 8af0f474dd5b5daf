#include "core/formats/text_encoding.h"

#include <QStringDecoder>

namespace keyhole {

QByteArray withoutByteOrderMark(QByteArray bytes)
{
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return std::move(bytes.remove(0, 3));
    if (bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF")) {
        const QString text = QStringDecoder(QStringDecoder::Utf16)(bytes);
        return text.toUtf8();
    }
    return bytes;
}

QString placeInText(QByteArrayView text, qsizetype offset)
{
    const QByteArrayView before = text.first(std::clamp<qsizetype>(offset, 0, text.size()));
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const auto column = std::count_if(before.begin() + lineStart, before.end(), [](char c) { return (c & 0xC0) != 0x80; }) + 1;
    return QStringLiteral("line %1, column %2").arg(line).arg(column);
}

}
