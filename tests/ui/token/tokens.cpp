#include "tokens.h"

#include "core/token/base64url.h"
#include "core/token/signature.h"

using namespace keyhole;

namespace tokens {

ClockOffset serverAhead()
{
    constexpr Milliseconds offset{161'000}, uncertainty{600};
    return {offset - uncertainty, offset + uncertainty};
}

QByteArray withPayload(const QByteArray &json)
{
    const auto token = signToken(R"({"typ":"at+jwt","kid":"2026-10-a"})", json, "HS256", SigningKey::fromSecret(Secret(kSecret)));
    Q_ASSERT(token);
    return *token;
}

QByteArray expired()
{
    return withPayload(R"({"iss":"https://id.example.com/realms/shop","sub":"svc-orders","aud":"https://api.staging.example.com",)"
                       R"("client_id":"orders-cli","scope":"orders:read orders:write","jti":"7f1c2e90","iat":1795239067,"nbf":1795239067,)"
                       R"("exp":1795242667,"realm_access":{"roles":["reader","writer"]}})");
}

QByteArray valid()
{
    return withPayload(R"({"iss":"https://id.example.com","sub":"svc-orders","iat":1795251600,"exp":1795255200})");
}

QByteArray notYetValid()
{
    return withPayload(R"({"iss":"https://id.example.com","iat":1795254350,"nbf":1795254350,"exp":1795257950})");
}

QByteArray inMilliseconds()
{
    return withPayload(R"({"iss":"https://id.example.com","iat":1795251600,"exp":1795255200000})");
}

QByteArray broken()
{
    QByteArray token = expired();
    token[token.indexOf('.') + 30] = '+';
    return token;
}

QByteArray encrypted()
{
    return encodeBase64Url(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"enc-1"})") + '.' + encodeBase64Url(QByteArray(64, 'k')) + '.'
        + encodeBase64Url(QByteArray(12, 'i')) + '.' + encodeBase64Url(QByteArray(120, 'c')) + '.' + encodeBase64Url(QByteArray(16, 't'));
}

}
