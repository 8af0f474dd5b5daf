#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

Check check(const Facts &facts)
{
    const Said *words = facts.saidFor("token.scope-missing");
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no credential was sent"));
    const Token *token = facts.token();
    const auto wanted = facts.challengeParameter("scope");
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
    Verdict verdict{words ? words->saying->certainty : Certainty::Likely, {}};
    if (!held.empty())
        verdict.evidence.push_back(claim(facts, token->claim("scope") ? "scope" : "scp", QStringLiteral("granted")));
    verdict.evidence.push_back(words ? said(*words)
                                     : responseField(facts, "WWW-Authenticate", QStringLiteral("asked for"), QString::fromUtf8(*wanted)));
    if (words && wanted)
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asked for"), QString::fromUtf8(*wanted)));
    const QByteArray scope = !missing.isEmpty() ? missing.join(' ') : wanted.value_or(QByteArray());
    verdict.parameters
        = {{"scope", scope.isEmpty() ? QStringLiteral("that this address needs") : QStringLiteral("“%1”").arg(quoted(scope, 80))}};
    return verdict;
}

}

const Rule rules::tokenScopeMissing{"token.scope-missing", "The token is valid and lacks a scope or role", &check};

}
