#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// What RFC 6265bis, 5.7 makes of one Set-Cookie field in an answer to `url`, seen alone: kept, refused with the rule, or (its time being
/// past) a deletion. Rules that need the other cookies are the jar's.
StoreDecision judgeSetCookie(const Url &url, const QByteArray &setCookie, Instant now, const CookieContext &context = {},
                             const CookiePolicy &policy = {});

/// Whether a page of this address may be trusted with Secure cookies in the standard's eyes: https only.
bool isSecure(const Url &url);
/// The same in a client's eyes: some take this computer's own servers for trustworthy. Secure Contexts, 3.1.
bool isTrusted(const Url &url, const CookiePolicy &policy);
/// Whether the host is this computer.
bool isLoopback(QByteArrayView host);

}
