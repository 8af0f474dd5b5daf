#include "core/diagnosis/xml_text.h"

#include "core/diagnosis/report.h"

namespace keyhole {

QString xmlText(const QString &text)
{
    QString shown;
    for (const char32_t c : text.toUcs4()) {
        if (c == '\n')
            shown += QLatin1Char('\n');
        else if (isInvisible(c) || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE)
            shown += QStringLiteral("\\u{%1}").arg(QString::number(c, 16).toUpper());
        else
            shown += QString::fromUcs4(&c, 1);
    }
    return shown;
}

}
