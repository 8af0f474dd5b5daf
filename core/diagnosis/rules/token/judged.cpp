#include "core/diagnosis/rules/token/judged.h"

#include "core/diagnosis/knowledge/names.h"

namespace keyhole {

Certainty sureOfToken(const Facts &facts)
{
    const FoundToken *found = facts.foundToken();
    if (!found)
        return Certainty::Possible;
    const bool inAuthorization = facts.authorization && found->where == "request.headers." + facts.authorization->name;
    if (inAuthorization)
        return Certainty::Certain;
    if (facts.authorization)
        return Certainty::Possible;
    if (!found->where.startsWith("request.cookies."))
        return facts.credentials.size() == 1 ? Certainty::Certain : Certainty::Likely;
    return facts.credentials.empty() && isTokenCookie(found->where.mid(16)) ? Certainty::Likely : Certainty::Possible;
}

bool saysAnother(const Facts &facts, QByteArrayView cause)
{
    // invalid_client and invalid_grant name what was refused, not why.
    return std::any_of(facts.said.begin(), facts.said.end(), [&](const Said &each) {
        const QByteArrayView other(each.saying->cause);
        const Certainty enough
            = other.startsWith("token.") && other != QByteArrayView("token.rejected") ? Certainty::Likely : Certainty::Certain;
        return each.saying->certainty >= enough && cause != other && !other.startsWith("oauth.");
    });
}

bool isMadeBySender(const Facts &facts)
{
    constexpr Milliseconds kOldest{120'000};  // GitHub advises to date iat back by 60 s
    constexpr Milliseconds kDoubt{2'000};
    const Token *token = facts.token();
    const auto issued = token ? token->time("iat") : std::nullopt;
    if (!issued || !issued->instant || !facts.hop.sentAt)
        return false;
    const QByteArray issuer = token->claimText("iss");
    if (issuer.startsWith("http") && issuer != token->claimText("sub"))
        return false;
    const bool handedOut = std::any_of(facts.earlier.begin(), facts.earlier.end(), [&](const Earlier &each) {
        const auto &response = each.exchange->last().response;
        return response && response->body.contains(token->text);
    });
    const Milliseconds age = *facts.hop.sentAt - *issued->instant;
    return !handedOut && age > -kDoubt && age < kOldest;
}

}
