#include "catch.h"
#include "core/http/date.h"
#include "random_bytes.h"

using namespace keyhole;
using namespace std::chrono;

namespace {

constexpr Instant at(int y, unsigned m, unsigned d, int hour = 0, int minute = 0, int second = 0, int milli = 0)
{
    return sys_days(year_month_day(year(y), month(m), day(d))) + hours(hour) + minutes(minute) + seconds(second) + milliseconds(milli);
}

constexpr Instant kNow = at(2026, 11, 21, 9, 43, 12);

}

TEST_CASE("parseHttpDate: the three forms of the standard give the same moment", "[http]")
{
    const auto [text, form] = GENERATE(table<const char *, DateForm>({{"Fri, 03 Jul 1998 21:05:09 GMT", DateForm::ImfFixdate},
                                                                      {"Friday, 03-Jul-98 21:05:09 GMT", DateForm::Rfc850},
                                                                      {"Fri Jul  3 21:05:09 1998", DateForm::Asctime}}));
    CAPTURE(text);
    const auto date = parseHttpDate(text, kNow);
    REQUIRE(date);
    CHECK((date->instant == at(1998, 7, 3, 21, 5, 9)));
    CHECK(date->form == form);
}

TEST_CASE("parseHttpDate: two digits of a year mean the latest year that is not over 50 years ahead", "[http]")
{
    const auto [text, full] = GENERATE(table<const char *, int>({{"Monday, 01-Jan-26 00:00:00 GMT", 2026},
                                                                 {"Monday, 01-Jan-76 00:00:00 GMT", 2076},
                                                                 {"Monday, 31-Dec-76 00:00:00 GMT", 1976},
                                                                 {"Monday, 01-Jan-77 00:00:00 GMT", 1977},
                                                                 {"Monday, 01-Jan-99 00:00:00 GMT", 1999},
                                                                 {"Monday, 01-Jan-00 00:00:00 GMT", 2000}}));
    CAPTURE(text);
    const auto date = parseHttpDate(text, kNow);
    REQUIRE(date);
    CHECK(int(year_month_day(floor<days>(date->instant)).year()) == full);
}

TEST_CASE("parseHttpDate: a year just after the turn of a century is ahead, not 100 years ago", "[http]")
{
    const auto date = parseHttpDate("Sunday, 01-Mar-05 00:00:00 GMT", at(2099, 1, 1));
    REQUIRE(date);
    CHECK((date->instant == at(2105, 3, 1)));
}

TEST_CASE("parseHttpDate: a leap second is the start of the next minute", "[http]")
{
    const auto date = parseHttpDate("Sat, 31 Dec 2016 23:59:60 GMT", kNow);
    REQUIRE(date);
    CHECK((date->instant == at(2017, 1, 1)));
}

TEST_CASE("parseHttpDate: anything else is refused at the place of the fault", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"now", 0},
        {"Fri, 3 Jul 1998 21:05:09 GMT", 6},
        {"fri, 03 Jul 1998 21:05:09 GMT", 0},
        {"Fri, 03 jul 1998 21:05:09 GMT", 8},
        {"Fri, 03 Jul 98 21:05:09 GMT", 14},
        {"Fri, 03 Jul 1998 21:05:09 UTC", 25},
        {"Fri, 03 Jul 1998 21:05:09 +0000", 25},
        {"Fri, 03 Jul 1998 21:05:09", 25},
        {"Fri, 03 Jul 1998 21:05:09 GMT ", 29},
        {"Fri, 03 Jul 1998 21.05.09 GMT", 19},
        {"Fri, 31 Jun 1998 21:05:09 GMT", 0},
        {"Fri, 29 Feb 1999 21:05:09 GMT", 0},
        {"Fri, 03 Jul 1998 24:00:00 GMT", 0},
        {"Friday, 03 Jul 98 21:05:09 GMT", 10},
        {"Friday, 03-Jul-1998 21:05:09 GMT", 17},
        {"Fri Jul 3 21:05:09 1998", 9},
        {"1998-07-03T21:05:09Z", 0},
        {"899499909", 0},
    }));
    CAPTURE(text);
    const auto date = parseHttpDate(text, kNow);
    REQUIRE_FALSE(date);
    CHECK(date.error().offset == offset);
    CHECK_FALSE(date.error().message.isEmpty());
}

TEST_CASE("formatHttpDate: writes the form that parseHttpDate prefers", "[http]")
{
    CHECK(formatHttpDate(at(2026, 11, 21, 9, 43, 12, 418)) == "Sat, 21 Nov 2026 09:43:12 GMT");
    CHECK(formatHttpDate(at(1970, 1, 1)) == "Thu, 01 Jan 1970 00:00:00 GMT");
    CHECK(formatHttpDate(at(1969, 12, 31, 23, 59, 59, 1)) == "Wed, 31 Dec 1969 23:59:59 GMT");
    CHECK(formatHttpDate(at(999, 2, 3)) == "Sun, 03 Feb 0999 00:00:00 GMT");
}

TEST_CASE("formatHttpDate: every second comes back through parseHttpDate", "[http][property]")
{
    RandomBytes random(7);
    for (int round = 0; round < 5000; ++round) {
        const Instant instant = at(random.below(10000), 1, 1) + seconds(random.below(366 * 86400));
        if (instant >= at(10000, 1, 1))
            continue;
        const auto date = parseHttpDate(formatHttpDate(instant), kNow);
        CAPTURE(formatHttpDate(instant));
        CHECK((date && date->instant == instant));
    }
}

TEST_CASE("parseCookieDate: takes day, month, year and time in any order and with any separator", "[http]")
{
    const auto text = GENERATE("Sat, 07 Mar 2026 08:09:10 GMT", "Saturday, 07-Mar-26 08:09:10 GMT", "Sat Mar  7 08:09:10 2026",
                               "7 mar 2026 8:9:10", "08:09:10 7 MARCH 2026", "2026;Mar;07;08:09:10", "mar/7/2026 08:09:10",
                               "Sat, 7_Mar_26 08:09:10 +0100", "  ,,7 -- Marvellous -- 2026 (08:09:10pm)", "7th Mar 2026AD 08:09:10Z");
    CAPTURE(text);
    const auto instant = parseCookieDate(text);
    REQUIRE(instant);
    CHECK((*instant == at(2026, 3, 7, 8, 9, 10)));
}

TEST_CASE("parseCookieDate: of two digits, 70 to 99 are 19xx and 0 to 69 are 20xx", "[http]")
{
    const auto [text, full] = GENERATE(table<const char *, int>(
        {{"1 Jan 70 00:00:00", 1970}, {"1 Jan 99 0:0:0", 1999}, {"1 Jan 69 0:0:0", 2069}, {"1 Jan 00 0:0:0", 2000}}));
    CAPTURE(text);
    const auto instant = parseCookieDate(text);
    REQUIRE(instant);
    CHECK(int(year_month_day(floor<days>(*instant)).year()) == full);
}

TEST_CASE("parseCookieDate: the first number of one or two digits is the day, the next the year", "[http]")
{
    const auto instant = parseCookieDate("26 11 Nov 08:00:00");
    REQUIRE(instant);
    CHECK((*instant == at(2011, 11, 26, 8)));
}

TEST_CASE("parseCookieDate: refuses a date with a part missing or impossible", "[http]")
{
    const auto text
        = GENERATE("", "never", "0", "1 Jan 2026", "Jan 2026 00:00:00", "1 2026 00:00:00", "1 Jan 00:00:00", "31 Feb 2026 00:00:00",
                   "29 Feb 2027 00:00:00", "32 Jan 2026 00:00:00", "0 Jan 2026 00:00:00", "1 Jan 2026 24:00:00", "1 Jan 2026 00:60:00",
                   "1 Jan 2026 00:00:60", "1 Jan 1600 00:00:00", "1 Jan 20260 00:00:00", "1 Jan 2026 000:00:00", "1 Jan 2026 00:00");
    CAPTURE(text);
    CHECK_FALSE(parseCookieDate(text));
}

TEST_CASE("parseRfc3339: takes every offset, fraction and separator of the standard and its kin", "[http]")
{
    const auto text = GENERATE("2026-11-21T09:43:12.418Z", "2026-11-21t09:43:12.418z", "2026-11-21 09:43:12.418Z",
                               "2026-11-21T10:43:12.418+01:00", "2026-11-21T10:43:12.418+0100", "2026-11-20T22:13:12.418-11:30",
                               "2026-11-21T09:43:12.418999999999999999Z", "2026-11-21T09:43:12,418Z", "2026-11-21T09:43:12.418-00:00");
    CAPTURE(text);
    const auto instant = parseRfc3339(text);
    REQUIRE(instant);
    CHECK((*instant == at(2026, 11, 21, 9, 43, 12, 418)));
}

TEST_CASE("parseRfc3339: fractions are of any length", "[http]")
{
    CHECK((parseRfc3339("2026-11-21T09:43:12Z") == at(2026, 11, 21, 9, 43, 12)));
    CHECK((parseRfc3339("2026-11-21T09:43:12.5Z") == at(2026, 11, 21, 9, 43, 12, 500)));
    CHECK((parseRfc3339("2026-11-21T09:43:12.05Z") == at(2026, 11, 21, 9, 43, 12, 50)));
}

TEST_CASE("parseRfc3339: anything else is refused at the place of the fault", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"2026", 4},
        {"26-11-21T09:43:12Z", 2},
        {"2026-11-21", 10},
        {"2026-11-21T09:43Z", 16},
        {"2026-11-21T09:43:12", 19},
        {"2026-11-21T09:43:12+1:00", 21},
        {"2026-11-21T09:43:12+24:00", 25},
        {"2026-11-21T09:43:12Zulu", 20},
        {"2026-13-21T09:43:12Z", 0},
        {"2026-02-30T09:43:12Z", 0},
    }));
    CAPTURE(text);
    const auto instant = parseRfc3339(text);
    REQUIRE_FALSE(instant);
    CHECK(instant.error().offset == offset);
}

TEST_CASE("Dates: a random text is read or fails inside it", "[http][property]")
{
    const std::vector<QByteArray> pieces{"Sat", "Saturday", ", ", ",",        " ",   "-", ":", "07", "7",
                                         "Mar", "2026",     "26", "08:09:10", "GMT", "T", "Z", "+",  "."};
    RandomBytes random(42);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray text = random.from(pieces, 14);
        CAPTURE(text);
        const auto inside = [&text](const SyntaxError &error) { return error.offset >= 0 && error.offset <= text.size(); };
        if (const auto date = parseHttpDate(text, kNow); !date)
            CHECK(inside(date.error()));
        if (const auto date = parseCookieDate(text); !date)
            CHECK(inside(date.error()));
        if (const auto date = parseRfc3339(text); !date)
            CHECK(inside(date.error()));
    }
}
