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

/// The methods of RFC 6749, 2.3 and RFC 7521, 4.2.
QString howItSignedIn(const Facts &facts)
{
    const auto sent = [&facts](QByteArrayView name) {
        return std::any_of(facts.credentials.begin(), facts.credentials.end(),
                           [name](const SentCredential &each) { return each.name == name; });
    };
    if (facts.basic)
        return QStringLiteral("It signed in by Basic, where id and secret are percent-encoded first.");
    if (sent("client_assertion"))
        return QStringLiteral("It signed in by an assertion.");
    if (sent("client_secret"))
        return QStringLiteral("It signed in by id and secret in the body.");
    return QStringLiteral("It brought no secret and no assertion.");
}

Check check(const Facts &facts)
{
    if (assertionIsOver(facts))
        return ruledOut(QStringLiteral("the time of its assertion is what was refused"));
    Check verdict = saidByAnswer(facts, "oauth.client-rejected");
    if (verdict)
        verdict->parameters = {{"how", howItSignedIn(facts)}, {"words", inItsOwnWords(facts)}};
    return verdict;
}

}

const Rule rules::oauthClientRejected{"oauth.client-rejected", "The client id, secret or its authentication was refused", &check};

}
