#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
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

/// A signature of fewer bytes than its algorithm makes: the end of the token is missing. RFC 7518, 3.2 to 3.5; keys of RSA have 2048 bits
/// or more.
bool isSignatureCut(const Token &token)
{
    constexpr qsizetype kSmallestRsa = 256;
    if (token.form != TokenForm::Jws || token.segments.size() != 3 || token.segments[2].length == 0)
        return false;
    const QByteArray algorithm = token.headerText("alg");
    const qsizetype bytes = token.segments[2].decoded.size();
    if (algorithm.startsWith("RS") || algorithm.startsWith("PS"))
        return bytes < kSmallestRsa && bytes != kSmallestRsa / 2;
    const qsizetype needed = algorithm == "HS256" ? 32
        : algorithm == "HS384"                    ? 48
        : algorithm == "HS512"                    ? 64
        : algorithm == "ES256"                    ? 64
        : algorithm == "ES384"                    ? 96
        : algorithm == "EdDSA"                    ? 64
                                                  : 0;
    return bytes < needed;
}

bool refusesAsToken(const Facts &facts)
{
    return facts.refusedInSomeWay() || facts.status == 400;
}

Certainty certaintyOf(const Facts &facts, const Token &token, const Said *words)
{
    if (!words)
        return std::min(sureOfToken(facts),
                        token.form == TokenForm::Broken && facts.status == 401 ? Certainty::Certain : Certainty::Likely);
    if (token.form == TokenForm::Broken)
        return Certainty::Certain;
    // What went out as a JWT is whole: the server read something else, or calls a wrong one malformed.
    return token.form == TokenForm::Opaque ? words->saying->certainty : std::min(words->saying->certainty, Certainty::Likely);
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
    const bool cut = isSignatureCut(*token);
    const Certainty sure = sureOfToken(facts);
    if (!words && sure == Certainty::Possible)
        return ruledOut(QStringLiteral("no token was sent where the server looks for one"));
    if (!broken && !cut && whole.isEmpty() && !(words && token->form != TokenForm::Jwe))
        return ruledOut(QStringLiteral("the token is whole"));
    Verdict verdict;
    const QString problem = !token->problems.empty() ? token->problems.front().message
        : cut ? QStringLiteral("the signature has only %1 bytes").arg(token->segments[2].decoded.size())
              : QStringLiteral("not what the server can read");
    Evidence line = credentialLine({CredentialPlace::Field, "token", token->text, facts.foundToken()->where}, quoted(problem, 120));
    verdict.evidence.push_back(line);
    verdict.certainty = whole.isEmpty() ? certaintyOf(facts, *token, words) : Certainty::Certain;
    if (!whole.isEmpty())
        verdict.evidence.push_back(absent("request.token", QStringLiteral("%1 of %2 characters").arg(token->text.size()).arg(whole.size()),
                                          QStringLiteral("the rest was cut off")));
    verdict.evidence.push_back(words ? said(*words) : statusLine(facts));
    const QString cutText = QStringLiteral("it was cut off after %1 of %2 characters").arg(token->text.size()).arg(whole.size());
    verdict.parameters = {{"what", whole.isEmpty() ? quoted(problem, 120) : cutText}};
    return verdict;
}

}

const Rule rules::tokenMalformed{"token.malformed", "The token is not whole or not in the form of a token", &check};

}
