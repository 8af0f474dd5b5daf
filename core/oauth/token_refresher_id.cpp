#include "core/oauth/issuer_keys.h"
#include "core/oauth/renewed_id_token.h"
#include "core/oauth/stored_server.h"
#include "core/oauth/token_refresher.h"

namespace keyhole {

namespace {

OAuthFault tokensStay(OAuthFault fault)
{
    fault.error.remedy += QStringLiteral(" The tokens from before are kept.");
    return fault;
}

OAuthFault leftOut(const QString &why)
{
    return {
        "id-token.unchecked",
        {QStringLiteral("The renewed ID token is not checked, and left out. %1").arg(why),
         {},
         QStringLiteral("The other tokens are in use, with the ID token from before. Refresh again once the issuer’s keys are there.")}};
}

OAuthFault notChecked(const QString &why)
{
    return {"id-token.unverified",
            {why,
             {},
             QStringLiteral("The tokens are in use. Do not take the ID token for a proof of who signed in; sign in with the issuer of the "
                            "server, whose keys can prove it.")}};
}

}

void TokenRefresher::checkId(Renewal renewal, const EndpointAnswer &answer)
{
    const StoredTokens &stored = renewal.stored;
    const QByteArray before = stored.tokens.id.reveal();
    const QByteArray issuer = stored.issuer.isEmpty() ? decodeToken(before).claimText("iss") : stored.issuer;
    if (issuer.isEmpty())
        return keepUnchecked(std::move(renewal),
                             QStringLiteral("The new ID token was not checked: which server is its issuer is not known."));
    const auto offset = answer.exchange ? offsetFrom(answer.exchange->last()) : std::nullopt;
    const auto checked
        = checkRenewedIdToken(renewal.read.tokens.id.reveal(), before, {issuer, stored.client.id, {}, answer.answeredAt, offset});
    if (!checked)
        return end(renewal.id, failure(tokensStay(checked.error())));
    renewal.read.doubts.insert(renewal.read.doubts.end(), checked->begin(), checked->end());
    checkIdSigner(std::move(renewal));
}

void TokenRefresher::checkIdSigner(Renewal renewal)
{
    const StoredTokens &stored = renewal.stored;
    if (stored.issuer.isEmpty())
        return keepUnchecked(
            std::move(renewal),
            QStringLiteral("The signature of the new ID token was not checked: without an issuer there are no keys to check it with."));
    const Token token = decodeToken(renewal.read.tokens.id.reveal());
    const auto signer = signerOf(token, stored.idTokenAlgorithms, !stored.client.secret.isEmpty());
    if (!signer)
        return end(renewal.id, failure(tokensStay(signer.error())));
    if (*signer == IdTokenSigner::Client) {
        const auto verified = verifyWith(token, *signer, {SigningKey::fromSecret(stored.client.secret)});
        return takeVerified(std::move(renewal), verified);
    }
    if (stored.keys)
        return fetchKeys(std::move(renewal));
    if (renewal.noIssuer)
        return keepWithoutId(renewal, renewal.noIssuer->error.what);
    keepUnchecked(std::move(renewal),
                  QStringLiteral("The signature of the new ID token was not checked: the issuer names no address of its keys (jwks_uri)."));
}

void TokenRefresher::keepUnchecked(Renewal renewal, const QString &why)
{
    renewal.idSignature.told = why;
    renewal.read.doubts.push_back(notChecked(why));
    keep(renewal);
}

void TokenRefresher::keepWithoutId(Renewal renewal, const QString &why)
{
    renewal.read.tokens.id = {};
    renewal.idSignature.told = QStringLiteral("Its signature is not checked. %1").arg(why);
    renewal.read.doubts.push_back(leftOut(why));
    keep(renewal);
}

/// The server may have made the old refresh token worthless by now. So keys that do not come cost the ID token alone, not the others.
void TokenRefresher::fetchKeys(Renewal renewal)
{
    const StoredTokens &stored = renewal.stored;
    EndpointRequest request = toStoredEndpoint(stored, "keys", *stored.keys, {}, m_flights[renewal.id].options);
    request.client.reset();  // keys are public
    new EndpointCall(m_transport, m_clock, std::move(request), this, [this, renewal = std::move(renewal)](const EndpointAnswer &answer) {
        const auto published
            = answer.response ? readIssuerKeys(*answer.response) : OAuthResult<std::vector<SigningKey>>(failure(answer.response.error()));
        if (published)
            return takeVerified(renewal, verifyByIssuer(decodeToken(renewal.read.tokens.id.reveal()), *published));
        keepWithoutId(renewal, published.error().error.what);
    });
}

void TokenRefresher::takeVerified(Renewal renewal, const OAuthResult<IdTokenSignature> &verified)
{
    if (!verified)
        return end(renewal.id, failure(tokensStay(verified.error())));
    renewal.idSignature = *verified;
    keep(renewal);
}

}
