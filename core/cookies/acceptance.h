#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// What RFC 6265bis, 5.7 makes of one Set-Cookie field in an answer to `url`, seen alone: kept, refused with the rule, or (its time being
/// past) a deletion. Rules that need the other cookies are the jar's.
StoreDecision judgeSetCookie(const Url &url, const QByteArray &setCookie, Instant now);

/// Whether a page of this address may be trusted with Secure cookies in the standard's eyes: https only.
bool isSecure(const Url &url);
/// Whether the host is this computer: browsers take http there for as good as https, the standard does not.
bool isLoopback(QByteArrayView host);

}
