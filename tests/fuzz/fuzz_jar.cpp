#include "core/cookies/browsers.h"
#include "core/cookies/set_cookie_field.h"
#include "demand.h"

using namespace keyhole;

// Lines are Set-Cookie values; every browser's jar takes them, and what is held can be written and read again.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const Instant now(Seconds(1795254192));
    static const Url url = Url::parse("https://www.example.co.uk/a/b").value();
    FieldList fields;
    for (const QByteArray &line : inputOf(data, size).toByteArray().split('\n'))
        fields.append("Set-Cookie", line);
    for (const BrowserProfile &profile : browserProfiles()) {
        CookieJar jar(profile.policy);
        for (const StoreDecision &decision : jar.store(url, fields, now)) {
            demand(decision.offset >= 0 && decision.offset <= decision.setCookie.size());
            demand(decision.kept || !decision.reason.isEmpty());
        }
        for (const Cookie &cookie : jar.cookies()) {
            CookieJar again(profile.policy);
            again.store(url, {{"Set-Cookie", setCookieField(cookie), {}}}, now);
            demand(again.cookies().size() == 1);
            const Cookie &read = again.cookies().front();
            demand(read.name == cookie.name && read.value == cookie.value && read.domain == cookie.domain && read.path == cookie.path);
        }
        for (const CookieDecision &decision : jar.decide(url, {}, now))
            demand(decision.sent == decision.rule.isEmpty());
    }
    return 0;
}
