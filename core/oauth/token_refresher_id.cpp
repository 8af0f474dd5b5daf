#include "core/oauth/issuer_keys.h"
#include "core/oauth/renewed_id_token.h"
#include "core/oauth/token_refresher.h"

namespace keyhole {

namespace {

OAuthFault tokensStay(OAuthFault fault)
{
    fault.error.remedy += QStringLiteral(" The tokens from before are kept.");
    return fault;
}

}

void TokenRefresher::checkId(Renewal renewal, const EndpointAnswer &answer)
{
    const StoredTokens &stored = renewal.stored;
    const QByteArray before = stored.tokens.id.reveal();
    const QByteArray issuer = stored.issuer.isEmpty() ? decodeToken(before).claimText("iss") : stored.issuer;
    if (issuer.isEmpty()) {
        renewal.idSignature.told = QStringLiteral("Its ID token is not checked: which server is its issuer is not known.");
        return keep(renewal);
    }
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
    if (stored.issuer.isEmpty() || !stored.keys) {
        renewal.idSignature.told = stored.issuer.isEmpty()
            ? QStringLiteral("Its signature is not checked: without an issuer there are no keys to check it with.")
            : QStringLiteral("Its signature is not checked: no address of the issuer’s keys (jwks_uri) is stored with the tokens.");
        return keep(renewal);
    }
    const Token token = decodeToken(renewal.read.tokens.id.reveal());
    const auto signer = signerOf(token, stored.idTokenAlgorithms, !stored.client.secret.isEmpty());
    if (!signer)
        return end(renewal.id, failure(tokensStay(signer.error())));
    if (*signer == IdTokenSigner::Client) {
        const auto verified = verifyWith(token, *signer, {SigningKey::fromSecret(stored.client.secret)});
        return takeVerified(std::move(renewal), verified);
    }
    fetchKeys(std::move(renewal));
}

/// The server may have made the old refresh token worthless by now. So keys that do not come cost the ID token alone, not the others.
void TokenRefresher::fetchKeys(Renewal renewal)
{
    EndpointRequest request{"keys", *renewal.stored.keys};
    request.transport = m_flights[renewal.id].options;
    new EndpointCall(m_transport, m_clock, std::move(request), this, [this, renewal = std::move(renewal)](const EndpointAnswer &answer) {
        const auto published
            = answer.response ? readIssuerKeys(*answer.response) : OAuthResult<std::vector<SigningKey>>(failure(answer.response.error()));
        if (published)
            return takeVerified(renewal, verifyByIssuer(decodeToken(renewal.read.tokens.id.reveal()), *published));
        Renewal without = renewal;
        without.read.tokens.id = {};
        without.idSignature.told = QStringLiteral("Its signature is not checked. %1").arg(published.error().error.what);
        without.read.doubts.push_back(
            {"id-token.unchecked",
             {QStringLiteral("The renewed ID token is not checked, and left out. %1").arg(published.error().error.what),
              {},
              QStringLiteral(
                  "The other tokens are in use, with the ID token from before. Refresh again once the issuer’s keys are there.")}});
        keep(without);
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
