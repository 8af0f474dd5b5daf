#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// The value of a Set-Cookie field that sets this cookie: "sid=1; Domain=example.com; Path=/; Expires=…; Secure". RFC 6265bis, 4.1.
QByteArray setCookieField(const Cookie &cookie);

}
