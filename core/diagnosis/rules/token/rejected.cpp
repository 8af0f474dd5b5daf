#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (facts.status != 401)
        return ruledOut(QStringLiteral("the status is not 401"));
    const Token *token = facts.token();
    if (!token || (!facts.authorization && facts.foundToken()->where.startsWith("request.cookies.")))
        return ruledOut(QStringLiteral("no token was sent"));
    const SentCredential sent{CredentialPlace::Field, "token", token->text, facts.foundToken()->where};
    Verdict verdict{Certainty::Possible,
                    {facts.authorization ? requestField(*facts.authorization, QStringLiteral("sent, and refused"))
                                         : credentialLine(sent, QStringLiteral("sent, and refused"))}};
    const bool invalid = facts.challengeParameter("error") == QByteArray("invalid_token");
    if (!facts.challenges.empty())
        verdict.evidence.push_back(
            responseField(facts, "WWW-Authenticate", invalid ? QStringLiteral("says no more than that") : QString()));
    else
        verdict.evidence.push_back(statusLine(facts));
    if (const auto several = severalNamed(facts.answer))
        verdict.evidence.push_back(
            evidenceFor(*several->text, QStringLiteral("leaves open which: %1").arg(several->states.join(QStringLiteral(", ")))));
    return verdict;
}

}

const Rule rules::tokenRejected{"token.rejected", "The token was refused, and nothing seen says why", &check};

}
