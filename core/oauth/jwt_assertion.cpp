#include "core/oauth/jwt_assertion.h"

#include "core/auth/jwt_signing.h"
#include "core/json/values.h"
#include "core/oauth/pkce.h"
#include "core/oauth/token_request.h"
#include "core/token/editing.h"

namespace keyhole {

namespace {

OAuthFault noAssertion(const QString &why, const QString &remedy)
{
    return {"assertion.claims", {QStringLiteral("The assertion cannot be made: %1").arg(why), QStringLiteral("claims"), remedy}};
}

bool isEmptyText(const JsonValue *value)
{
    return value && value->isString() && value->text.isEmpty();
}

JsonValue usualClaims(const AssertionContext &context)
{
    return jsonObject({{"iss", jsonText(context.clientId)},
                       {"sub", jsonText(context.clientId)},
                       {"aud", jsonText(context.audience)},
                       {"iat", jsonText("now")},
                       {"exp", jsonText("in 5 minutes")},
                       {"jti", jsonText(randomText(16))}});
}

OAuthResult<JsonValue> claimsOf(const JwtAssertion &assertion, const OAuth2Settings &asked, const AssertionContext &context)
{
    if (assertion.jwt.claims.trimmed().isEmpty())
        return usualClaims(context);
    auto claims = parseClaims(assertion.jwt.claims);
    if (!claims)
        return failure(noAssertion(claims.error().message, QStringLiteral("Write a JSON object with iss, sub, aud and exp.")));
    if (isEmptyText(claims->find("aud")))
        setMember(*claims, "aud", jsonText(context.audience));
    if (isEmptyText(claims->find("scope")))
        setMember(*claims, "scope", jsonText(asked.scope));
    if (isEmptyText(claims->find("jti")))
        setMember(*claims, "jti", jsonText(randomText(16)));
    for (const char *name : {"iss", "aud", "exp"}) {
        if (!claims->find(name) || isEmptyText(claims->find(name)))
            return failure(
                noAssertion(QStringLiteral("“%1” is missing.").arg(QLatin1String(name)),
                            QStringLiteral("RFC 7523 demands iss, sub, aud and exp; servers refuse an assertion without them.")));
    }
    return claims.value();
}

}

OAuthResult<QByteArray> makeAssertion(const JwtAssertion &assertion, const OAuth2Settings &asked, const AssertionContext &context)
{
    if (!assertion.key || !assertion.key->isPrivate())
        return failure(OAuthFault{"assertion.key",
                                  {QStringLiteral("There is no private key to sign the assertion with."), QStringLiteral("key"),
                                   QStringLiteral("Give the private key of the client or service account.")}});
    const auto claims = claimsOf(assertion, asked, context);
    if (!claims)
        return failure(claims.error());
    SignedJwtSettings jwt = assertion.jwt;
    jwt.claims = toJson(*claims);
    AuthContext signing;
    signing.now = context.now;
    signing.random = randomText(16);
    const auto token = signJwt(jwt, *assertion.key, assertion.keyId, signing);
    if (!token)
        return failure(OAuthFault{"assertion.key", token.error()});
    return *token;
}

OAuthResult<std::vector<FormPair>> assertionForm(const JwtAssertion &assertion, const OAuth2Settings &asked,
                                                 const AssertionContext &context)
{
    const auto token = makeAssertion(assertion, asked, context);
    if (!token)
        return failure(token.error());
    OAuth2Settings inForm = asked;
    if (const auto claims = parseClaims(assertion.jwt.claims); claims && claims->find("scope"))
        inForm.scope.clear();
    return jwtBearerForm(*token, inForm);
}

}
