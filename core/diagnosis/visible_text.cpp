#include "core/diagnosis/report.h"

namespace keyhole {

bool isInvisible(char32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0x00AD || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB)
        || (c >= 0xE0000 && c <= 0xE007F);
}

QString visibleText(const QString &text)
{
    if (std::all_of(text.begin(), text.end(), [](QChar c) { return !c.isSurrogate() && !isInvisible(c.unicode()); }))
        return text;
    QString shown;
    shown.reserve(text.size());
    for (const char32_t c : text.toUcs4()) {
        if (isInvisible(c))
            shown += QStringLiteral("\\u{%1}").arg(QString::number(c, 16).toUpper());
        else
            shown += QString::fromUcs4(&c, 1);
    }
    return shown;
}

}
