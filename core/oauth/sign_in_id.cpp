#include "core/oauth/issuer_keys.h"
#include "core/oauth/sign_in.h"

namespace keyhole {

void SignIn::checkId(SignedIn signedIn, const EndpointAnswer &answer)
{
    const auto offset = answer.exchange ? offsetFrom(answer.exchange->last()) : std::nullopt;
    const auto checked
        = checkIdToken(signedIn.tokens.id.reveal(), {m_server.issuer, m_settings.oauth.clientId, m_nonce, answer.answeredAt, offset});
    if (!checked)
        return fail(checked.error());
    signedIn.doubts.insert(signedIn.doubts.end(), checked->begin(), checked->end());
    checkIdSigner(std::move(signedIn));
}

void SignIn::checkIdSigner(SignedIn signedIn)
{
    const Token token = decodeToken(signedIn.tokens.id.reveal());
    const auto signer = signerOf(token, m_server.idTokenAlgorithms, !m_settings.clientSecret.isEmpty());
    if (!signer)
        return fail(signer.error());
    if (*signer == IdTokenSigner::Client)
        return takeVerified(signedIn, verifyWith(token, *signer, {SigningKey::fromSecret(m_settings.clientSecret)}));
    endStep(SignInStep::State::Done, QStringLiteral("The server gave a token, and one that tells who signed in."));
    if (m_server.keys)
        return fetchKeys(std::move(signedIn));
    signedIn.idSignature.told = QStringLiteral("Its signature is not checked: the issuer names no address of its keys (jwks_uri).");
    finish(std::move(signedIn));
}

/// Only from where the issuer's own metadata say; a header of the token (jku, x5u) has no say in it.
void SignIn::fetchKeys(SignedIn signedIn)
{
    beginStep("keys", QStringLiteral("Check who made the ID token"));
    EndpointRequest request{"keys", *m_server.keys};
    request.transport = m_settings.transport;
    call(std::move(request), [this, signedIn = std::move(signedIn)](const EndpointAnswer &answer) {
        if (!answer.response)
            return fail(answer.response.error());
        const auto published = readIssuerKeys(*answer.response);
        if (!published)
            return fail(published.error());
        takeVerified(signedIn, verifyByIssuer(decodeToken(signedIn.tokens.id.reveal()), *published));
    });
}

void SignIn::takeVerified(SignedIn signedIn, const OAuthResult<IdTokenSignature> &verified)
{
    if (!verified)
        return fail(verified.error());
    signedIn.idSignature = *verified;
    endStep(SignInStep::State::Done, signedIn.idSignature.told);
    finish(std::move(signedIn));
}

}
