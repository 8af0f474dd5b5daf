#include "core/formats/export/postman_auth_writer.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

using Pairs = std::vector<std::pair<QByteArray, QByteArray>>;

JsonValue authJson(const QByteArray &type, const Pairs &pairs)
{
    JsonValue list = jsonList({});
    for (const auto &[name, value] : pairs) {
        if (!value.isEmpty())
            list.items.push_back(jsonObject({{"key", jsonText(name)}, {"value", jsonText(value)}, {"type", jsonText("string")}}));
    }
    return jsonObject({{"type", jsonText(type)}, {type, list}});
}

QByteArray grantName(OAuth2Settings::Grant grant)
{
    switch (grant) {
    case OAuth2Settings::Grant::ClientCredentials:
        return "client_credentials";
    case OAuth2Settings::Grant::Password:
        return "password_credentials";
    case OAuth2Settings::Grant::DeviceCode:
        return "urn:ietf:params:oauth:grant-type:device_code";
    case OAuth2Settings::Grant::TokenExchange:
        return "urn:ietf:params:oauth:grant-type:token-exchange";
    case OAuth2Settings::Grant::JwtBearer:
        return "urn:ietf:params:oauth:grant-type:jwt-bearer";
    case OAuth2Settings::Grant::AuthorizationCode:
        break;
    }
    return "authorization_code";
}

JsonValue oauth2Json(const AuthDraft &auth)
{
    const OAuth2Settings &settings = auth.oauth2;
    const bool inBody = settings.clientAuthentication == OAuth2Settings::ClientAuthentication::Post;
    return authJson("oauth2",
                    {{"grant_type", grantName(settings.grant)},
                     {"authUrl", settings.authorizationEndpoint},
                     {"accessTokenUrl", settings.tokenEndpoint},
                     {"clientId", settings.clientId},
                     {"clientSecret", auth.secondSecret.reveal()},
                     {"client_authentication", inBody ? "body" : "header"},
                     {"scope", settings.scope},
                     {"audience", settings.audience},
                     {"accessToken", auth.secret.reveal()},
                     {"username", auth.user},
                     {"headerPrefix", auth.scheme}});
}

JsonValue oauth1Json(const AuthDraft &auth)
{
    const OAuth1Settings &settings = auth.oauth1;
    const bool rsa = settings.signatureMethod.startsWith("RSA");
    return authJson("oauth1",
                    {{"consumerKey", settings.consumerKey},
                     {rsa ? "privateKey" : "consumerSecret", auth.secret.reveal()},
                     {"token", settings.token},
                     {"tokenSecret", auth.secondSecret.reveal()},
                     {"signatureMethod", settings.signatureMethod},
                     {"realm", settings.realm},
                     {"callback", settings.callback},
                     {"verifier", settings.verifier},
                     {"addParamsToHeader", settings.place == OAuth1Settings::Place::Header ? "true" : "false"}});
}

JsonValue jwtJson(const AuthDraft &auth)
{
    return authJson("jwt",
                    {{"algorithm", auth.jwt.algorithm},
                     {"secret", auth.secret.reveal()},
                     {"payload", auth.jwt.claims},
                     {"header", auth.jwt.header},
                     {"addTokenTo", auth.jwt.inAuthorization ? "header" : "queryParam"},
                     {"queryParamKey", auth.jwt.inAuthorization ? QByteArray() : auth.keyName},
                     {"headerPrefix", auth.scheme}});
}

}

std::optional<JsonValue> postmanAuthJson(const AuthDraft &auth)
{
    const QByteArray &secret = auth.secret.reveal();
    switch (auth.kind) {
    case AuthKind::None:
        return jsonObject({{"type", jsonText("noauth")}});
    case AuthKind::Basic:
        return authJson("basic", {{"username", auth.user}, {"password", secret}});
    case AuthKind::Digest:
        return authJson("digest",
                        {{"username", auth.user}, {"password", secret}, {"algorithm", auth.digest.algorithm}, {"qop", auth.digest.qop}});
    case AuthKind::Ntlm: {
        const qsizetype slash = auth.user.indexOf('\\');
        return authJson(
            "ntlm",
            {{"username", auth.user.mid(slash + 1)}, {"password", secret}, {"domain", auth.user.left(std::max<qsizetype>(slash, 0))}});
    }
    case AuthKind::Bearer:
        return auth.scheme == "Bearer" ? std::optional(authJson("bearer", {{"token", secret}})) : std::nullopt;
    case AuthKind::ApiKey:
        if (auth.keyPlace == KeyPlace::Cookie)
            return std::nullopt;
        return authJson("apikey",
                        {{"key", auth.keyName}, {"value", secret}, {"in", auth.keyPlace == KeyPlace::Query ? "query" : "header"}});
    case AuthKind::AwsSignature4:
        return authJson("awsv4",
                        {{"accessKey", auth.aws.accessKeyId},
                         {"secretKey", secret},
                         {"sessionToken", auth.secondSecret.reveal()},
                         {"region", auth.aws.region},
                         {"service", auth.aws.service},
                         {"addAuthDataToQuery", auth.aws.inQuery ? "true" : ""}});
    case AuthKind::OAuth1:
        return oauth1Json(auth);
    case AuthKind::OAuth2:
        return oauth2Json(auth);
    case AuthKind::SignedJwt:
        return jwtJson(auth);
    default:
        return std::nullopt;
    }
}

}
