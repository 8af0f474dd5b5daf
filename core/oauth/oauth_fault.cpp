#include "core/oauth/oauth_fault.h"

#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

struct KnownCode {
    const char *code;
    const char *what;
    const char *remedy;
};
constexpr KnownCode kKnown[] = {
    {"access_denied", "The sign-in was declined.", "Sign in again and agree, or ask who manages the service for access."},
    {"invalid_client", "The server does not accept how the client shows itself.",
     "Check the client id, the client secret, and the way the client is authenticated: the server may want it in the form instead of in "
     "Authorization, or a key instead of a secret."},
    {"invalid_grant",
     "The code, refresh token, user name or assertion is not accepted: it is used up, expired, revoked or of another client.",
     "Sign in again. If that fails too, compare the redirect address with the registered one, and this computer’s clock with the "
     "server’s."},
    {"unauthorized_client", "This client may not get tokens in this way.",
     "Allow this grant for the client at the server, or choose another."},
    {"unsupported_grant_type", "The server does not know this grant.", "Choose a grant that the server offers."},
    {"unsupported_response_type", "The server gives no codes to this client.", "Allow the authorization code grant for the client."},
    {"invalid_scope", "A scope is unknown to the server, or not for this client.", "Leave out scopes that the server does not offer."},
    {"insufficient_scope", "The token lacks a scope that is needed here.", "Get a token with that scope."},
    {"invalid_target", "The resource or audience is unknown to the server, or not for this client.", "Check the resource address."},
    {"invalid_request", "A parameter is missing, stands twice or has a value that the server does not take.",
     "Open the exchange to see what was sent; the redirect address must be the registered one, and PKCE must be allowed."},
    {"invalid_dpop_proof", "The proof of possession (DPoP) was not accepted.", "Compare this computer’s clock with the server’s."},
    {"use_dpop_nonce", "The server wants its own nonce in the proof of possession, and refused the one that it gave.", "Try again."},
    {"expired_token", "The code for the other device expired before it was entered.", "Start again and enter the new code."},
    {"server_error", "The authorization server failed.", "Try again later."},
    {"temporarily_unavailable", "The authorization server is overloaded or under maintenance.", "Try again later."},
    {"login_required", "The server would have to ask who signs in, and was told not to.", "Sign in again without prompt=none."},
    {"consent_required", "The server would have to ask for consent, and was told not to.", "Sign in again without prompt=none."},
    {"interaction_required", "The server would have to ask something, and was told not to.", "Sign in again without prompt=none."},
    {"unsupported_token_type", "The server does not revoke tokens of this kind.", "Let it expire."},
};

/// RFC 6749, 5.2: %x20-21 / %x23-5B / %x5D-7E, and short enough to be a name.
bool isCode(const QByteArray &code)
{
    static constexpr qsizetype kLongest = 64;
    return !code.isEmpty() && code.size() <= kLongest
        && std::all_of(code.begin(), code.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '"' && c != '\\'; });
}

}

OAuthFault faultOfCode(const QByteArray &step, const QByteArray &code, const QByteArray &description)
{
    if (!isCode(code))
        return {step + ".error-unreadable",
                {QStringLiteral("The server reports an error without a name for it."), {}, QStringLiteral("Open the exchange.")},
                {},
                quoted(description)};
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const KnownCode &each) { return code == each.code; });
    if (known == std::end(kKnown))
        return {step + ".error",
                {QStringLiteral("The server refuses with “%1”.").arg(QLatin1String(code)),
                 {},
                 QStringLiteral("Its documentation tells what that means; the exchange shows what was sent.")},
                code,
                quoted(description)};
    return {step + '.' + code,
            {QString::fromUtf8(known->what), QLatin1String(code), QString::fromUtf8(known->remedy)},
            code,
            quoted(description)};
}

}
