#include "core/formats/cookie_file.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    const Instant now(Seconds(1795254192));
    static const Url page = Url::parse("https://www.example.com/").value();
    const auto file = readCookies(text, page, now);
    demand(file || !file.error().what.isEmpty());
    if (!file)
        return 0;
    demand(file->cookies.size() <= 10'000 && file->problems.size() <= 101);
    for (const Cookie &cookie : file->cookies)
        demand(!cookie.domain.isEmpty() && cookie.path.startsWith('/') && !cookie.name.contains('\n') && !cookie.value.contains(';'));
    const CookieFile again = readJsonCookies(writeJsonCookies(file->cookies), now);
    demand(again.cookies.size() <= file->cookies.size());
    return 0;
}
