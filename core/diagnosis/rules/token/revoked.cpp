#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// A service account token names the uid of its account. When an earlier answer shows the account of that name with another uid, it was
/// made anew. Source: kubernetes.io, "Managing Service Accounts": a token is valid for the account of its uid alone.
std::optional<Verdict> recreatedAccount(const Facts &facts)
{
    const Token &token = *facts.token();
    QByteArray uid = token.claimText("kubernetes.io/serviceaccount/service-account.uid");
    QByteArray name = token.claimText("kubernetes.io/serviceaccount/service-account.name");
    if (const JsonValue *bound = token.claim("kubernetes.io")) {
        if (const JsonValue *account = bound->find("serviceaccount"))
            uid = account->string("uid"), name = account->string("name");
    }
    if (uid.isEmpty() || name.isEmpty())
        return std::nullopt;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        const Hop &hop = each->exchange->last();
        if (!hop.response || !each->accepted || !hop.response->body.contains("ServiceAccount"))
            continue;
        const auto json = parseJson(hop.response->body.trimmed());
        const JsonValue *living = json ? json->at({"metadata", "uid"}) : nullptr;
        const JsonValue *its = json ? json->at({"metadata", "name"}) : nullptr;
        if (!living || !its || its->text != name || living->text == uid)
            continue;
        Evidence now = earlierLine(*each, QStringLiteral("the account that lives now has uid %1").arg(quoted(living->text, 40)));
        Evidence then = absent("request.token.kubernetes.io", QStringLiteral("uid: ") + quoted(uid, 60),
                               QStringLiteral("the account that the token was made for"));
        return Verdict{Certainty::Certain, {then, now, statusLine(facts)}};
    }
    return std::nullopt;
}

Check check(const Facts &facts)
{
    if (!facts.hasCredential())
        return ruledOut(QStringLiteral("no token was sent"));
    const Said *words = facts.saidFor("token.revoked");
    if (!facts.refusedInSomeWay() && !words)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (auto verdict = facts.token() ? recreatedAccount(facts) : std::nullopt)
        return *verdict;
    if (!words)
        return ruledOut(QStringLiteral("nothing shows that it was withdrawn"));
    return Verdict{words->saying->certainty, {credentialLine(facts.credentials.front(), {}), said(*words)}};
}

}

const Rule rules::tokenRevoked{"token.revoked", "The token was withdrawn since it was issued", &check};

}
