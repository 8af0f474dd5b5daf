#include "core/oauth/renewed_id_token.h"

#include "core/diagnosis/words.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr Seconds kOldest{300};  // RFC 7519, 4.1.4: "no more than a few minutes"
constexpr Seconds kLeeway{60};

OAuthFault fault(const char *id, const QString &what)
{
    return {QByteArray("id-token.") + id,
            {what, {}, QStringLiteral("It is not used: it may be somebody else’s. Sign in again, and report it to who runs the server.")}};
}

std::vector<QByteArray> sorted(std::vector<QByteArray> names)
{
    std::sort(names.begin(), names.end());
    return names;
}

QString shown(const QByteArray &text)
{
    return text.isEmpty() ? QStringLiteral("nobody") : u'“' + quoted(text, 80) + u'”';
}

std::optional<OAuthFault> checkParties(const Token &fresh, const Token &before)
{
    struct Same {
        const char *claim;
        const char *id;
        QString what;
    };
    for (const Same &each :
         {Same{"iss", "issuer", QStringLiteral("The renewed ID token is of the issuer %1, the one before was of %2.")},
          Same{"sub", "subject", QStringLiteral("The renewed ID token is for %1, the one before was for %2.")},
          Same{"azp", "audience", QStringLiteral("The renewed ID token was given to %1 (azp), the one before to %2.")}}) {
        const QByteArray now = fresh.claimText(each.claim), then = before.claimText(each.claim);
        if (now != then)
            return fault(each.id, each.what.arg(shown(now), shown(then)));
    }
    if (sorted(fresh.audience()) != sorted(before.audience()))
        return fault("audience", QStringLiteral("The renewed ID token is for other audiences (aud) than the one before."));
    return std::nullopt;
}

std::optional<Instant> timeIn(const Token &token, const char *claim)
{
    const auto time = token.time(claim);
    return time && time->asSeconds ? std::optional(Instant(*time->asSeconds)) : std::nullopt;
}

/// How old it may be is asked only where the server told its time: this computer's clock may be off by more.
std::optional<OAuthFault> checkMade(const Token &fresh, const Token &before, const IdTokenExpected &expected)
{
    const auto made = timeIn(fresh, "iat"), earlier = timeIn(before, "iat");
    const bool isOld = made && expected.server && *made + kOldest < expected.now + expected.server->low;
    if (isOld || (made && earlier && *made + kLeeway < *earlier))
        return fault("old", QStringLiteral("The renewed ID token was not made now: its iat is earlier than this refresh."));
    return std::nullopt;
}

}

OAuthResult<std::vector<OAuthFault>> checkRenewedIdToken(const QByteArray &text, const QByteArray &before, IdTokenExpected expected)
{
    const Token fresh = decodeToken(text), known = decodeToken(before);
    expected.nonce = fresh.claim("nonce") ? known.claimText("nonce") : QByteArray();
    auto doubts = checkIdToken(text, expected);
    if (!doubts)
        return doubts;
    const bool hasBefore = known.payload.has_value();
    if (const auto wrong = hasBefore ? checkParties(fresh, known) : std::nullopt)
        return failure(*wrong);
    if (const auto wrong = checkMade(fresh, known, expected))
        return failure(*wrong);
    const auto then = timeIn(known, "auth_time"), now = timeIn(fresh, "auth_time");
    if (then && now && *then != *now)
        doubts->push_back({"id-token.auth-time",
                           {QStringLiteral("The renewed ID token tells another time of sign-in (auth_time) than the one before."),
                            {},
                            QStringLiteral("The server may have let somebody sign in anew; it is the same person.")}});
    return doubts;
}

}
