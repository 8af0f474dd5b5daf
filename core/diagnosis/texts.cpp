#include "core/diagnosis/texts.h"

namespace keyhole {

const CauseTexts *findTexts(QByteArrayView id)
{
    for (const auto &table : {headerTexts(), tokenTexts(), otherTexts(), moreTexts()}) {
        const auto found = std::find_if(table.begin(), table.end(), [id](const CauseTexts &each) { return id == each.id; });
        if (found != table.end())
            return &*found;
    }
    return nullptr;
}

QString fillText(const char *text, const std::vector<TextParameter> &parameters)
{
    QString filled = QString::fromUtf8(text);
    for (const TextParameter &parameter : parameters) {
        // What comes from outside must not bring emphasis, or another placeholder, with it.
        QString value = parameter.value;
        value.replace(QLatin1String("**"), QLatin1String("*\u200A*")).replace(QLatin1Char('{'), QChar(0xFF5B));
        filled.replace(QLatin1Char('{') + QLatin1String(parameter.name) + QLatin1Char('}'), value);
    }
    return filled;
}

}
