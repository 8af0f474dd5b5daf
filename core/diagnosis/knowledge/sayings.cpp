#include "core/diagnosis/knowledge/sayings.h"

#include "core/diagnosis/knowledge/knowledge.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

// A state that a credential may be in, in the languages that servers speak.
constexpr auto kState
    = "expired|invalid|revoked|malformed|missing|inactive|unknown|incorrect|not yet valid|withdrawn|disabled|"
      "abgelaufen|ungültig|widerrufen|fehlt|expiré|invalide|révoqué|manquant|caducado|expirado|inválido|revocado|revogado|"
      "scaduto|non valido|revocato|verlopen|ongeldig|过期|無效|无效|失效|期限切れ|無効|만료|유효하지";
constexpr auto kOr = "or|and/or|oder|ou|o|of|eller|bzw\\.|/|或|或者|または|또는";

/// The states that a sentence joins by "or"; empty where it names one.
QStringList statesJoined(const AnswerText &text)
{
    static const auto kAnyCase = QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption;
    static const QRegularExpression kJoined(
        QStringLiteral("(?<!\\pL)(?:%1)[^.;]{0,40}?(?:(?<!\\pL)(?:%2)(?!\\pL)|或|または|또는)[^.;]{0,40}?(?:%1)")
            .arg(QString::fromUtf8(kState), QString::fromUtf8(kOr)),
        kAnyCase);
    static const QRegularExpression kOne(QStringLiteral("(?:%1)").arg(QString::fromUtf8(kState)), kAnyCase);
    const auto match = kJoined.match(text.text);
    QStringList states;
    if (!match.hasMatch())
        return states;
    for (auto each = kOne.globalMatch(match.captured(0)); each.hasNext();) {
        if (const QString state = each.next().captured(0).toLower(); !states.contains(state))
            states += state;
    }
    return states;
}

bool namesSeveral(const AnswerText &text)
{
    return !statesJoined(text).isEmpty();
}

bool meansIt(const Saying &saying, const AnswerText &text)
{
    const bool turned = !saying.unless.isEmpty() && text.lower.contains(saying.unless);
    return !turned && (saying.certainty == Certainty::Possible || !namesSeveral(text));
}

}

std::vector<Said> findSayings(const AnswerTexts &answer, const Profile *service)
{
    std::vector<Said> found;
    if (answer.isEmpty())
        return found;
    QByteArray everything;  // one search settles most sayings
    for (const AnswerText &text : answer.items)
        everything += text.lower + '\n';
    for (const Profile &profile : knowledge()) {
        for (const Saying &saying : profile.answers) {
            const bool fits = saying.text.size() <= everything.size() && (!saying.onlyHere || service == &profile);
            if (!fits || !everything.contains(saying.text))
                continue;
            const AnswerText *text = saying.match == Saying::Match::Code ? answer.code(saying.text) : answer.saying(saying.text);
            if (text && meansIt(saying, *text))
                found.push_back({&saying, text});
        }
    }
    return found;
}

std::optional<SeveralNamed> severalNamed(const AnswerTexts &answer)
{
    for (const AnswerText &text : answer.items) {
        QStringList states = statesJoined(text);
        if (states.size() > 1)
            return SeveralNamed{&text, std::move(states)};
    }
    return std::nullopt;
}

}
