#include "core/cookies/set_cookie_field.h"

#include "core/http/date.h"

namespace keyhole {

QByteArray setCookieField(const Cookie &cookie)
{
    // A value with '=' in it and no name needs one before it.
    const bool bare = cookie.name.isEmpty() && !cookie.value.contains('=');
    QByteArray field = bare ? cookie.value : cookie.name + '=' + cookie.value;
    if (!cookie.hostOnly)
        field += "; Domain=" + cookie.domain;
    field += "; Path=" + cookie.path;
    if (cookie.expires)
        field += "; Expires=" + formatHttpDate(*cookie.expires);
    if (cookie.secure)
        field += "; Secure";
    if (cookie.httpOnly)
        field += "; HttpOnly";
    static constexpr const char *kSameSite[] = {"", "; SameSite=None", "; SameSite=Lax", "; SameSite=Strict", ""};
    field += kSameSite[int(cookie.sameSite)];
    return cookie.partitioned ? field + "; Partitioned" : field;
}

}
