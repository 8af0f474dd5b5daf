#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/said.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"
#include "core/json/json.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

/// The issuer of a discovery document. OpenID Connect Discovery 1.0, 4.2; RFC 8414, 3.2.
QByteArray discoveredIssuer(const Earlier &earlier)
{
    const Hop &hop = earlier.exchange->last();
    if (!earlier.accepted || !hop.response || !hop.request.url.path.contains("/.well-known/"))
        return {};
    const auto json = parseJson(hop.response->body.trimmed());
    return json && json->isObject() && json->find("jwks_uri") ? json->string("issuer") : QByteArray();
}

/// Two names of one tenant: the same id in both, or two addresses of one host.
bool areAkin(const QByteArray &one, const QByteArray &other)
{
    static const QRegularExpression id(QStringLiteral("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"));
    const auto match = id.match(QString::fromUtf8(one).toLower());
    if (match.hasMatch())
        return other.toLower().contains(match.captured().toLatin1());
    const auto first = Url::parse(one), second = Url::parse(other);
    return first && second && first->origin().host == second->origin().host;
}

/// The document that the server works with was fetched before, and names the issuer otherwise than the token does.
std::optional<Verdict> againstDiscovery(const Facts &facts)
{
    const QByteArray issuer = facts.token() && facts.token()->payload ? facts.token()->claimText("iss") : QByteArray();
    if (issuer.isEmpty() || !facts.refusedInSomeWay() || saysAnother(facts, "token.issuer-wrong"))
        return std::nullopt;
    const Earlier *differing = nullptr;
    QByteArray wanted;
    for (const Earlier &each : facts.earlier) {
        const QByteArray discovered = discoveredIssuer(each);
        if (discovered == issuer)
            return std::nullopt;
        if (!discovered.isEmpty() && areAkin(issuer, discovered)) {
            differing = &each;
            wanted = discovered;
        }
    }
    if (!differing)
        return std::nullopt;
    return Verdict{std::min(Certainty::Likely, sureOfToken(facts)),
                   {claim(facts, "iss", QStringLiteral("who issued it")),
                    earlierLine(*differing, QStringLiteral("names itself %1").arg(quoted(wanted, 100))), statusLine(facts)}};
}

Check check(const Facts &facts)
{
    if (asksIssuerElsewhere(facts))
        return ruledOut(QStringLiteral("it is the same issuer, asked at another address"));
    if (!facts.saidFor("token.issuer-wrong")) {
        if (auto verdict = againstDiscovery(facts))
            return std::move(*verdict);
    }
    return saidByAnswer(facts, "token.issuer-wrong");
}

}

const Rule rules::tokenIssuerWrong{"token.issuer-wrong", "The token names another issuer than the server takes", &check};

}
