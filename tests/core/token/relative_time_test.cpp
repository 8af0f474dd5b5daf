#include "catch.h"
#include "core/token/relative_time.h"

#include <QDateTime>

using namespace keyhole;

namespace {

/// Saturday, 21 November 2026, 15:00:00 UTC.
const Instant kNow{Seconds(1795273200)};

qint64 secondsOf(const QString &words, const QTimeZone &zone = QTimeZone::utc())
{
    const auto moment = parseMoment(words, kNow, zone);
    CAPTURE(words.toStdString(), moment ? std::string() : moment.error().message.toStdString());
    REQUIRE(moment);
    return std::chrono::floor<Seconds>(*moment - kNow).count();
}

constexpr qint64 kHour = 3600, kDay = 24 * kHour;

}

TEST_CASE("parseMoment: reads a distance from now, in the units that people write", "[token]")
{
    const auto [words, distance] = GENERATE(table<const char *, qint64>({
        {"now", 0},
        {"in 1 hour", kHour},
        {"in an hour", kHour},
        {"in 1h 30m", kHour + 1800},
        {"in 1 hour and 30 minutes", kHour + 1800},
        {"+5m", 300},
        {"+ 5 min", 300},
        {"-30s", -30},
        {"1 h ago", -kHour},
        {"2 days 3 h ago", -2 * kDay - 3 * kHour},
        {"a week ago", -7 * kDay},
        {"now + 1 week", 7 * kDay},
        {"now - 90 sec", -90},
        {"IN 1.5 HOURS", 5400},
        {"  in  10   seconds ", 10},
    }));
    CAPTURE(words);
    CHECK(secondsOf(QString::fromUtf8(words)) == distance);
}

TEST_CASE("parseMoment: reads days and clock times in the zone that is asked for", "[token]")
{
    const auto [words, distance] = GENERATE(table<const char *, qint64>({
        {"today", 0},
        {"yesterday", -kDay},
        {"yesterday 12:00", -kDay - 3 * kHour},
        {"tomorrow at 9:30", kDay - 5 * kHour - 1800},
        {"12:00", -3 * kHour},
        {"2026-11-21 16:00", kHour},
        {"2026-11-22", 9 * kHour},
        {"2026-11-21T15:00:10Z", 10},
        {"2026-11-21T16:00:00+01:00", 0},
        {"1795273201", 1},
    }));
    CAPTURE(words);
    CHECK(secondsOf(QString::fromUtf8(words)) == distance);
    const QTimeZone east(3600);
    CHECK(secondsOf("yesterday 12:00", east) == -kDay - 4 * kHour);
    CHECK(secondsOf("2026-11-21 16:00", east) == 0);
    CHECK(secondsOf("2026-11-21T15:00:00Z", east) == 0);
}

TEST_CASE("parseMoment: says which word it cannot read", "[token]")
{
    const auto [words, offset] = GENERATE(table<const char *, qsizetype>({
        {"", 0},
        {"soon", 0},
        {"in", 2},
        {"in 5", 4},
        {"in 5 parsecs", 5},
        {"5 minutes", 9},
        {"1 h ago please", 8},
        {"yesterday 25:00", 10},
        {"+5m ago", 4},
        {"in 99999999999 years", 0},
    }));
    CAPTURE(words);
    const auto moment = parseMoment(QString::fromUtf8(words), kNow);
    REQUIRE_FALSE(moment);
    CHECK(moment.error().offset == offset);
    CHECK_FALSE(moment.error().message.isEmpty());
}
