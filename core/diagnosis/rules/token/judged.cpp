#include "core/diagnosis/rules/token/judged.h"

#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/layer/judge.h"

namespace keyhole {

Certainty sureOfToken(const Facts &facts)
{
    const FoundToken *found = facts.foundToken();
    if (!found || refusedUnread(facts, "Bearer"))
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

bool asksIssuerElsewhere(const Facts &facts)
{
    constexpr qsizetype kShortestPath = 3;  // an issuer without a path of its own is below every address
    const Token *token = facts.token();
    const auto issuer = Url::parse(token ? token->claimText("iss") : QByteArray());
    if (!issuer || issuer->path.size() < kShortestPath || issuer->origin() == facts.origin)
        return false;
    const QByteArray below = issuer->path.endsWith('/') ? issuer->path : issuer->path + '/';
    return facts.request.url.path.startsWith(below);
}

const Profile *meantForService(const Facts &facts)
{
    if (!facts.token())
        return nullptr;
    for (const QByteArray &audience : facts.token()->audience()) {
        for (const Profile &profile : knowledge()) {
            const bool named = std::find(profile.audiences.begin(), profile.audiences.end(), audience) != profile.audiences.end();
            if (named && (!facts.service || facts.service->family != profile.family))
                return &profile;
        }
    }
    return nullptr;
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
