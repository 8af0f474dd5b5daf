#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// The whole token, when an earlier answer handed out one that begins with what was sent.
QByteArray wholeToken(const Facts &facts, const QByteArray &sent)
{
    constexpr qsizetype kShortest = 40;
    if (sent.size() < kShortest)
        return {};
    for (const Earlier &each : facts.earlier) {
        const Hop &hop = each.exchange->last();
        const qsizetype at = hop.response ? hop.response->body.indexOf(sent) : -1;
        if (at < 0)
            continue;
        const QByteArray &body = hop.response->body;
        qsizetype end = at + sent.size();
        while (end < body.size() && (isToken(QByteArrayView(body).sliced(end, 1)) || body[end] == '.'))
            ++end;
        if (end > at + sent.size())
            return body.sliced(at, end - at);
    }
    return {};
}

bool refusesAsToken(const Facts &facts)
{
    return facts.refusedInSomeWay() || facts.status == 400;
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.malformed");
    if (!token)
        return ruledOut(QStringLiteral("no token was sent"));
    if (!refusesAsToken(facts))
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const QByteArray whole = wholeToken(facts, token->text);
    const bool broken = token->form == TokenForm::Broken;
    if (!broken && whole.isEmpty() && !(words && token->form != TokenForm::Jwe))
        return ruledOut(QStringLiteral("the token is whole"));
    Verdict verdict;
    const QString problem = token->problems.empty() ? QStringLiteral("not what the server can read") : token->problems.front().message;
    Evidence line = credentialLine({CredentialPlace::Field, "token", token->text, facts.foundToken()->where}, quoted(problem, 120));
    verdict.evidence.push_back(line);
    verdict.certainty = broken || words ? Certainty::Certain : Certainty::Likely;
    if (!whole.isEmpty()) {
        verdict.certainty = Certainty::Certain;
        verdict.evidence.push_back(absent("request.token", QStringLiteral("%1 of %2 characters").arg(token->text.size()).arg(whole.size()),
                                          QStringLiteral("the rest was cut off")));
    }
    if (token->form == TokenForm::Opaque && whole.isEmpty())
        verdict.certainty = words->saying->certainty;
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    const QString cut = QStringLiteral("it was cut off after %1 of %2 characters").arg(token->text.size()).arg(whole.size());
    verdict.parameters = {{"what", whole.isEmpty() ? quoted(problem, 120) : cut}};
    return verdict;
}

}

const Rule rules::tokenMalformed{"token.malformed", "The token is not whole or not in the form of a token", &check};

}
