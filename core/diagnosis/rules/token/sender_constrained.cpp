#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// What to call the part that does not fit, after "its proof ".
QString partName(ProofPart part)
{
    switch (part) {
    case ProofPart::Count:
        return QStringLiteral("was sent more than once");
    case ProofPart::Form:
        return QStringLiteral("is no whole proof");
    case ProofPart::Type:
        return QStringLiteral("has another typ than dpop+jwt");
    case ProofPart::Algorithm:
        return QStringLiteral("has an algorithm without a public key");
    case ProofPart::Key:
        return QStringLiteral("carries no public key alone");
    case ProofPart::Signature:
        return QStringLiteral("does not verify with its own key");
    case ProofPart::Method:
        return QStringLiteral("is for another method");
    case ProofPart::Address:
        return QStringLiteral("is for another address");
    case ProofPart::Time:
        return QStringLiteral("is of another time");
    case ProofPart::Nonce:
        return QStringLiteral("has not the server’s last nonce");
    case ProofPart::TokenHash:
        return QStringLiteral("is for another token");
    case ProofPart::Binding:
        return QStringLiteral("is by another key");
    }
    return {};
}

const ProofFault *worst(const Facts &facts)
{
    if (!facts.signing.dpop)
        return nullptr;
    const auto &faults = facts.signing.dpop->faults;
    const auto proven = std::find_if(faults.begin(), faults.end(), [](const ProofFault &each) { return each.proven; });
    return proven != faults.end() ? &*proven : faults.empty() ? nullptr : &faults.front();
}

/// What the answer, the token and the proof come to.
struct Judged {
    const JsonValue *confirmation = nullptr;
    bool boundToKey = false, wantsProof = false, asksForNonce = false;
    const Said *words = nullptr;
    const ProofFault *fault = nullptr;  ///< of the proof, where the server can have refused it for that
};

Judged judge(const Facts &facts)
{
    Judged judged;
    const Token *token = facts.token();
    judged.confirmation = token ? token->claim("cnf") : nullptr;
    judged.boundToKey = judged.confirmation && judged.confirmation->find("jkt");
    judged.wantsProof = judged.boundToKey || (facts.challenge("DPoP") && !facts.challenge("Bearer"));
    judged.words = facts.saidFor("token.sender-constrained");
    judged.asksForNonce = judged.words && judged.words->text->lower.contains("use_dpop_nonce");
    const bool presented = judged.wantsProof || equalsIgnoringCase(facts.authorizationParts.scheme, "DPoP") || judged.words;
    if (presented && (judged.words || !saysAnother(facts, "token.sender-constrained")))
        judged.fault = worst(facts);
    return judged;
}

Certainty sure(const Judged &judged)
{
    if (judged.words)
        return judged.words->saying->certainty;
    if (judged.fault)
        return judged.fault->proven ? Certainty::Certain : Certainty::Likely;
    return judged.boundToKey ? Certainty::Certain : Certainty::Likely;
}

QString whatIsWrong(const Facts &facts, const Judged &judged)
{
    if (judged.asksForNonce)
        return facts.signing.dpop && facts.signing.dpop->token.claim("nonce") ? QStringLiteral("its nonce is used up")
                                                                              : QStringLiteral("its nonce is missing");
    if (judged.fault)
        return QStringLiteral("its proof ") + partName(judged.fault->part);
    return facts.signing.dpop ? QStringLiteral("its proof was refused") : QStringLiteral("its proof was not sent");
}

Check check(const Facts &facts)
{
    if (!facts.refusedInSomeWay() && facts.status != 400)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Judged judged = judge(facts);
    const bool proof = facts.signing.dpop.has_value();
    if (!judged.words && !judged.fault && !(judged.wantsProof && !proof))
        return ruledOut(judged.confirmation ? QStringLiteral("its proof was sent along, and fits")
                                            : QStringLiteral("the token is bound to no key"));
    Verdict verdict{sure(judged), {}};
    if (judged.boundToKey)
        verdict.evidence.push_back(claim(facts, "cnf", QStringLiteral("bound to a key (RFC 9449, 6)")));
    if (equalsIgnoringCase(facts.authorizationParts.scheme, "DPoP"))
        verdict.evidence.push_back(requestField(*facts.authorization, QStringLiteral("presented as a token with a proof")));
    if (proof)
        verdict.evidence.push_back(requestField(*facts.request.fields.find("DPoP"), QStringLiteral("the proof that was sent")));
    else
        verdict.evidence.push_back(absent("request.headers.DPoP", QStringLiteral("no DPoP"), QStringLiteral("the proof is absent")));
    for (const ProofFault &each : judged.fault ? facts.signing.dpop->faults : std::vector<ProofFault>())
        verdict.evidence.push_back(absent(facts.signing.dpop->where, quoted(each.line), quoted(each.says)));
    if (facts.challenge("DPoP"))
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("it asks for a proof")));
    if (judged.words)
        verdict.evidence.push_back(said(*judged.words));
    if (facts.response->fields.contains("DPoP-Nonce"))
        verdict.evidence.push_back(responseField(facts, "DPoP-Nonce", QStringLiteral("the nonce to use now")));
    verdict.parameters = {{"what", whatIsWrong(facts, judged)}};
    return verdict;
}

}

const Rule rules::tokenSenderConstrained{"token.sender-constrained", "The token is bound to a key, and its proof is missing or wrong",
                                         &check};

}
