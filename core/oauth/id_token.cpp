#include "core/oauth/id_token.h"

#include "core/diagnosis/words.h"
#include "core/token/key_text.h"

namespace keyhole {

namespace {

constexpr Seconds kLeeway{60};

OAuthFault fault(const char *id, const QString &what, const QString &remedy)
{
    return {QByteArray("id-token.") + id, {what, {}, remedy}};
}

std::optional<OAuthFault> checkParties(const Token &token, const IdTokenExpected &expected)
{
    const QString other = QStringLiteral("It is not used: it may have been made for somebody else. Sign in again.");
    if (token.claimText("iss") != expected.issuer)
        return fault(
            "issuer",
            QStringLiteral("The ID token is of the issuer “%1”, not of “%2”.").arg(quoted(token.claimText("iss")), quoted(expected.issuer)),
            other);
    const std::vector<QByteArray> audience = token.audience();
    if (std::find(audience.begin(), audience.end(), expected.clientId) == audience.end())
        return fault("audience",
                     QStringLiteral("The ID token is for “%1”, not for this client.")
                         .arg(quoted(QByteArrayList(audience.begin(), audience.end()).join(' '))),
                     other);
    const QByteArray party = token.claimText("azp");
    if (!party.isEmpty() && party != expected.clientId)
        return fault("audience", QStringLiteral("The ID token was given to “%1” (azp), not to this client.").arg(quoted(party)), other);
    const JsonValue *nonce = token.claim("nonce");
    if (!expected.nonce.isEmpty() && (!nonce || Secret(nonce->text) != Secret(expected.nonce)))
        return fault("nonce",
                     nonce ? QStringLiteral("The ID token has another nonce than was sent: it belongs to another sign-in.")
                           : QStringLiteral("The ID token lacks the nonce that was sent."),
                     other);
    return std::nullopt;
}

QString apart(Milliseconds time)
{
    return QStringLiteral("%1 s").arg(std::chrono::duration_cast<Seconds>(time).count());
}

/// Between these the server reads its clock.
struct ServerTime {
    Instant earliest, latest;
};

std::optional<OAuthFault> checkTimes(const Token &token, const ServerTime &server)
{
    const auto exp = token.time("exp"), iat = token.time("iat");
    if (!exp || !exp->asSeconds || !iat || !iat->asSeconds)
        return fault("times", QStringLiteral("The ID token lacks exp or iat, or they are no numbers."),
                     QStringLiteral("Report it to who runs the server."));
    if (*exp->asSeconds + kLeeway < server.earliest)
        return fault("expired",
                     QStringLiteral("The ID token was over %1 before it was given, by the server’s own clock.")
                         .arg(apart(server.earliest - *exp->asSeconds)),
                     QStringLiteral("Sign in again; if it stays so, the server gives old tokens."));
    if (*iat->asSeconds > server.latest + kLeeway)
        return fault("future",
                     QStringLiteral("The ID token says it was made %1 from now, by the server’s own clock.")
                         .arg(apart(*iat->asSeconds - server.latest)),
                     QStringLiteral("The clocks of the server’s machines differ; report it to who runs them."));
    return std::nullopt;
}

std::optional<OAuthFault> clockDoubt(const IdTokenExpected &expected)
{
    if (!expected.server || (expected.server->low <= kLeeway && expected.server->high >= -kLeeway))
        return std::nullopt;
    const bool behind = expected.server->low > Milliseconds(0);
    const QString by = apart(behind ? expected.server->low : -expected.server->high);
    return fault(
        "clock",
        behind
            ? QStringLiteral("This computer’s clock is at least %1 behind the server’s; the token was checked by the server’s.").arg(by)
            : QStringLiteral("This computer’s clock is at least %1 ahead of the server’s; the token was checked by the server’s.").arg(by),
        QStringLiteral("Set this computer’s clock; keyhole-cli clock tells whose is off."));
}

IdTokenSignature verifiedBy(const Token &token, IdTokenSigner signer)
{
    const QString algorithm = quoted(token.headerText("alg"));
    if (signer == IdTokenSigner::Client)
        return {true, QStringLiteral("Its signature is verified: %1, by the client’s secret.").arg(algorithm)};
    const QByteArray kid = token.headerText("kid");
    return {true,
            kid.isEmpty() ? QStringLiteral("Its signature is verified: %1, by a key of the issuer.").arg(algorithm)
                          : QStringLiteral("Its signature is verified: %1, by the issuer’s key “%2”.").arg(algorithm, quoted(kid))};
}

}

OAuthResult<std::vector<OAuthFault>> checkIdToken(const QByteArray &text, const IdTokenExpected &expected)
{
    const Token token = decodeToken(text);
    if (token.form != TokenForm::Jws || !token.payload)
        return failure(
            fault("unreadable", QStringLiteral("The ID token is no signed JWT."), QStringLiteral("Open the exchange to see what came.")));
    if (token.headerText("alg").compare("none", Qt::CaseInsensitive) == 0)
        return failure(fault("unsigned", QStringLiteral("The ID token is not signed (alg: none)."),
                             QStringLiteral("Let the server sign the tokens of this client.")));
    if (const auto wrong = checkParties(token, expected))
        return failure(*wrong);
    const ServerTime server = expected.server ? ServerTime{expected.now + expected.server->low, expected.now + expected.server->high}
                                              : ServerTime{expected.now, expected.now};
    if (const auto wrong = checkTimes(token, server))
        return failure(*wrong);
    std::vector<OAuthFault> doubts;
    if (const auto doubt = clockDoubt(expected))
        doubts.push_back(*doubt);
    return doubts;
}

OAuthResult<IdTokenSigner> signerOf(const Token &token, const std::vector<QByteArray> &announced, bool hasSecret)
{
    const QByteArray algorithm = token.headerText("alg");
    const bool isAnnounced = std::find(announced.begin(), announced.end(), algorithm) != announced.end();
    const bool bySecret = algorithm.startsWith("HS");
    if (isAnnounced ? !bySecret || hasSecret : announced.empty() && !bySecret)
        return bySecret ? IdTokenSigner::Client : IdTokenSigner::Issuer;
    const QString why = isAnnounced ? QStringLiteral("with a secret, and this client has none")
                                    : QStringLiteral("in a way that the server does not announce (id_token_signing_alg_values_supported)");
    return failure(fault("algorithm", QStringLiteral("The ID token is signed by %1, %2.").arg(quoted(algorithm), why),
                         QStringLiteral("It is not used, and nothing was stored: whoever chooses the algorithm chooses the key. Let the "
                                        "server sign with one of its published keys.")));
}

OAuthResult<IdTokenSignature> verifyWith(const Token &token, IdTokenSigner signer, const std::vector<SigningKey> &keys)
{
    const KeyCheck check = verifyWithAny(token, keys);
    if (check.check.state == SignatureState::Valid)
        return verifiedBy(token, signer);
    return failure(fault("signature", QStringLiteral("The signature of the ID token does not hold. %1").arg(check.check.reason),
                         QStringLiteral("It is not used, and nothing was stored: compare the keys of the issuer (jwks_uri), and sign in "
                                        "again.")));
}

}
