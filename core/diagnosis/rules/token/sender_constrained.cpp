#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Token *token = facts.token();
    const JsonValue *confirmation = token ? token->claim("cnf") : nullptr;
    const bool proof = facts.request.fields.contains("DPoP");
    const Said *words = facts.saidFor("token.sender-constrained");
    const bool boundToKey = confirmation && confirmation->find("jkt");
    const bool wantsProof = boundToKey || (facts.challenge("DPoP") && !facts.challenge("Bearer"));
    if (!words && !(wantsProof && !proof))
        return ruledOut(confirmation ? QStringLiteral("its proof was sent along") : QStringLiteral("the token is bound to no key"));
    Verdict verdict{words ? words->saying->certainty : boundToKey ? Certainty::Certain : Certainty::Likely, {}};
    if (boundToKey)
        verdict.evidence.push_back(claim(facts, "cnf", QStringLiteral("bound to a key (RFC 9449, 6)")));
    if (proof)
        verdict.evidence.push_back(requestField(*facts.request.fields.find("DPoP"), QStringLiteral("the proof that was sent")));
    else
        verdict.evidence.push_back(absent("request.headers.DPoP", QStringLiteral("no DPoP"), QStringLiteral("the proof is absent")));
    if (words)
        verdict.evidence.push_back(said(*words));
    if (facts.response->fields.contains("DPoP-Nonce"))
        verdict.evidence.push_back(responseField(facts, "DPoP-Nonce", QStringLiteral("the nonce to use now")));
    const bool nonce = words && words->text->lower == "use_dpop_nonce";
    verdict.parameters = {{"what",
                           nonce       ? QStringLiteral("its nonce is missing")
                               : proof ? QStringLiteral("its proof was refused")
                                       : QStringLiteral("its proof was not sent")}};
    return verdict;
}

}

const Rule rules::tokenSenderConstrained{"token.sender-constrained", "The token is bound to a key, and its proof is missing or wrong",
                                         &check};

}
