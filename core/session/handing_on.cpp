#include "core/session/handing_on.h"

#include "core/diagnosis/report.h"

namespace keyhole {

std::vector<HandOn> handOnsNeeded(const PreparedDraft &prepared, const VariableScopes &scopes)
{
    std::vector<HandOn> needed;
    const Origin target = prepared.url.origin();
    for (const Variable &variable : prepared.bound) {
        const auto known = scopes.find(variable.name);
        const bool fromAnswer = known && known->scope == VariableScope::Captured && !variable.onlyTo->empty();
        if (fromAnswer && std::find(variable.onlyTo->begin(), variable.onlyTo->end(), target) == variable.onlyTo->end())
            addHandOns(needed, {{variable.onlyTo->front(), target}});
    }
    return needed;
}

QString handOnText(const HandOn &needed)
{
    return QStringLiteral("Taken from an answer of: %1\nAsked for: %2")
        .arg(visibleText(QString::fromUtf8(needed.from.toString())), visibleText(QString::fromUtf8(needed.to.toString())));
}

Error handOnRefusal(const std::vector<HandOn> &needed)
{
    QStringList lines{QStringLiteral("A secret of an answer was not sent: it would go elsewhere.")};
    for (const HandOn &each : needed)
        lines += handOnText(each);
    return {lines.join(QLatin1Char('\n')), QStringLiteral("auth"),
            QStringLiteral("Allow it when you send the request, or with --hand-on FROM=TO.")};
}

}
