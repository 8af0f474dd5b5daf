#include "catch.h"
#include "core/clock/offset.h"
#include "core/http/date.h"

#include <random>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kNow{Milliseconds(1795242667418)};

Hop answered(Instant sent, Instant received, FieldList fields, const char *url = "https://api.example/v1")
{
    Hop hop;
    hop.request.url = Url::parse(url).value();
    hop.sentAt = sent;
    hop.answeredAt = received;
    hop.response.emplace();
    hop.response->status = 401;
    hop.response->fields = std::move(fields);
    return hop;
}

Field dateField(Instant instant)
{
    return {"Date", formatHttpDate(instant), {}};
}

/// An answer of a server whose clock is off by `offset`, which took `up` to arrive and `down` to come back.
Hop answerOf(Milliseconds offset, Instant sent, Milliseconds up, Milliseconds down, const char *url = "https://api.example/v1")
{
    return answered(sent, sent + up + down, {dateField(sent + up + offset)}, url);
}

Origin originOf(const char *url)
{
    return Url::parse(url).value().origin();
}

}

TEST_CASE("offsetFrom: Date, its second and the two local times make the interval", "[clock]")
{
    const Instant second = std::chrono::floor<std::chrono::seconds>(kNow);
    const auto offset = offsetFrom(answered(second + 200ms, second + 300ms, {dateField(second)}));
    REQUIRE(offset);
    CHECK(*offset == ClockOffset{-300ms, 800ms});
    CHECK(offset->middle() == 250ms);
    CHECK(offset->uncertainty() == 550ms);
}

TEST_CASE("offsetFrom: the true offset always lies in the interval, whatever the delays and the fraction of the second", "[clock]")
{
    std::mt19937 random(7);
    std::uniform_int_distribution<int> offsets(-7'200'000, 7'200'000), delays(0, 4000), fractions(0, 999);
    for (int i = 0; i < 2000; ++i) {
        const Milliseconds offset{offsets(random)}, up{delays(random)}, down{delays(random)};
        CAPTURE(i, offset.count(), up.count(), down.count());
        const auto found = offsetFrom(answerOf(offset, kNow + Milliseconds(fractions(random)), up, down));
        REQUIRE(found);
        CHECK(found->contains(offset));
        CHECK(found->high - found->low == up + down + 1s);
    }
}

TEST_CASE("ClockBook: more answers only narrow the interval, and never lose the true offset", "[clock]")
{
    const auto offset = GENERATE(as<Milliseconds>(), 0s, 5s, -5s, 90s, -90s, 3600s, -3600s);
    std::mt19937 random(11);
    std::uniform_int_distribution<int> delays(1, 300), pauses(1, 5000);
    ClockBook book;
    Instant sent = kNow;
    std::optional<ClockOffset> before;
    for (int i = 0; i < 60; ++i, sent += Milliseconds(pauses(random))) {
        book.add(answerOf(offset, sent, Milliseconds(delays(random)), Milliseconds(delays(random))));
        const ClockBook::Entry *entry = book.find(originOf("https://api.example/"));
        REQUIRE(entry);
        CHECK(entry->offset.contains(offset));
        CHECK(entry->answers == i + 1);
        CHECK_FALSE(entry->stepped);
        if (before)
            CHECK((entry->offset.low >= before->low - 2ms && entry->offset.high <= before->high + 2ms));  // what it aged by
        before = entry->offset;
    }
    CHECK(before->uncertainty() < 300ms);
}

TEST_CASE("ClockBook: starts anew, and says so, when a clock was set in between", "[clock]")
{
    ClockBook book;
    book.add(answerOf(0s, kNow, 20ms, 20ms));
    book.add(answerOf(0s, kNow + 5s, 20ms, 20ms));
    book.add(answerOf(90s, kNow + 10s, 20ms, 20ms));
    const ClockBook::Entry *entry = book.find(originOf("https://api.example/"));
    REQUIRE(entry);
    CHECK(entry->stepped);
    CHECK(entry->answers == 1);
    CHECK(entry->offset.contains(90s));
    CHECK_FALSE(entry->offset.contains(0s));
}

TEST_CASE("offsetFrom: nothing is said without a Date that can be read and a local time", "[clock]")
{
    CHECK_FALSE(offsetFrom(answered(kNow, kNow, {})));
    CHECK_FALSE(offsetFrom(answered(kNow, kNow, {{"Date", "yesterday", {}}})));
    CHECK_FALSE(offsetFrom(answered(kNow, kNow, {dateField(kNow), dateField(kNow + 60s)})));
    CHECK_FALSE(offsetFrom(answered(kNow, kNow - 1s, {dateField(kNow)})));  // the local clock was set back meanwhile
    CHECK(offsetFrom(answered(kNow, kNow, {dateField(kNow), dateField(kNow)})));

    Hop hop = answered(kNow, kNow, {dateField(kNow)});
    hop.sentAt.reset();
    CHECK_FALSE(offsetFrom(hop));
    hop.response.reset();
    hop.sentAt = kNow;
    CHECK_FALSE(offsetFrom(hop));
}

TEST_CASE("offsetFrom: phase times stand in for the moment of the answer", "[clock]")
{
    Hop hop = answered(kNow, kNow + 250ms, {dateField(kNow)});
    const auto expected = offsetFrom(hop);
    hop.answeredAt.reset();
    CHECK_FALSE(offsetFrom(hop));
    hop.times.end = 900ms;
    CHECK(offsetFrom(hop)->low < expected->low);
    hop.times.firstByte = 250ms;
    CHECK(offsetFrom(hop) == expected);
}

TEST_CASE("storedByCache: names the field by which a cache says that it kept the answer", "[clock]")
{
    const auto [name, value, stored] = GENERATE(table<const char *, const char *, bool>({
        {"Age", "37", true},
        {"age", "1", true},
        {"Age", "0", false},
        {"X-Cache", "Hit from cloudfront", true},
        {"X-Cache", "RefreshHit from cloudfront", true},
        {"X-Cache", "TCP_MEM_HIT from a1", true},
        {"X-Cache", "MISS, HIT", true},
        {"X-Cache", "Miss from cloudfront", false},
        {"X-Cache", "Error from cloudfront", false},
        {"X-Cache-Status", "HIT", true},
        {"X-Cache-Status", "BYPASS", false},
        {"cf-cache-status", "HIT", true},
        {"CF-Cache-Status", "STALE", true},
        {"CF-Cache-Status", "REVALIDATED", true},
        {"CF-Cache-Status", "DYNAMIC", false},
        {"Cache-Status", "edge; hit; ttl=30", true},
        {"Cache-Status", "edge; fwd=miss, shield; hit", true},
        {"Cache-Status", "edge; fwd=uri-miss; stored", false},
        {"Cache-Status", "hit-counter; fwd=miss", false},
        {"Via", "1.1 cache-7 (hit)", true},
        {"Via", "1.1 google", false},
        {"X-Drupal-Cache", "HIT", true},
        {"X-Drupal-Cache", "MISS", false},
        {"X-Served-By", "cache-hit-1", false},
        {"Date", "hit", false},
    }));
    CAPTURE(name, value);
    Response response;
    response.fields.append(name, value);
    CHECK(storedByCache(response).has_value() == stored);
    CHECK(storedByCache(response).value_or(name) == name);
    CHECK(offsetFrom(answered(kNow, kNow, {dateField(kNow), {name, value, {}}})).has_value() == (!stored && QByteArray(name) != "Date"));
}

TEST_CASE("offsetFrom: an Age of 0 leaves a second more of doubt", "[clock]")
{
    const auto without = offsetFrom(answered(kNow, kNow + 50ms, {dateField(kNow)}));
    const auto with = offsetFrom(answered(kNow, kNow + 50ms, {dateField(kNow), {"Age", "0", {}}}));
    REQUIRE(with);
    CHECK(with->low == without->low);
    CHECK(with->high == without->high + 1s);
}

TEST_CASE("ClockBook: three hosts that agree tell this computer from a server; fewer make it likely at most", "[clock]")
{
    using Blame = ClockBook::Blame;
    constexpr auto here = "https://api.example/", there = "https://login.example/", third = "https://cdn.example/",
                   fourth = "https://www.example/", fifth = "https://old.example/";
    using Offsets = std::vector<std::pair<const char *, Milliseconds>>;
    const auto [offsets, whose, settled, agreeing] = GENERATE_COPY(table<Offsets, Blame, bool, int>({
        {{}, Blame::None, false, 0},
        {{{here, 5s}}, Blame::None, false, 0},
        {{{here, 840s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {there, 840s}}, Blame::Local, false, 2},
        {{{here, -840s}, {there, -840s}, {third, -841s}}, Blame::Local, true, 3},
        {{{here, 840s}, {there, 840s}, {third, 840s}, {fourth, 7200s}}, Blame::Local, true, 3},
        {{{here, 840s}, {there, 840s}, {third, 7200s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {there, 0s}}, Blame::Server, false, 1},
        {{{here, 840s}, {there, 0s}, {third, 1s}}, Blame::Server, false, 2},
        {{{here, 840s}, {there, 0s}, {third, 1s}, {fourth, 0s}}, Blame::Server, true, 3},
        {{{here, 840s}, {there, 0s}, {third, 0s}, {fourth, 0s}, {fifth, -60s}}, Blame::Server, true, 3},
        {{{here, 840s}, {there, 840s}, {third, 0s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {there, 840s}, {third, 840s}, {fourth, 0s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {there, -840s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {"https://api.example:8443/", 840s}, {"http://api.example/", 840s}}, Blame::Unknown, false, 0},
        {{{here, 840s}, {there, 840s}, {"https://login.example:8443/", 840s}}, Blame::Local, false, 2},
    }));
    ClockBook book;
    for (const auto &[url, offset] : offsets)
        book.add(answerOf(offset, kNow, 30ms, 30ms, url));
    const auto judged = book.judge(originOf(here), 30s);
    CHECK(judged.whose == whose);
    CHECK(judged.settled == settled);
    CHECK(judged.agreeing == agreeing);
}

TEST_CASE("ClockBook: a time server tells this computer from a server at once", "[clock]")
{
    using Blame = ClockBook::Blame;
    const auto [truth, whose, settled] = GENERATE(
        table<Milliseconds, Blame, bool>({{840s, Blame::Local, true}, {0s, Blame::Server, true}, {-300s, Blame::Unknown, false}}));
    ClockBook book;
    book.add(answerOf(840s, kNow, 30ms, 30ms));
    book.setTimeServer({truth - 20ms, truth + 20ms}, kNow);
    const auto judged = book.judge(originOf("https://api.example/"), 30s);
    CHECK(judged.whose == whose);
    CHECK(judged.settled == settled);
}

TEST_CASE("ClockBook: what was learnt moves with a step of the local clock, and still holds the true offset", "[clock]")
{
    const auto step = GENERATE(as<Milliseconds>(), 840s, -840s, 25ms, 3600s);
    ClockBook book;
    book.add(answerOf(5s, kNow, 20ms, 20ms));
    book.add(answerOf(5s, kNow + 3300ms, 20ms, 20ms));
    const ClockOffset before = book.find(originOf("https://api.example/"))->offset;
    book.localClockChanged({step, 2ms, 0ms});
    book.add(answerOf(5s - step, kNow + step + 7600ms, 20ms, 20ms));
    const ClockBook::Entry *entry = book.find(originOf("https://api.example/"));
    CHECK(entry->answers == 3);
    CHECK_FALSE(entry->stepped);
    CHECK(entry->offset.contains(5s - step));
    CHECK(entry->offset.uncertainty() <= before.uncertainty() + 2ms);
}

TEST_CASE("ClockBook: after a sleep a second of doubt is added", "[clock]")
{
    ClockBook book;
    book.add(answerOf(0s, kNow, 20ms, 20ms));
    const ClockOffset before = book.entries().front().offset;
    book.localClockChanged({0ms, 0ms, 3600s});
    CHECK(book.entries().front().offset == ClockOffset{before.low - 1s, before.high + 1s});
}

TEST_CASE("aged: an interval widens by a hundred parts in a million", "[clock]")
{
    const ClockOffset offset{-300ms, 700ms};
    CHECK(aged(offset, 9'999ms) == offset);
    CHECK(aged(offset, 10s) == ClockOffset{-301ms, 701ms});
    CHECK(aged(offset, 24h) == ClockOffset{-8'940ms, 9'340ms});
}

TEST_CASE("ClockBook: an interval of an hour ago does not contradict clocks that drifted apart since", "[clock]")
{
    ClockBook book;
    book.add(answerOf(0s, kNow, 5ms, 5ms));
    book.add(answerOf(300ms, kNow + 1h, 5ms, 5ms));
    book.add(answerOf(600ms, kNow + 2h, 5ms, 5ms));
    CHECK_FALSE(book.entries().front().stepped);
    CHECK(book.entries().front().offset.contains(600ms));
}

TEST_CASE("ClockBook: takes every hop of an exchange, each for its own origin", "[clock]")
{
    Exchange exchange;
    exchange.hops
        = {answerOf(0s, kNow, 9ms, 9ms), answerOf(60s, kNow, 9ms, 9ms, "http://other.example:81/x"), answerOf(0s, kNow + 1s, 9ms, 9ms)};
    ClockBook book;
    book.add(exchange);
    REQUIRE(book.entries().size() == 2);
    CHECK(book.find(originOf("https://api.example/"))->answers == 2);
    CHECK(book.find(originOf("http://other.example:81/"))->offset.contains(60s));
    CHECK_FALSE(book.find(originOf("http://other.example/")));
}
