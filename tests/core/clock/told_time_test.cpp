#include "catch.h"
#include "core/clock/judged.h"
#include "core/clock/told_time.h"
#include "core/http/date.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kDate{Seconds(1'795'254'192)};  // 21 Nov 2026, 09:43:12 UTC

Hop answered(const FieldList &fields, const QByteArray &body = {})
{
    Hop hop;
    hop.request.url = *Url::parse("https://api.example.com/");
    hop.sentAt = kDate + 100ms;
    hop.answeredAt = kDate + 300ms;
    hop.response.emplace();
    hop.response->fields = fields;
    hop.response->fields.append("Date", formatHttpDate(kDate));
    hop.response->body = body;
    return hop;
}

QByteArray cookie(Milliseconds off, int maxAge = 3600)
{
    return "sid=1; Path=/; Max-Age=" + QByteArray::number(maxAge) + "; Expires=" + formatHttpDate(kDate + off + Seconds(maxAge));
}

Hop withHands(const QByteArray &via, const QByteArray &server, Milliseconds ahead, Milliseconds later)
{
    Hop hop = answered({{"Via", via, {}}, {"Server", server, {}}});
    hop.sentAt = *hop.sentAt + later;
    hop.answeredAt = *hop.answeredAt + later;
    hop.response->fields.remove("Date");
    hop.response->fields.append("Date", formatHttpDate(kDate + ahead + later));
    return hop;
}

}

TEST_CASE("Told times: an answer's other moments are read, each with its place", "[clock]")
{
    const auto [name, value, seconds] = GENERATE(table<const char *, QByteArray, qint64>(
        {{"Set-Cookie", cookie(-840s), -840},
         {"WWW-Authenticate", R"(Hawk ts="1795254132", tsm="HPDcD5S3Kw7LM/oyoXKcgv2Z30RnOLAI5ebXpYDGfo4=")", -60},
         {"X-Timer", "S1795254197.254565,VS0,VE1", 5}}));
    CAPTURE(name);
    const auto times = toldTimes(*answered({{name, value, {}}}).response, kDate);
    REQUIRE(times.size() == 1);
    CHECK(std::chrono::floor<Seconds>(times.front().time - kDate).count() == seconds);
    CHECK(times.front().where == QByteArray("response.headers.") + name);
}

TEST_CASE("Told times: errors of AWS and of Spring Boot say when they were made", "[clock]")
{
    const QByteArray body
        = GENERATE(QByteArray("<Error><Code>RequestTimeTooSkewed</Code><ServerTime>2026-11-21T09:43:12Z</ServerTime></Error>"),
                   QByteArray(R"({"timestamp":"2026-11-21T10:43:12.000+01:00","status":401,"error":"Unauthorized","path":"/v1"})"),
                   QByteArray(R"({"timestamp":1795254192000,"status":401,"error":"Unauthorized","path":"/v1"})"));
    CAPTURE(body.toStdString());
    const auto times = toldTimes(*answered({}, body).response, kDate);
    REQUIRE(times.size() == 1);
    CHECK(times.front().time == kDate);
    CHECK(times.front().where == "response.body");
}

TEST_CASE("Told times: dates that no clock was read for are none", "[clock]")
{
    const QByteArray field = GENERATE(QByteArray("sid=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT"),
                                      QByteArray("sid=1; Expires=Sat, 21 Nov 2026 12:00:00 GMT"), QByteArray("sid=1; Max-Age=60"),
                                      QByteArray("sid=1; Max-Age=60; Expires=Tue, 31 Dec 2037 23:55:55 GMT"), QByteArray("sid=1"));
    CAPTURE(field.toStdString());
    CHECK(toldTimes(*answered({{"Set-Cookie", field, {}}}).response, kDate).empty());
    const QByteArray notSpring = R"({"timestamp":"2026-11-21T10:43:12Z","message":"no"})";
    CHECK(toldTimes(*answered({}, notSpring).response, kDate).empty());
    const QByteArray localTime = R"({"timestamp":"2026-11-21T10:43:12.000","status":401,"error":"Unauthorized","path":"/v1"})";
    CHECK(toldTimes(*answered({}, localTime).response, kDate).empty());
}

TEST_CASE("Told times: Date is contradicted beyond what one clock and the round trip allow, on both sides", "[clock]")
{
    // One clock for both: 5 s, the round trip of 200 ms, and the second that Date is cut to.
    const auto [off, contradicts]
        = GENERATE(table<Seconds, bool>({{-840s, true}, {-7s, true}, {-6s, false}, {0s, false}, {6s, false}, {7s, true}, {3600s, true}}));
    CAPTURE(off.count());
    CHECK(contradictsDate(answered({{"Set-Cookie", cookie(off), {}}})).has_value() == contradicts);
}

TEST_CASE("Told times: a stored answer contradicts nothing", "[clock]")
{
    CHECK_FALSE(contradictsDate(answered({{"Set-Cookie", cookie(-840s), {}}, {"Age", "9", {}}})));
    CHECK_FALSE(contradictsDate(answered({{"Set-Cookie", cookie(-840s), {}}, {"X-Cache", "HIT", {}}})));
}

TEST_CASE("judgedAt: where Date is another clock's, every moment of both is possible", "[clock]")
{
    const auto judged = judgedAt(answered({{"Set-Cookie", cookie(-840s), {}}}), ClockOffset{0ms, 10ms});
    REQUIRE(judged);
    CHECK(judged->earliest == kDate - 840s - 200ms);
    CHECK(judged->latest == kDate + 1s);
}

TEST_CASE("Clock book: an answer whose Date another machine wrote is noted, and its server stays noted", "[clock]")
{
    ClockBook book;
    book.add(answered({{"Set-Cookie", cookie(-840s), {}}}));
    book.add(answered({}));
    REQUIRE(book.entries().size() == 1);
    CHECK(book.entries().front().note.contains("Date is of another clock than Expires less Max-Age of the cookie"));
    CHECK(book.entries().front().note.contains("14\u00A0min behind it"));
}

TEST_CASE("Clock book: answers that contradict each other are told apart by whose hands they came through", "[clock]")
{
    const auto [via, words] = GENERATE(table<const char *, const char *>(
        {{"1.1 edge-7", "by different hands"}, {"1.1 edge-3", "its clock was set, or several machines"}}));
    CAPTURE(via);
    ClockBook book;
    book.add(withHands("1.1 edge-3", "nginx", 0s, 0s));
    CHECK(book.entries().front().note.isEmpty());
    book.add(withHands(via, "nginx", 90s, 1s));
    CHECK(book.entries().front().stepped);
    CHECK(book.entries().front().note.contains(QString::fromUtf8(words)));
}
