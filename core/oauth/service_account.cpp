#include "core/oauth/service_account.h"

#include "core/json/values.h"
#include "core/oauth/server_metadata.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

OAuthFault unreadable(const QString &why)
{
    return {"service-account.unreadable",
            {QStringLiteral("The key file of the service account cannot be used: %1").arg(why),
             {},
             QStringLiteral("Make a new JSON key in the console of the service, and give that file as it is.")}};
}

}

bool looksLikeServiceAccount(QByteArrayView text)
{
    return text.size() <= kLargestServiceAccount && text.trimmed().startsWith('{') && text.contains("\"service_account\"");
}

OAuthResult<ServiceAccount> readServiceAccount(const QByteArray &text)
{
    if (text.size() > kLargestServiceAccount)
        return failure(unreadable(QStringLiteral("it is larger than 64 KB.")));
    const auto json = parseJson(text, {kLargestServiceAccount, 8});
    if (!json || !json->isObject())
        return failure(unreadable(json ? QStringLiteral("it is no JSON object.")
                                       : QStringLiteral("byte %1: %2.").arg(json.error().offset).arg(json.error().message)));
    for (const char *name : {"client_email", "private_key", "token_uri"}) {
        if (json->string(name).isEmpty())
            return failure(unreadable(QStringLiteral("it lacks “%1”.").arg(QLatin1String(name))));
    }
    const auto keys = readKeys(json->string("private_key"));
    const bool signs = keys && keys->keys.front().isPrivate() && keys->keys.front().type() != "oct";
    if (!signs)
        return failure(unreadable(QStringLiteral("its private_key is no private key.")));
    const auto endpoint = endpointAddress(json->string("token_uri"), "token_uri");
    if (!endpoint)
        return failure(endpoint.error());
    return ServiceAccount{json->string("client_email"), json->string("private_key_id"), keys->keys.front(), *endpoint};
}

OAuth2Settings settingsFor(const ServiceAccount &account, OAuth2Settings before)
{
    before.grant = OAuth2Settings::Grant::JwtBearer;
    before.issuer.clear();
    before.tokenEndpoint = account.tokenEndpoint.toString();
    before.clientAuthentication = OAuth2Settings::ClientAuthentication::None;
    before.clientId = account.client;
    before.keyId = account.keyId;
    before.assertion = {};
    before.assertion.claims = toJson(jsonObject({{"iss", jsonText(account.client)},
                                                 {"scope", jsonText({})},
                                                 {"aud", jsonText(account.tokenEndpoint.toString())},
                                                 {"iat", jsonText("now")},
                                                 {"exp", jsonText("in 1 hour")}}));
    return before;
}

}
