#pragma once

#include "core/clock/offset.h"

#include <QByteArray>

/// Tokens for the window, all signed with kSecret, and the clocks that judge them: this computer's, and a server's 2 min 41 s ahead.
namespace tokens {

inline const QByteArray kSecret = "a shared secret that is long enough to sign with";
inline constexpr keyhole::Instant kLocalNow{keyhole::Milliseconds(1795254031000)};  // 21 Nov 2026, 09:40:31 UTC
keyhole::ClockOffset serverAhead();

QByteArray withPayload(const QByteArray &json);
QByteArray expired();  ///< at 06:31:07, an hour after it was issued
QByteArray valid();  ///< from 09:00:00 for an hour
QByteArray notYetValid();  ///< from 09:45:50 for an hour
QByteArray inMilliseconds();  ///< exp in milliseconds
QByteArray broken();  ///< a character in the payload that base64url has not
QByteArray encrypted();  ///< five segments

}
