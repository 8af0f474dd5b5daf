#include "core/oauth/issuer_keys.h"

#include "core/diagnosis/words.h"
#include "core/oauth/json_answer.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

OAuthFault noKeys(const char *id, const QString &what)
{
    return {
        QByteArray("keys.") + id,
        {what, QStringLiteral("jwks_uri"),
         QStringLiteral("Without the issuer’s keys nobody can tell who made the ID token, so nothing was stored. Open the exchange, and "
                        "report it to who runs the server.")}};
}

OAuthFault unknownKey(const QString &what)
{
    return {"id-token.key",
            {what, QStringLiteral("kid"),
             QStringLiteral("Nothing was stored. The issuer may just have exchanged its keys: sign in again. If it stays so, somebody else "
                            "made the token.")}};
}

}

OAuthResult<std::vector<SigningKey>> readIssuerKeys(const Response &response)
{
    std::vector<OAuthFault> aside;
    const auto json = readJsonAnswer("keys", response, aside);
    if (!json)
        return failure(noKeys(json.error().id.sliced(5).constData(),
                              QStringLiteral("The issuer’s keys cannot be read. %1").arg(json.error().error.what)));
    const JsonValue *list = json->find("keys");
    if (!list || !list->isArray())
        return failure(noKeys("none", QStringLiteral("The answer at the issuer’s address for keys is no key set.")));
    const auto read = readKeys(response.body);
    std::vector<SigningKey> keys;
    if (read)
        std::copy_if(read->keys.begin(), read->keys.end(), std::back_inserter(keys),
                     [](const SigningKey &key) { return key.type() != "oct" && !key.isPrivate(); });
    if (keys.empty())
        return failure(noKeys("none", QStringLiteral("The issuer publishes no key that can check a signature.")));
    return keys;
}

OAuthResult<std::vector<SigningKey>> keysNamedBy(const Token &token, const std::vector<SigningKey> &keys)
{
    const QByteArray kid = token.headerText("kid"), algorithm = token.headerText("alg");
    std::vector<SigningKey> named;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(named),
                 [&](const SigningKey &key) { return key.serves(algorithm) && (kid.isEmpty() || key.id().isEmpty() || key.id() == kid); });
    if (named.empty() && !kid.isEmpty())
        return failure(unknownKey(QStringLiteral("The ID token names the key “%1” for %2, and the issuer publishes none such.")
                                      .arg(quoted(kid), quoted(algorithm))));
    if (named.empty())
        return failure(unknownKey(QStringLiteral("The issuer publishes no key for %1.").arg(quoted(algorithm))));
    return named;
}

OAuthResult<IdTokenSignature> verifyByIssuer(const Token &token, const std::vector<SigningKey> &published)
{
    const auto named = keysNamedBy(token, published);
    if (!named)
        return failure(named.error());
    return verifyWith(token, IdTokenSigner::Issuer, *named);
}

}
