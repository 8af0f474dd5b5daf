#include "core/diagnosis/rules/clock/zone_shift.h"

namespace keyhole {

namespace {

/// Time zones lie whole quarters of an hour from UTC, up to 14 hours.
constexpr Milliseconds kQuarter{15 * 60'000};
constexpr Milliseconds kFarthest{14 * 3'600'000};
constexpr Milliseconds kDoubt{2'000};

bool isWholeQuarters(Milliseconds distance)
{
    const auto size = std::abs(distance.count());
    const auto rest = size % kQuarter.count();
    return size >= kQuarter.count() - kDoubt.count() && size <= kFarthest.count() + kDoubt.count()
        && std::min(rest, kQuarter.count() - rest) <= kDoubt.count();
}

/// When an earlier answer handed the token out, by the clock of the server that did.
std::optional<Instant> handedOut(const Facts &facts, const QByteArray &token)
{
    for (const Earlier &each : facts.earlier) {
        const Hop &hop = each.exchange->last();
        const auto date = hop.response ? hop.response->fields.value("Date") : std::nullopt;
        if (!date || !hop.response->body.contains(token))
            continue;
        const auto moment = parseHttpDate(*date, Instant{});
        return moment ? std::optional(moment->instant) : std::nullopt;
    }
    return std::nullopt;
}

/// A token that names its maker and subject alike, or no subject and no web address as its issuer, is made by the client for each request.
bool isMadeByClient(const Token &token)
{
    const QByteArray issuer = token.claimText("iss");
    return token.kind == TokenKind::ClientAssertion || issuer == token.claimText("sub")
        || (!token.claim("sub") && !issuer.startsWith("http"));
}

/// exp against now less one of the usual lifetimes of assertions, where there is no iat.
std::optional<ZoneShift> shiftOfExpiry(const Token &token, Instant now)
{
    const auto expiry = token.time("exp");
    if (!expiry || !expiry->instant || *expiry->instant > now)
        return std::nullopt;
    static constexpr int kLives[] = {1, 2, 3, 5, 10};  // minutes
    for (const int minutes : kLives) {
        const Milliseconds off = *expiry->instant - (now + std::chrono::minutes(minutes));
        if (isWholeQuarters(off) && off.count() % 3'600'000 >= -kDoubt.count())
            return ZoneShift{off, "exp"};
    }
    return std::nullopt;
}

}

std::optional<ZoneShift> zoneShiftOf(const Facts &facts)
{
    const Token *token = facts.token();
    if (!token || !token->payload || !facts.serverTime || !facts.offset)
        return std::nullopt;
    if (!areInStep(*facts.offset))
        return std::nullopt;
    const auto given = handedOut(facts, token->text);
    if (!given && !isMadeByClient(*token))
        return std::nullopt;
    const Instant made = given.value_or(*facts.serverTime);
    for (const char *name : {"iat", "nbf"}) {
        const auto time = token->time(name);
        if (time && time->instant)
            return isWholeQuarters(*time->instant - made) ? std::optional(ZoneShift{*time->instant - made, name}) : std::nullopt;
    }
    return given ? std::nullopt : shiftOfExpiry(*token, made);
}

}
