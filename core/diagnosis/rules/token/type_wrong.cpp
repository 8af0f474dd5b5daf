#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/rules/rules.h"
#include "core/diagnosis/rules/token/judged.h"

namespace keyhole {

namespace {

QString nameOf(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Id:
        return QStringLiteral("an ID token");
    case TokenKind::Refresh:
        return QStringLiteral("a refresh token");
    case TokenKind::Logout:
        return QStringLiteral("a logout token");
    case TokenKind::ClientAssertion:
        return QStringLiteral("a client assertion");
    case TokenKind::DpopProof:
        return QStringLiteral("a DPoP proof");
    case TokenKind::Access:
        return QStringLiteral("an access token");
    default:
        return QStringLiteral("a token");
    }
}

/// Addresses that take a refresh token instead of an access token: to renew it, or to end it.
bool takesRefreshTokens(const Url &url)
{
    const QByteArray path = url.path.toLower();
    return path.contains("refresh") || path.contains("renew") || path.contains("revoke") || path.contains("logout")
        || path.endsWith("/token");
}

/// The same address took a token of the other kind from the same issuer before, or a JWT where this one is opaque.
const Earlier *acceptedOtherKind(const Facts &facts, const Token &sent, TokenKind &kind)
{
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->accepted || !each->sameAddress)
            continue;
        const Token other = decodeToken(each->authorization().rest);
        if (other.isJwt() && sent.form == TokenForm::Opaque && facts.authorization) {
            kind = other.kind;
            return &*each;
        }
        if (other.isJwt() && other.kind != TokenKind::Unknown && other.kind != sent.kind
            && other.claimText("iss") == sent.claimText("iss")) {
            kind = other.kind;
            return &*each;
        }
    }
    return nullptr;
}

/// Why the kind of the token, without the answer's word, is no fault here; empty when it may be one.
QString whyRight(const Facts &facts, const Token &token)
{
    if (takesRefreshTokens(facts.request.url) && facts.status != 403)
        return QStringLiteral("this address takes refresh tokens");
    const bool forApis = token.kind == TokenKind::Access || token.kind == TokenKind::Unknown || token.kind == TokenKind::ServiceAccount
        || token.kind == TokenKind::Session;
    if (forApis)
        return QStringLiteral("it is a token for APIs, or does not tell its kind");
    // Services of Google take ID tokens whose audience is their address; an ID token for a client has the client's id there.
    const std::vector<QByteArray> audience = token.audience();
    if (token.kind == TokenKind::Id && !audience.empty() && audience.front().startsWith("https://")
        && audience.front() != token.claimText("iss"))
        return QStringLiteral("it is an ID token for a service");
    if (facts.foundToken()->where.startsWith("request.cookies."))
        return QStringLiteral("a session cookie may hold any kind of token");
    if (token.kind == TokenKind::ClientAssertion || token.kind == TokenKind::DpopProof)
        return QStringLiteral("it is signed by the client itself, as some services want it");
    return {};
}

/// An ID token is what some gateways want (Cognito, Firebase), so its kind alone settles nothing; a refresh token is for no API.
Certainty byKindAlone(const Facts &facts, const Token &token)
{
    if (token.kind != TokenKind::Refresh || saysAnother(facts, "token.type-wrong"))
        return Certainty::Possible;
    return facts.status == 401 ? Certainty::Certain : Certainty::Likely;
}

Evidence tokenLine(const Facts &facts, const QString &says)
{
    return credentialLine({CredentialPlace::Field, "token", facts.token()->text, facts.foundToken()->where}, says);
}

constexpr QLatin1String kForTokenEndpoint("A refresh token is for the token endpoint alone.");

QString whyOfKind(TokenKind kind)
{
    if (kind == TokenKind::Refresh)
        return kForTokenEndpoint;
    return kind == TokenKind::Id ? QStringLiteral("An API takes access tokens; an ID token tells the client who signed in.")
                                 : QStringLiteral("The answer says that this address takes another kind.");
}

/// What is known without a look into the token: its prefix, or that the other kind was taken before.
std::optional<Verdict> toldWithoutKind(const Facts &facts, const Token &token)
{
    const KeyShape *shape = findKeyShape(token.text);
    if (shape && shape->goes == "refresh" && facts.authorization) {
        Verdict verdict{Certainty::Certain, {requestField(*facts.authorization, shape->what), statusLine(facts)}};
        verdict.parameters = {{"kind", shape->what}, {"why", QString(kForTokenEndpoint)}};
        return verdict;
    }
    TokenKind accepted = TokenKind::Unknown;
    const Earlier *before = acceptedOtherKind(facts, token, accepted);
    if (!before)
        return std::nullopt;
    const bool opaque = token.form == TokenForm::Opaque;
    const QString own = shape ? shape->what : opaque ? QStringLiteral("an opaque token") : nameOf(token.kind);
    const QString other = accepted == TokenKind::Unknown ? QStringLiteral("a JWT") : nameOf(accepted);
    Verdict verdict{Certainty::Likely,
                    {tokenLine(facts, own), earlierLine(*before, QStringLiteral("accepted with %1").arg(other)), statusLine(facts)}};
    verdict.parameters = {{"kind", own},
                          {"why",
                           opaque ? QStringLiteral("The same address took %1 before.").arg(other)
                                  : QStringLiteral("The same address took %1 of the same issuer before.").arg(other)}};
    return verdict;
}

Check check(const Facts &facts)
{
    const Token *token = facts.token();
    const Said *words = facts.saidFor("token.type-wrong");
    if (!token)
        return ruledOut(QStringLiteral("no token was sent"));
    if (!facts.refusedInSomeWay() && !words)
        return ruledOut(QStringLiteral("the answer is no refusal"));
    if (auto verdict = toldWithoutKind(facts, *token))
        return *verdict;
    if (token->kind == TokenKind::ClientAssertion && facts.foundToken()->where.startsWith("request.body"))
        return ruledOut(QStringLiteral("a client assertion belongs into the token request"));
    const QString right = words ? QString() : whyRight(facts, *token);
    if (!right.isEmpty())
        return ruledOut(right);
    const QString reason = token->kindReason.isEmpty() ? QString() : QStringLiteral(": ") + token->kindReason;
    Verdict verdict{words ? words->saying->certainty : byKindAlone(facts, *token),
                    {tokenLine(facts, nameOf(token->kind) + reason), words ? said(*words) : statusLine(facts)}};
    verdict.parameters = {{"kind", nameOf(token->kind)}, {"why", whyOfKind(token->kind)}};
    return verdict;
}

}

const Rule rules::tokenTypeWrong{"token.type-wrong", "Another kind of token was sent than the server takes", &check};

}
