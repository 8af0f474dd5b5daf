#include "catch.h"
#include "core/token/token.h"
#include "made_token.h"

using namespace keyhole;
using Unit = TimeClaim::Unit;

TEST_CASE("Token::time: tells the unit by the size of the number", "[token]")
{
    const auto [written, unit, milliseconds] = GENERATE(table<const char *, Unit, qint64>({
        {"1795242667", Unit::Second, 1795242667000},
        {"1795242667.5", Unit::Second, 1795242667500},
        {"1.795242667e9", Unit::Second, 1795242667000},
        {"0", Unit::Second, 0},
        {"-5", Unit::Second, -5000},
        {"99999999999", Unit::Second, 99999999999000},
        {"1795242667123", Unit::Millisecond, 1795242667123},
        {"1795242667123456", Unit::Microsecond, 1795242667123},
        {"1.795242667123e12", Unit::Millisecond, 1795242667123},
        {"\"1795242667\"", Unit::Text, 1795242667000},
        {"\"2026-11-21T06:31:07Z\"", Unit::Text, 1795242667000},
    }));
    CAPTURE(written);
    const auto claim = tokenOf(QByteArray("{\"exp\":") + written + "}").time("exp");
    REQUIRE(claim);
    CHECK(claim->unit == unit);
    REQUIRE(claim->instant);
    CHECK(claim->instant->time_since_epoch().count() == milliseconds);
}

TEST_CASE("Token::time: tells what a server reads that takes the number for seconds", "[token]")
{
    CHECK(tokenOf(R"({"exp":1795242667123})").time("exp")->asSeconds == Instant(Milliseconds(1795242667123000)));
    CHECK(tokenOf(R"({"exp":9007199254740993})").time("exp")->asSeconds == std::nullopt);
    CHECK_FALSE(tokenOf(R"({"exp":"1795242667"})").time("exp")->asSeconds);
}

TEST_CASE("Token::time: what is no moment is unreadable, and what is not there is nothing", "[token]")
{
    const auto written = GENERATE(as<QByteArray>(), "true", "null", "[1]", "{}", "1e400", "1e30", "123456789012345678901234567890");
    CAPTURE(written);
    const auto claim = tokenOf("{\"exp\":" + written + "}").time("exp");
    REQUIRE(claim);
    CHECK(claim->unit == Unit::Unreadable);
    CHECK(claim->written == written);
    CHECK_FALSE(claim->instant);
    CHECK_FALSE(tokenOf("{}").time("exp"));
    CHECK_FALSE(tokenOf(R"({"exp":"tomorrow"})").time("exp")->instant);
}
