#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/profile.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

/// The host of an audience that is a web address. Others are names ("api://orders", "urn:orders"), or addresses inside a cluster, and say
/// nothing about the host that was asked.
QByteArray hostOf(const QByteArray &audience)
{
    const auto url = audience.startsWith("http") ? Url::parse(audience) : Result<Url, SyntaxError>(failure(SyntaxError{}));
    const QByteArray host = url ? url->origin().host : QByteArray();
    return host.contains('.') && !host.endsWith(".svc") && !host.endsWith(".local") ? host : QByteArray();
}

bool names(const QByteArray &audience, const Facts &facts)
{
    const QByteArray host = hostOf(audience);
    return audience == facts.host || host == facts.host || (!host.isEmpty() && facts.host.endsWith('.' + host));
}

/// What the server says that it wants: `resource` of a challenge (Azure; RFC 9728 names resource_metadata instead).
QByteArray wantedAudience(const Facts &facts)
{
    const auto resource = facts.challengeParameter("resource");
    return resource ? *resource : QByteArray();
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.audience-wrong");
    if (!token || !token->payload)
        return ruledOut(QStringLiteral("no readable token was sent"));
    if (!facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const std::vector<QByteArray> audience = token->audience();
    if (const Profile *other = meantForService(facts); other && !saysAnother(facts, "token.signature-invalid")) {
        Verdict verdict{std::min(Certainty::Likely, sureOfToken(facts)),
                        {claim(facts, "aud", QStringLiteral("%1, and nothing else").arg(other->name)),
                         requestLine(facts, QStringLiteral("asked here"), QString::fromUtf8(facts.host))}};
        if (const Said *unverified = words ? words : facts.saidFor("token.signature-invalid"))
            verdict.evidence.push_back(said(*unverified));
        verdict.parameters = {{"audience", other->name}, {"wanted", QStringLiteral("this API")}};
        return verdict;
    }
    if (audience.empty() && !words)
        return ruledOut(QStringLiteral("the token names no audience"));
    const QByteArray wanted = wantedAudience(facts);
    const bool hasWanted = !wanted.isEmpty() && std::find(audience.begin(), audience.end(), wanted) != audience.end();
    const bool contradicts = !wanted.isEmpty() && !hasWanted;
    const bool namesHost = std::any_of(audience.begin(), audience.end(), [&](const QByteArray &each) { return names(each, facts); });
    const bool otherHost
        = !namesHost && std::any_of(audience.begin(), audience.end(), [](const QByteArray &each) { return !hostOf(each).isEmpty(); });
    if (!words && !contradicts && (!otherHost || hasWanted))
        return ruledOut(hasWanted || namesHost ? QStringLiteral("the token is meant for this server")
                                               : QStringLiteral("its audience is a name, and the answer asks for no other"));
    const bool proxied = facts.origin.host.startsWith("localhost") || facts.origin.host.startsWith("127.");
    if (!words && !contradicts && (token->kind == TokenKind::ClientAssertion || proxied))
        return ruledOut(QStringLiteral("its audience need not be this host"));
    const Certainty byWords = words ? words->saying->certainty : Certainty::Possible;
    Verdict verdict{contradicts ? Certainty::Certain : byWords, {claim(facts, "aud", QStringLiteral("what the token is meant for"))}};
    if (!wanted.isEmpty())
        verdict.evidence.push_back(responseField(facts, "WWW-Authenticate", QStringLiteral("asked for"), QString::fromUtf8(wanted)));
    if (words)
        verdict.evidence.push_back(said(*words));
    if (!words && !contradicts)
        verdict.evidence.push_back(requestLine(facts, QStringLiteral("asked here"), QString::fromUtf8(facts.host)));
    verdict.parameters = {{"audience", audience.empty() ? QStringLiteral("nobody") : quoted(audience.front(), 80)},
                          {"wanted", wanted.isEmpty() ? QStringLiteral("this API") : quoted(wanted, 80)}};
    return verdict;
}

}

const Rule rules::tokenAudienceWrong{"token.audience-wrong", "The token is meant for another API", &check};

}
