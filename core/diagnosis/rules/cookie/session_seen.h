#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// The session cookie that was sent: called like one, or set by the sign-in. nullptr without one.
const CookiePair *sessionSent(const Facts &facts);

/// Whether the answer's last word on a cookie is its deletion.
bool deletedByAnswer(const Facts &facts, QByteArrayView name);

/// Two applications with one cookie: this one had a value of its own, which it set or accepted; then another one of the same host set the
/// value that was sent. Cookies know no port (RFC 6265, 8.5).
struct Overwriting {
    const SeenSetCookie *own;  ///< nullptr when it was set before the recording
    const Earlier *accepted;  ///< here with a value of its own; or nullptr
    const SeenSetCookie *foreign;
    Origin by;  ///< the other application's
};
std::optional<Overwriting> overwriting(const Facts &facts, const CookiePair &sent);

}
