#include "core/diagnosis/rules/said.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/words.h"

namespace keyhole {

Check saidByAnswer(const Facts &facts, const char *cause)
{
    const Said *words = facts.saidFor(cause);
    if (!words)
        return ruledOut(QStringLiteral("the answer does not say so"));
    if (QByteArrayView(cause).startsWith("token.") && !facts.token())
        return ruledOut(QStringLiteral("no token was sent"));
    Verdict verdict{words->saying->certainty, {said(*words)}};
    if (facts.hasCredential())
        verdict.evidence.push_back(credentialLine(facts.credentials.front(), QStringLiteral("sent")));
    return verdict;
}

QString inItsOwnWords(const Facts &facts)
{
    constexpr int kMost = 160;
    const AnswerError *error = facts.answer.main();
    const bool adds = error && error->message && !error->code(error->message->lower);
    return adds ? QStringLiteral("It says: “%1”.").arg(quoted(error->message->text.simplified(), kMost)) : QString();
}

}
