#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// 21 Nov 2026, 08:33:20 UTC.
inline const Instant kCookieNow(Seconds(1'795'250'000));

inline Url addressOf(const char *address)
{
    return Url::parse(address).value();
}

/// What becomes of one Set-Cookie in an answer from `address`.
inline StoreDecision receive(CookieJar &jar, const char *address, const QByteArray &value, Instant now = kCookieNow,
                             const CookieContext &context = {})
{
    return jar.store(addressOf(address), {{"Set-Cookie", value, {}}}, now, context).front();
}

/// A request that a page of another site begins.
inline CookieContext from(const char *page, RequestKind kind, const char *target, const char *method = "GET",
                          const char *topLevel = nullptr)
{
    RequestSituation situation;
    situation.kind = kind;
    situation.method = method;
    situation.initiator = addressOf(page);
    if (topLevel)
        situation.topLevel = addressOf(topLevel);
    return contextOf(situation, addressOf(target));
}

}
