#include "catch.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/refusals.h"
#include "core/http/date.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kLocal{Seconds(1'795'254'192)};

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenUntil(Instant expiry)
{
    return base64(R"({"alg":"RS256","typ":"at+jwt"})") + '.'
        + base64(R"({"iss":"https://id.example.com","sub":"u1","exp":)"
                 + QByteArray::number(qint64(expiry.time_since_epoch().count() / 1000)) + '}')
        + '.' + base64(QByteArray(256, 's'));
}

/// A token with five minutes left, refused by a server whose Date is ten minutes ahead.
Exchange refusedByFastServer()
{
    Exchange exchange = refusal({{"Authorization", "Bearer " + tokenUntil(kLocal + 300s), {}}}, {{"WWW-Authenticate", "Bearer", {}}});
    exchange.hops.back().response->fields.remove("Date");
    exchange.hops.back().response->fields.append("Date", formatHttpDate(kLocal + 600s));
    return exchange;
}

ClockBook bookWith(int witnesses, const Exchange &exchange)
{
    ClockBook book;
    for (int i = 0; i < witnesses; ++i)
        book.add({"https", "host" + QByteArray::number(i) + ".example.net", 443}, {-200ms, 300ms}, kLocal);
    book.add(exchange);
    return book;
}

const Finding *find(const Report &report, QByteArrayView id)
{
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding &each) { return each.id == id; });
    return found == report.findings.end() ? nullptr : &*found;
}

/// The body of Spring Boot, behind a proxy that dates the answer itself.
Exchange refusedBySpring(Milliseconds off)
{
    const QByteArray made = QByteArray::number(qint64((kLocal + off).time_since_epoch().count()));
    return refusal({{"Authorization", "Bearer " + tokenUntil(kLocal + 300s), {}}},
                   {{"WWW-Authenticate", "Bearer", {}}, {"Server", "nginx", {}}, {"Content-Type", "application/json", {}}},
                   R"({"timestamp":)" + made + R"(,"status":401,"error":"Unauthorized","path":"/v1/orders"})");
}

}

TEST_CASE("Whose clock: the server's is certain with three hosts that agree with this computer, and likely with fewer",
          "[diagnosis][clock]")
{
    const auto [witnesses, certainty] = GENERATE(
        table<int, Certainty>({{1, Certainty::Likely}, {2, Certainty::Likely}, {3, Certainty::Certain}, {5, Certainty::Certain}}));
    CAPTURE(witnesses);
    const Exchange exchange = refusedByFastServer();
    const ClockBook book = bookWith(witnesses, exchange);
    const Report report = diagnose({exchange, {}, nullptr, &book});
    const Finding *finding = find(report, "clock.server-drift");
    REQUIRE(finding);
    CHECK(finding->certainty == certainty);
    CHECK(finding->title.contains("likely") == (certainty == Certainty::Likely));
    CHECK(report.findings.front().id == "clock.server-drift");  // that the token is expired by that clock follows from it
}

TEST_CASE("Whose clock: with nobody to ask no server is blamed, and with a time server it is certain", "[diagnosis][clock]")
{
    const Exchange exchange = refusedByFastServer();
    ClockBook book = bookWith(0, exchange);
    CHECK_FALSE(find(diagnose({exchange, {}, nullptr, &book}), "clock.server-drift"));
    book.setTimeServer({-10ms, 10ms}, kLocal);
    const Report report = diagnose({exchange, {}, nullptr, &book});
    REQUIRE(find(report, "clock.server-drift"));
    CHECK(find(report, "clock.server-drift")->certainty == Certainty::Certain);
}

TEST_CASE("Whose clock: an application that dates its own refusal is judged by that, and not by the Date of its proxy",
          "[diagnosis][clock]")
{
    const auto [off, reported] = GENERATE(table<Seconds, bool>({{600s, true}, {0s, false}, {4s, false}}));
    CAPTURE(off.count());
    const Exchange exchange = refusedBySpring(off);
    const Report report = diagnose({exchange});
    const Finding *finding = find(report, "clock.server-drift");
    CHECK((finding != nullptr) == reported);
    if (finding) {
        CHECK(finding->certainty == Certainty::Likely);
        CHECK(std::any_of(finding->evidence.begin(), finding->evidence.end(),
                          [](const Evidence &line) { return line.where == "response.body" && line.says.contains("another clock"); }));
        CHECK(report.clock.text == "Two clocks");
    }
}

TEST_CASE("Whose clock: a token that one of the answer's two clocks still takes is not called expired for certain", "[diagnosis][clock]")
{
    Exchange exchange = refusedBySpring(-1200s);
    exchange.hops.back().request.fields = {{"Authorization", "Bearer " + tokenUntil(kLocal - 600s), {}}};
    const Report report = diagnose({exchange});
    CHECK(report.token.text == "Cannot tell");
    const Finding *expired = find(report, "token.expired");
    CHECK((!expired || expired->certainty != Certainty::Certain));
}

TEST_CASE("token.not-propagated: a token that is sent within the millisecond in which it came is new", "[diagnosis][token]")
{
    const QByteArray token = tokenUntil(kLocal + 300s);
    const Exchange login = refusal({}, {{"Content-Type", "application/json", {}}}, R"({"access_token":")" + token + "\"}", 200);
    Exchange use = refusal({{"Authorization", "Bearer " + token, {}}}, {{"WWW-Authenticate", R"(Bearer error="invalid_token")", {}}});
    const Milliseconds gap = GENERATE(Milliseconds(-1), Milliseconds(0), Milliseconds(1), Milliseconds(59'000));
    use.hops.back().sentAt = *login.hops.back().answeredAt + gap;
    use.hops.back().answeredAt = *use.hops.back().sentAt + 20ms;
    CAPTURE(gap.count());
    CHECK(find(diagnose({use, {&login}}), "token.not-propagated"));
}
