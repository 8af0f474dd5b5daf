#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"

namespace keyhole {

namespace {

/// A client assertion that is out of its time is refused for that, and told by the same code as a wrong secret.
bool assertionIsOver(const Facts &facts)
{
    const Token *token = facts.token();
    const auto expiry = token && token->kind == TokenKind::ClientAssertion ? token->time("exp") : std::nullopt;
    return expiry && expiry->instant && facts.serverTime && *expiry->instant < *facts.serverTime;
}

Check check(const Facts &facts)
{
    if (assertionIsOver(facts))
        return ruledOut(QStringLiteral("the time of its assertion is what was refused"));
    return saidByAnswer(facts, "oauth.client-rejected");
}

}

const Rule rules::oauthClientRejected{"oauth.client-rejected", "The client id, secret or its authentication was refused", &check};

}
