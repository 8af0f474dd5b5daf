#include "core/auth/jwt_signing.h"

#include "core/json/values.h"
#include "core/token/editing.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

constexpr Seconds kLifetime{300};

Error unreadable(const QString &what, const SyntaxError &error)
{
    return {QString("The %1 of the JWT cannot be read: %2").arg(what, error.message), QString("%1, byte %2").arg(what).arg(error.offset),
            QString("Write a JSON object: {\"sub\": \"alice\"}.")};
}

/// "now", "in 5 minutes" become numbers.
Result<JsonValue> withTimes(JsonValue claims, Instant now)
{
    for (JsonMember &member : claims.members) {
        if (!member.value.isString())
            continue;
        auto value = claimFromText(member.name, QString::fromUtf8(member.value.text), now);
        if (!value)
            return failure(unreadable("claim " + QString::fromUtf8(member.name), value.error()));
        if (value->isNumber() && (member.name == "exp" || member.name == "nbf" || member.name == "iat" || member.name == "auth_time"))
            member.value = *value;
    }
    return claims;
}

Result<JsonValue> claimsFor(const SignedJwtSettings &settings, const AuthContext &context)
{
    if (settings.claims.trimmed().isEmpty())
        return newDraft(context.now, kLifetime).claims;
    const auto claims = parseClaims(settings.claims);
    if (!claims)
        return failure(unreadable("claims", claims.error()));
    return withTimes(*claims, context.now);
}

Result<JsonValue> headerFor(const SignedJwtSettings &settings, const QByteArray &keyId)
{
    JsonValue header = jsonObject({{"typ", jsonText("JWT")}});
    if (!keyId.isEmpty())
        setMember(header, "kid", jsonText(keyId));
    if (settings.header.trimmed().isEmpty())
        return header;
    const auto further = parseClaims(settings.header);
    if (!further)
        return failure(unreadable("header", further.error()));
    for (const JsonMember &member : further->members)
        setMember(header, member.name, member.value);
    return header;
}

}

Result<SigningKey> signingKeyOf(const Secret &secret)
{
    const auto read = readKeys(secret.reveal());
    if (!read)
        return failure(Error{"The key cannot be used: " + read.error().what, "auth", read.error().remedy});
    for (const SigningKey &key : read->keys) {
        if (key.isPrivate())
            return key;
    }
    return failure(Error{"This is a public key: it cannot sign.", "auth", "Give the private key, or a shared secret."});
}

Result<QByteArray> signJwt(const AuthDraft &auth, const AuthContext &context)
{
    const auto key = signingKeyOf(auth.secret);
    return key ? signJwt(auth.jwt, *key, {}, context) : failure(key.error());
}

Result<QByteArray> signJwt(const SignedJwtSettings &jwt, const SigningKey &key, const QByteArray &keyId, const AuthContext &context)
{
    auto claims = claimsFor(jwt, context);
    if (!claims)
        return failure(claims.error());
    const auto header = headerFor(jwt, keyId.isEmpty() ? key.id() : keyId);
    if (!header)
        return failure(header.error());
    if (jwt.withId && !claims->find("jti"))
        setMember(*claims, "jti", jsonText(context.random));
    const auto algorithms = key.algorithms();
    const QByteArray usual = algorithms.empty() ? QByteArray() : algorithms.front();
    auto token = signToken(toJson(*header), toJson(*claims), jwt.algorithm.isEmpty() ? usual : jwt.algorithm, key);
    if (!token)
        return failure(Error{"The JWT cannot be signed: " + token.error().what, "auth", token.error().remedy});
    return token;
}

}
