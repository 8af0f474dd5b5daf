#include "catch.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/refusals.h"
#include "core/http/date.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kDate{Seconds(1'795'254'192)};  // of refusal(), sent 100 ms and answered 300 ms into that second

const Finding *find(const Report &report, QByteArrayView id)
{
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding &each) { return each.id == id; });
    return found == report.findings.end() ? nullptr : &*found;
}

/// A session of CouchDB: user, time in hexadecimal seconds, hash. It lasts 600 s.
QByteArray couchSession(Instant made)
{
    const QByteArray seconds = QByteArray::number(qint64(made.time_since_epoch().count() / 1000), 16).toUpper();
    return ("anna:" + seconds + ':' + QByteArray(20, 'h')).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

/// A sign-in that sets the session, so long before the request that is refused without it.
Exchange signIn(const QByteArray &setCookie, Milliseconds before)
{
    Exchange exchange = refusal({}, {{"Set-Cookie", setCookie, {}}}, {}, 200);
    Hop &hop = exchange.hops.back();
    hop.request.method = "POST";
    hop.request.url = *Url::parse("https://api.example.com/login");
    hop.sentAt = *hop.sentAt - before;
    hop.answeredAt = *hop.answeredAt - before;
    hop.response->fields.remove("Date");
    hop.response->fields.append("Date", formatHttpDate(std::chrono::floor<Seconds>(kDate - before)));
    return exchange;
}

bool isTold(const Exchange &login)
{
    const Exchange refused = refusal({}, {});
    return find(diagnose({refused, {&login}}), "cookie.expired") != nullptr;
}

}

TEST_CASE("Cookie edges: a session with its time in its value is over when every moment of the server's clock says so",
          "[diagnosis][cookies]")
{
    // 600 s of life and a minute of leeway, judged from 200 ms before Date on.
    const auto [age, told] = GENERATE(table<Seconds, bool>({{599s, false}, {600s, false}, {660s, false}, {661s, true}, {7200s, true}}));
    CAPTURE(age.count());
    const Exchange exchange = refusal({{"Cookie", "AuthSession=" + couchSession(kDate - age), {}}}, {});
    CHECK((find(diagnose({exchange}), "cookie.expired") != nullptr) == told);
}

TEST_CASE("Cookie edges: what is known of the server's clock moves them", "[diagnosis][cookies]")
{
    const auto [offset, told] = GENERATE(table<Milliseconds, bool>({{0ms, true}, {-150ms, false}, {1500ms, true}, {-1500ms, false}}));
    CAPTURE(offset.count());
    Exchange exchange = refusal({{"Cookie", "AuthSession=" + couchSession(kDate - 660s), {}}}, {});
    exchange.hops.back().response->fields.remove("Date");
    exchange.hops.back().response->fields.append("Date", formatHttpDate(std::chrono::floor<Seconds>(kDate + offset)));
    ClockBook book;
    book.add(exchange.last().request.url.origin(), {offset, offset + 50ms}, *exchange.last().answeredAt);
    CHECK((find(diagnose({exchange, {}, nullptr, &book}), "cookie.expired") != nullptr) == told);
}

TEST_CASE("Cookie edges: Expires ends a cookie at its second by the clock of whoever keeps it", "[diagnosis][cookies]")
{
    // The request went 100 ms into the second of Date.
    const auto [ends, told] = GENERATE(table<Seconds, bool>({{-60s, true}, {-1s, true}, {0s, true}, {1s, false}, {60s, false}}));
    CAPTURE(ends.count());
    CHECK(isTold(signIn("session=0123456789abcdef0123456789abcdef; Path=/; Expires=" + formatHttpDate(kDate + ends), 1h)) == told);
}

TEST_CASE("Cookie edges: Max-Age counts from when the answer came, not from its Date", "[diagnosis][cookies]")
{
    // Set one hour before, and answered 200 ms after it was asked for: 3599.8 s passed.
    const auto [maxAge, told] = GENERATE(table<int, bool>({{3598, true}, {3599, true}, {3600, false}, {3601, false}}));
    CAPTURE(maxAge);
    CHECK(isTold(signIn("session=0123456789abcdef0123456789abcdef; Path=/; Max-Age=" + QByteArray::number(maxAge), 1h)) == told);
}

TEST_CASE("Cookie edges: Max-Age is before Expires, whichever comes first", "[diagnosis][cookies]")
{
    const QByteArray start = "session=0123456789abcdef0123456789abcdef; Path=/; ";
    CHECK_FALSE(isTold(signIn(start + "Max-Age=7200; Expires=" + formatHttpDate(kDate - 60s), 1h)));
    CHECK(isTold(signIn(start + "Expires=" + formatHttpDate(kDate + 60s) + "; Max-Age=60", 1h)));
}

TEST_CASE("Cookie edges: a cookie is born dead when its end is not behind the Date of the answer that set it", "[diagnosis][cookies]")
{
    const auto [ends, told] = GENERATE(table<Seconds, bool>({{-1s, true}, {0s, true}, {3601s, false}}));
    CAPTURE(ends.count());
    CHECK(isTold(signIn("session=0123456789abcdef0123456789abcdef; Path=/; Expires=" + formatHttpDate(kDate - 1h + ends), 1h)) == told);
}
