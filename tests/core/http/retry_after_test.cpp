#include "catch.h"
#include "core/http/retry_after.h"
#include "random_bytes.h"

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

constexpr Instant kNow{1795254192418ms};

}

TEST_CASE("parseRetryAfter: seconds count from now", "[http]")
{
    CHECK((parseRetryAfter("120", kNow) == kNow + 120s));
    CHECK((parseRetryAfter("0", kNow) == kNow));
    CHECK((parseRetryAfter("007", kNow) == kNow + 7s));
}

TEST_CASE("parseRetryAfter: a date is taken as it is, past or future", "[http]")
{
    CHECK((parseRetryAfter("Sat, 21 Nov 2026 10:00:00 GMT", kNow) == Instant(1795255200s)));
    CHECK((parseRetryAfter("Thu, 01 Jan 1970 00:00:00 GMT", kNow) == Instant(0s)));
    CHECK((parseRetryAfter("Saturday, 21-Nov-26 10:00:00 GMT", kNow) == Instant(1795255200s)));
}

TEST_CASE("parseRetryAfter: anything else is refused at its place", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"-1", 0},
        {"1.5", 1},
        {"10 s", 2},
        {"soon", 0},
        {"99999999999999999999999", 0},
        {"999999999999", 0},
        {"Sat, 21 Nov 2026 10:00 GMT", 22},
        {"2026-11-21T10:00:00Z", 4},
    }));
    CAPTURE(text);
    const auto instant = parseRetryAfter(text, kNow);
    REQUIRE_FALSE(instant);
    CHECK(instant.error().offset == offset);
}

TEST_CASE("parseRetryAfter: a random text is read or fails inside it", "[http][property]")
{
    const std::vector<QByteArray> pieces{"1", "9", "99999999999", " ", "-", "Sat, ", "21 Nov 2026 ", "10:00:00", " GMT"};
    RandomBytes random(429);
    for (int round = 0; round < 10000; ++round) {
        const QByteArray text = random.from(pieces, 8);
        CAPTURE(text);
        const auto instant = parseRetryAfter(text, kNow);
        CHECK((instant || (instant.error().offset >= 0 && instant.error().offset <= text.size())));
    }
}
