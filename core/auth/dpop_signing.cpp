#include "core/auth/dpop_signing.h"

#include "core/auth/dpop_proof.h"
#include "core/auth/jwt_signing.h"
#include "core/auth/placeholder.h"
#include "core/json/values.h"
#include "core/token/editing.h"
#include "core/token/key_export.h"

namespace keyhole {

Result<QByteArray> makeProof(const ProofClaims &claims, const SigningKey &key)
{
    auto jwk = parseClaims(key.publicJwk({}));
    if (key.type() == "oct" || !key.isPrivate() || !jwk || key.algorithms().empty())
        return failure(Error{"A DPoP proof needs a private key of its own kind: RSA, EC or Ed25519.", "auth",
                             "Make one, or give its PEM or JWK; a shared secret proves nothing."});
    removeMember(*jwk, "use");
    removeMember(*jwk, "kid");
    Url address = claims.url;
    address.query.reset();
    address.fragment.reset();
    const JsonValue header = jsonObject({{"typ", jsonText("dpop+jwt")}, {"jwk", *jwk}});
    JsonValue payload = jsonObject({{"jti", jsonText(claims.id)},
                                    {"htm", jsonText(claims.method)},
                                    {"htu", jsonText(address.toString())},
                                    {"iat", jsonNumber(std::chrono::floor<Seconds>(claims.now).time_since_epoch().count())}});
    if (!claims.accessToken.isEmpty())
        setMember(payload, "ath", jsonText(accessTokenHash(claims.accessToken)));
    if (!claims.nonce.isEmpty())
        setMember(payload, "nonce", jsonText(claims.nonce));
    return signToken(toJson(header), toJson(payload), key.algorithms().front(), key);
}

Result<QByteArray> proofFor(const AuthDraft &auth, const AuthContext &context)
{
    if (isPlaceholder(auth))
        return QByteArray(kPlaceholder);
    if (auth.dpopKey.isEmpty())
        return failure(Error{"There is no key for the DPoP proof.", "auth", "Make a key, or switch the proof off."});
    const auto key = signingKeyOf(auth.dpopKey);
    if (!key)
        return failure(key.error());
    const Request &request = context.request;
    const QByteArray nonce = context.memory ? context.memory->dpopNonce(request.url.origin()) : QByteArray();
    return makeProof({request.method, request.url, context.now, context.random, auth.secret.reveal(), nonce}, *key);
}

Result<Secret> newProofKey()
{
    const auto key = SigningKey::generate("P-256");
    return key ? privateKeyText(*key) : failure(key.error());
}

}
