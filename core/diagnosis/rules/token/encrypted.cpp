#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || token->form != TokenForm::Jwe)
        return ruledOut(QStringLiteral("no encrypted token was sent"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    // An API that is the audience reads it, so its form alone is no fault; an API that looks for a signed token says so.
    const Said *words = facts.saidFor("token.encrypted");
    if (!words)
        words = facts.saidFor("token.malformed");
    Verdict verdict{words ? Certainty::Likely : Certainty::Possible,
                    {tokenHeader(facts, "enc", QStringLiteral("encrypted: five parts, readable by the audience alone"))}};
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    return verdict;
}

}

const Rule rules::tokenEncrypted{"token.encrypted", "The token is encrypted, and this server cannot read it", &check};

}
