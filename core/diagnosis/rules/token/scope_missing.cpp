#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// Fits a title: of a long one, such as Google's addresses, the end tells it.
QString shortScope(const QByteArray &scope)
{
    constexpr qsizetype kMost = 30;
    if (scope.isEmpty())
        return QStringLiteral("that this address needs");
    const QString text = quoted(scope, 200);
    return QStringLiteral("“%1”").arg(text.size() <= kMost ? text : QChar(0x2026) + text.right(kMost - 1));
}

/// GitHub says in fields what the token holds and which scopes, any one of them, the address takes.
/// Source: docs.github.com, "Scopes for OAuth apps", checking granted scopes.
std::optional<Verdict> toldByFields(const Facts &facts)
{
    const auto held = facts.response->fields.value("X-OAuth-Scopes");
    const auto accepted = facts.response->fields.value("X-Accepted-OAuth-Scopes");
    if (!held || !accepted || accepted->trimmed().isEmpty() || (facts.status != 403 && facts.status != 404))
        return std::nullopt;
    const QByteArrayList granted = QByteArray(*held).replace(' ', "").split(',');
    for (const QByteArray &each : QByteArray(*accepted).replace(' ', "").split(',')) {
        if (granted.contains(each))
            return std::nullopt;
    }
    Verdict verdict{Certainty::Likely,
                    {responseField(facts, "X-OAuth-Scopes", QStringLiteral("granted")),
                     responseField(facts, "X-Accepted-OAuth-Scopes", QStringLiteral("any of these is asked for"))}};
    verdict.parameters = {{"scope", shortScope(accepted->trimmed())}};
    return verdict;
}

/// The scope that the challenge or the body asks for; a permission or role where it names no scope.
const AnswerText *wantedScope(const Facts &facts)
{
    const AnswerText *scope = facts.answer.asks(AskedFor::Scope);
    return scope || facts.status != 403 ? scope : facts.answer.asks(AskedFor::Permission);
}

Evidence wantedLine(const Facts &facts, const AnswerText &asked)
{
    const QString says = QStringLiteral("asked for");
    return asked.where.startsWith("response.headers.") ? responseField(facts, "WWW-Authenticate", says, asked.text)
                                                       : evidenceFor(asked, says);
}

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("token.scope-missing");
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no credential was sent"));
    if (const auto told = toldByFields(facts))
        return *told;
    const Token *token = facts.token();
    const AnswerText *asked = wantedScope(facts);
    const auto wanted = asked ? std::optional(asked->text.toUtf8()) : std::nullopt;
    const std::vector<QByteArray> held = token ? token->scopes() : std::vector<QByteArray>();
    QByteArrayList missing;
    if (wanted && !held.empty()) {
        for (const QByteArray &scope : wanted->split(' ')) {
            if (!scope.isEmpty() && std::find(held.begin(), held.end(), scope) == held.end())
                missing += scope;
        }
    }
    if (!words && missing.isEmpty())
        return ruledOut(QStringLiteral("the answer asks for no scope that the token lacks"));
    if (!words && facts.status != 403 && facts.challengeParameter("error"))
        return ruledOut(QStringLiteral("the answer names another error"));
    // A 401 whose challenge names a scope tells what the address takes; it is refusal for the scope only as a 403 (RFC 6750, 3.1).
    const Certainty alone = facts.status == 403 ? Certainty::Likely : Certainty::Possible;
    Verdict verdict{words ? words->saying->certainty : alone, {}};
    if (!held.empty())
        verdict.evidence.push_back(claim(facts, token->claim("scope") ? "scope" : "scp", QStringLiteral("granted")));
    verdict.evidence.push_back(words ? said(*words) : wantedLine(facts, *asked));
    if (words && asked)
        verdict.evidence.push_back(wantedLine(facts, *asked));
    const QByteArray scope = !missing.isEmpty() ? missing.join(' ') : wanted.value_or(QByteArray());
    verdict.parameters = {{"scope", shortScope(scope)}};
    return verdict;
}

}

const Rule rules::tokenScopeMissing{"token.scope-missing", "The token is valid and lacks a scope or role", &check};

}
