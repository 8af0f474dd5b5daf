#include "core/diagnosis/texts/texts.h"

namespace keyhole {

const CauseTexts *findTexts(QByteArrayView id)
{
    for (const auto &table :
         {headerTexts(), basicTexts(), digestTexts(), apikeyTexts(), tokenTexts(), clockTexts(), cookieTexts(), csrfTexts(),
          signatureTexts(), oauthTexts(), accountTexts(), serverTexts(), statusTexts(), tlsTexts(), negotiateTexts()}) {
        const auto found = std::find_if(table.begin(), table.end(), [id](const CauseTexts &each) { return id == each.id; });
        if (found != table.end())
            return &*found;
    }
    return nullptr;
}

// In one pass, so that a value with braces in it is no placeholder.
QString fillText(const char *text, const std::vector<TextParameter> &parameters)
{
    const QString pattern = QString::fromUtf8(text);
    QString filled;
    qsizetype from = 0;
    while (from < pattern.size()) {
        const qsizetype open = pattern.indexOf(u'{', from), close = pattern.indexOf(u'}', open + 1);
        if (open < 0 || close < 0)
            break;
        const QStringView name = QStringView(pattern).sliced(open + 1, close - open - 1);
        const auto given = std::find_if(parameters.begin(), parameters.end(),
                                        [name](const TextParameter &each) { return name == QLatin1String(each.name); });
        filled += QStringView(pattern).sliced(from, open - from);
        if (given == parameters.end()) {
            filled += QStringView(pattern).sliced(open, close + 1 - open);
        } else {
            QString value = given->value;
            filled += value.replace(QLatin1String("**"), QStringLiteral("*\u200A*"));  // emphasis is ours alone
        }
        from = close + 1;
    }
    return filled + pattern.sliced(from);
}

}
