#include "core/token/member_checks.h"

namespace keyhole {

namespace {

struct Requirement {
    TokenKind kind;
    QByteArrayView name;
    const char *source;
};
constexpr Requirement kRequired[] = {
    {TokenKind::Id, "iss", "OpenID Connect Core, 2"},
    {TokenKind::Id, "sub", "OpenID Connect Core, 2"},
    {TokenKind::Id, "aud", "OpenID Connect Core, 2"},
    {TokenKind::Id, "exp", "OpenID Connect Core, 2"},
    {TokenKind::Id, "iat", "OpenID Connect Core, 2"},
    {TokenKind::Logout, "iss", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::Logout, "aud", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::Logout, "iat", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::Logout, "exp", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::Logout, "jti", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::Logout, "events", "OpenID Connect Back-Channel Logout, 2.4"},
    {TokenKind::DpopProof, "jti", "RFC 9449, 4.2"},
    {TokenKind::DpopProof, "htm", "RFC 9449, 4.2"},
    {TokenKind::DpopProof, "htu", "RFC 9449, 4.2"},
    {TokenKind::DpopProof, "iat", "RFC 9449, 4.2"},
    {TokenKind::ClientAssertion, "iss", "RFC 7523, 3"},
    {TokenKind::ClientAssertion, "sub", "RFC 7523, 3"},
    {TokenKind::ClientAssertion, "aud", "RFC 7523, 3"},
    {TokenKind::ClientAssertion, "exp", "RFC 7523, 3"},
};
/// Of a token that says at+jwt; others of the kind keep to their issuer's own ways.
constexpr QByteArrayView kOfAccessToken[] = {"iss", "exp", "aud", "sub", "client_id", "iat", "jti"};

MemberCheck missing(QByteArrayView name, const QString &why)
{
    return {false, name.toByteArray(), MemberCheck::Outcome::Wrong, QStringLiteral("missing; %1").arg(why)};
}

bool saysAccessToken(const Token &token)
{
    return token.headerText("typ").toLower().endsWith("at+jwt");
}

}

std::vector<MemberCheck> missingMembers(const Token &token, const CheckContext &context)
{
    std::vector<MemberCheck> checks;
    if (!token.payload || token.form != TokenForm::Jws)
        return checks;
    for (const Requirement &each : kRequired) {
        if (each.kind == token.kind && !token.claim(each.name))
            checks.push_back(missing(each.name, QStringLiteral("%1 requires it").arg(QLatin1String(each.source))));
    }
    for (const QByteArrayView name : kOfAccessToken) {
        if (saysAccessToken(token) && !token.claim(name))
            checks.push_back(missing(name, QStringLiteral("RFC 9068, 2.2 requires it")));
    }
    if (token.kind == TokenKind::Logout && !token.claim("sub") && !token.claim("sid"))
        checks.push_back(missing("sid", QStringLiteral("a logout token names the user or the session, sub or sid")));
    const bool goesWithToken = std::any_of(context.beside.begin(), context.beside.end(), [&](const Token *each) {
        return each != &token && (each->kind == TokenKind::Access || each->form == TokenForm::Opaque);
    });
    if (token.kind == TokenKind::DpopProof && goesWithToken && !token.claim("ath"))
        checks.push_back(missing("ath", QStringLiteral("a proof that goes with an access token holds its hash (RFC 9449, 4.2)")));
    return checks;
}

}
