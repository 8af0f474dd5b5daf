#include "core/http/set_cookie.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView value = inputOf(data, size);
    const auto cookie = parseSetCookie(value);
    demandPlace(cookie, value.size());
    if (cookie)
        demand(cookie->name.size() + cookie->value.size() <= 4096 && (!cookie->expires || !cookie->expiresText.isEmpty()));
    const CookiePairs read = parseCookieField(value);
    for (const CookiePair &pair : read.pairs)
        demand(value.sliced(pair.offset).startsWith(pair.name));
    for (const SyntaxError &problem : read.problems)
        demand(problem.offset >= 0 && problem.offset <= value.size());
    return 0;
}
