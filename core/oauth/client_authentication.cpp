#include "core/oauth/client_authentication.h"

#include "core/json/values.h"
#include "core/oauth/pkce.h"

namespace keyhole {

namespace {

using Authentication = OAuth2Settings::ClientAuthentication;

constexpr Seconds kAssertionHolds{60};

OAuthFault noKey(const QString &why)
{
    return {"client.key",
            {QStringLiteral("The client cannot be shown by its key: %1").arg(why), {}, QStringLiteral("Give the client’s private key.")}};
}

OAuthResult<QByteArray> clientAssertion(const OAuthClient &client, const QByteArray &audience, Instant now)
{
    if (!client.key || !client.key->isPrivate() || client.key->algorithms().empty())
        return failure(noKey(QStringLiteral("there is no private key.")));
    const qint64 seconds = std::chrono::duration_cast<Seconds>(now.time_since_epoch()).count();
    std::vector<JsonMember> header{{"typ", jsonText("JWT")}};
    if (const QByteArray kid = client.keyId.isEmpty() ? client.key->id() : client.keyId; !kid.isEmpty())
        header.push_back({"kid", jsonText(kid)});
    const JsonValue claims = jsonObject({{"iss", jsonText(client.id)},
                                         {"sub", jsonText(client.id)},
                                         {"aud", jsonText(audience)},
                                         {"iat", jsonNumber(seconds)},
                                         {"exp", jsonNumber(seconds + kAssertionHolds.count())},
                                         {"jti", jsonText(randomText(16))}});
    const auto token = signToken(toJson(jsonObject(std::move(header))), toJson(claims), client.key->algorithms().front(), *client.key);
    if (!token)
        return failure(noKey(token.error().what));
    return *token;
}

}

QByteArray authenticationName(Authentication authentication)
{
    switch (authentication) {
    case Authentication::None:
        return "none";
    case Authentication::Basic:
        return "client_secret_basic";
    case Authentication::Post:
        return "client_secret_post";
    case Authentication::PrivateKeyJwt:
        return "private_key_jwt";
    case Authentication::MutualTls:
        return "tls_client_auth";
    }
    return {};
}

OAuthResult<void> authenticateClient(const OAuthClient &client, const QByteArray &audience, Instant now, std::vector<FormPair> &form,
                                     FieldList &fields)
{
    if (client.authentication == Authentication::Basic) {
        const QByteArray pair = toFormText(client.id) + ':' + toFormText(client.secret.reveal());
        fields.append("Authorization", "Basic " + pair.toBase64());
        return {};
    }
    if (!client.id.isEmpty())
        form.push_back({"client_id", client.id});
    if (client.authentication == Authentication::Post)
        form.push_back({"client_secret", client.secret.reveal()});
    if (client.authentication != Authentication::PrivateKeyJwt)
        return {};
    const auto assertion = clientAssertion(client, audience, now);
    if (!assertion)
        return failure(assertion.error());
    form.push_back({"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"});
    form.push_back({"client_assertion", *assertion});
    return {};
}

}
