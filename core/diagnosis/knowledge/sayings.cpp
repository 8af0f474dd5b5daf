#include "core/diagnosis/knowledge/sayings.h"

#include "core/diagnosis/knowledge/knowledge.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// "expired, revoked or malformed": the answer names several causes, and so none.
bool namesSeveral(const AnswerText &text)
{
    static const QRegularExpression states(
        QStringLiteral("\\b(expired|invalid|revoked|malformed|missing|inactive|unknown)\\b[^.;]{0,40}\\bor\\b"
                       "[^.;]{0,40}\\b(expired|invalid|revoked|malformed|missing|inactive|unknown|"
                       "incorrect|not yet valid)\\b"));
    return text.lower.contains(" or ") && states.match(QString::fromUtf8(text.lower)).hasMatch();
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
            if ((saying.onlyHere && service != &profile) || !everything.contains(saying.text))
                continue;
            const AnswerText *text = saying.match == Saying::Match::Code ? answer.code(saying.text) : answer.saying(saying.text);
            if (text && meansIt(saying, *text))
                found.push_back({&saying, text});
        }
    }
    return found;
}

}
