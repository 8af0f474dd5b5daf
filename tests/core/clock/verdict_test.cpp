#include "catch.h"
#include "core/clock/verdict.h"

using namespace keyhole;
using namespace std::chrono_literals;
using Whose = ClockVerdict::Whose;

namespace {

const Instant kNow{Milliseconds(1'795'254'192'418)};

ClockBook bookOf(std::initializer_list<std::pair<const char *, Milliseconds>> offsets)
{
    ClockBook book;
    for (const auto &[host, offset] : offsets)
        book.add({"https", host, 443}, {offset - 14ms, offset + 14ms}, kNow);
    return book;
}

QString plain(QString text)
{
    return text.replace(QChar::Nbsp, u' ');
}

}

TEST_CASE("judgeClocks: says who is off, by how much, and how exactly that is known", "[clock]")
{
    const auto three = judgeClocks(bookOf({{"a", 840'442ms}, {"b", 840'450ms}, {"c", 840'430ms}}), kNow);
    CHECK((three.whose == Whose::Local && three.settled));
    CHECK(plain(three.headline) == "This computer’s clock is 14 min 0.44 s slow, ± 14 ms");
    CHECK(three.why == "3 hosts agree with each other, and not with it.");

    const auto two = judgeClocks(bookOf({{"a", -95s}, {"b", -95s}}), kNow);
    CHECK((two.whose == Whose::Local && !two.settled));
    CHECK(plain(two.headline) == "This computer’s clock is likely 1 min 35.00 s fast, ± 14 ms");

    CHECK(judgeClocks(bookOf({{"a", 0s}, {"d", 2h}}), kNow).why.startsWith("1 host agrees with this computer."));
    const auto server = judgeClocks(bookOf({{"a", 0s}, {"b", 0s}, {"c", 0s}, {"d", 2h}}), kNow);
    CHECK((server.whose == Whose::Servers && server.settled));
    CHECK(server.wrong == std::vector<Origin>{{"https", "d", 443}});
    CHECK(plain(server.why).contains("exactly 2 h, as when local time is taken for UTC"));
}

TEST_CASE("judgeClocks: cannot tell is an answer, with what would settle it", "[clock]")
{
    CHECK(judgeClocks({}, kNow).headline == "Cannot tell whose clock is off");
    const auto one = judgeClocks(bookOf({{"a", 90s}}), kNow);
    CHECK(one.whose == Whose::Unknown);
    CHECK(one.why.contains("Three hosts that agree, or a time server, would settle it"));
    CHECK(judgeClocks(bookOf({{"a", 90s}, {"b", 0s}, {"c", -90s}}), kNow).whose != Whose::Local);
}

TEST_CASE("judgeClocks: a time server settles it, alone or with servers", "[clock]")
{
    ClockBook alone;
    alone.setTimeServer({-12'360ms, -12'330ms}, kNow);
    CHECK(plain(judgeClocks(alone, kNow).headline) == "This computer’s clock is 12.35 s fast, ± 15 ms");
    ClockBook book = bookOf({{"a", 90s}});
    book.setTimeServer({-10ms, 10ms}, kNow);
    CHECK((judgeClocks(book, kNow).whose == Whose::Servers && judgeClocks(book, kNow).settled));
    book.setTimeServer({90s - 10ms, 90s + 10ms}, kNow);
    CHECK((judgeClocks(book, kNow).whose == Whose::Local && judgeClocks(book, kNow).settled));
}

TEST_CASE("offsetText: agreement is told with its doubt, a difference with its side", "[clock]")
{
    CHECK(plain(offsetText({-20ms, 22ms})) == "agrees with this computer, ± 21 ms");
    CHECK(plain(offsetText({-300ms, 700ms})) == "agrees with this computer, ± 0.5 s");
    CHECK(plain(offsetText({4'500ms, 5'500ms})) == "5.0 s ahead of this computer, ± 0.5 s");
    CHECK(plain(offsetText({-63'000ms, -61'000ms})) == "1 min 2 s behind this computer, ± 1.0 s");
}
