#include "catch.h"
#include "tokens.h"
#include "ui/token/claim_places.h"
#include "ui/token/claim_rows.h"
#include "ui/token/time_scale.h"
#include "ui/token/token_timing.h"

#include "core/token/base64url.h"

using namespace keyhole;
using namespace std::chrono_literals;
using State = TokenTiming::State;

namespace {

TokenTiming timing(const QByteArray &token, std::optional<ClockOffset> offset = std::nullopt)
{
    return timingOf(decodeToken(token), offset, tokens::kLocalNow);
}

QByteArray endingAt(qint64 seconds)
{
    return tokens::withPayload("{\"exp\":" + QByteArray::number(seconds) + "}");
}

const ClaimRow *rowNamed(const std::vector<ClaimRow> &rows, const char *name)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [name](const ClaimRow &row) { return row.name == name; });
    return found == rows.end() ? nullptr : &*found;
}

}

TEST_CASE("Timing: judges by the server's clock where it is known, by this computer's otherwise", "[token]")
{
    CHECK(timing(tokens::expired()).state == State::Expired);
    CHECK(timing(tokens::valid()).state == State::Valid);
    CHECK(timing(tokens::notYetValid()).state == State::NotYetValid);
    CHECK(timing(tokens::withPayload("{\"sub\":\"a\"}")).state == State::Timeless);
    CHECK(timing(tokens::expired(), tokens::serverAhead()).away == 3h + 12min + 5s);
    CHECK(timing(tokens::expired()).away == 3h + 9min + 24s);
}

TEST_CASE("Timing: leaves open what the uncertainty of the server's clock leaves open", "[token]")
{
    // The server's clock shows 1795254192 s, give or take 600 ms.
    const auto [exp, state]
        = GENERATE(table<qint64, State>({{1795254191, State::Expired}, {1795254192, State::Undecided}, {1795254193, State::Valid}}));
    CAPTURE(exp);
    CHECK(timing(endingAt(exp), tokens::serverAhead()).state == state);
}

TEST_CASE("Timing: is over at exp itself, not a moment later", "[token]")
{
    CHECK(timing(endingAt(1795254031)).state == State::Expired);
    CHECK(timing(endingAt(1795254032)).state == State::Valid);
}

TEST_CASE("Timing: says in words what the line shows", "[token]")
{
    CHECK(timingSentence(timing(tokens::expired(), tokens::serverAhead()), TimeForm::Utc).replace(QChar(0xA0), u' ')
          == "Valid from 05:31:07 to 06:31:07 UTC. By the server’s clock it was 3 h 12 min 5 s too old, by this computer’s 3 h 9 min 24 s "
             "too "
             "old.");
    CHECK(timingSentence(timing(tokens::valid()), TimeForm::Utc).replace(QChar(0xA0), u' ')
          == "Valid from 09:00:00 to 10:00:00 UTC. By this computer’s clock it is good for 19 min 29 s more.");
    CHECK(timingSentence(timing(tokens::withPayload("{}")), TimeForm::Utc).contains("no times"));
    CHECK(timingSentence(timing(tokens::valid()), TimeForm::Unix).startsWith("Valid from 1795251600 to 1795255200."));
}

TEST_CASE("Timing: reads a value by its unit, and puts equal moments under one mark", "[token]")
{
    CHECK(timing(tokens::inMilliseconds()).until == Instant(Milliseconds(1795255200000)));
    const TokenTiming expired = timing(tokens::expired());
    REQUIRE(expired.marks.size() == 2);
    CHECK(expired.marks[0].name == "iat, nbf");
    CHECK(expired.marks[1].name == "exp");
}

TEST_CASE("Timing: takes absurd times for none", "[token]")
{
    const QByteArray claims
        = GENERATE("{\"exp\":1e300}", "{\"exp\":-9223372036854775808,\"nbf\":9223372036854775807}", "{\"exp\":\"tomorrow\"}",
                   "{\"exp\":null,\"iat\":[]}", "{\"exp\":\"9000000000000000\",\"iat\":\"-9000000000000000\"}");
    CAPTURE(claims);
    const TokenTiming absurd = timing(tokens::withPayload(claims), tokens::serverAhead());
    CHECK(absurd.state == State::Timeless);
    CHECK(absurd.marks.empty());
}

TEST_CASE("Claims: the row that breaks the token is marked, with how far it is off", "[token]")
{
    const Token expired = decodeToken(tokens::expired());
    const auto rows = payloadRows(expired, timingOf(expired, tokens::serverAhead(), tokens::kLocalNow), TimeForm::Utc);
    REQUIRE(rowNamed(rows, "exp"));
    CHECK(rowNamed(rows, "exp")->breaks);
    CHECK(QString(rowNamed(rows, "exp")->meaning).replace(QChar(0xA0), u' ') == "06:31:07, 3 h 12 min 5 s ago");
    CHECK(rowNamed(rows, "iat")->check == ClaimRow::Check::Holds);
    CHECK(rowNamed(rows, "iat")->meaning == "21 Nov 2026, 05:31:07");
    CHECK_FALSE(rowNamed(rows, "sub")->breaks);
    CHECK_FALSE(rowNamed(rows, "sub")->meaning.isEmpty());
    REQUIRE(rowNamed(rows, "realm_access"));
    CHECK(rowNamed(rows, "realm_access")->nested.front().nested.size() == 2);
}

TEST_CASE("Claims: a time in milliseconds is shown as what it is", "[token]")
{
    const Token token = decodeToken(tokens::inMilliseconds());
    const auto rows = payloadRows(token, timingOf(token, {}, tokens::kLocalNow), TimeForm::Utc);
    CHECK(rowNamed(rows, "exp")->value == "1795255200000");
    CHECK(rowNamed(rows, "exp")->check == ClaimRow::Check::Broken);
    CHECK(rowNamed(rows, "exp")->meaning == "in milliseconds, not seconds: 21 Nov 2026, 10:00:00 was meant");
}

TEST_CASE("Claims: an unsigned token breaks at alg", "[token]")
{
    const Token token = decodeToken(encodeBase64Url(R"({"alg":"none"})") + '.' + encodeBase64Url("{}") + '.');
    const auto rows = headerRows(token);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].breaks);
}

TEST_CASE("Places: the characters of a claim decode to the claim", "[token]")
{
    const Token token
        = decodeToken(tokens::withPayload(R"({ "a,}" : "x\"},{" , "exp" : 1795242667 ,"n":{"exp":1,"m":[1,{"k":2}]},"z":[]})"));
    const auto places = claimPlaces(token);
    QByteArrayList names;
    for (const ClaimPlace &place : places) {
        if (place.inHeader)
            continue;
        names << place.name;
        // Whole groups of four characters around the place, decoded, hold the member's name.
        const qsizetype start = token.segments[1].offset;
        const qsizetype from = start + (place.from - start) / 4 * 4, to = start + (place.from + place.length - start + 3) / 4 * 4;
        const qsizetype end = qMin(to, start + token.segments[1].length);
        const QByteArray around = QByteArray::fromBase64(token.text.mid(from, end - from), QByteArray::Base64UrlEncoding);
        CAPTURE(place.name, around);
        CHECK(around.contains('"' + place.name + '"'));
        CHECK(place.from + place.length <= start + token.segments[1].length);
    }
    CHECK(names == QByteArrayList{"a,}", "exp", "n", "z"});
}

TEST_CASE("Scale: keeps order, stays inside, and its ticks stand apart", "[token]")
{
    const QByteArray token = GENERATE_COPY(tokens::expired(), tokens::valid(), tokens::notYetValid(), endingAt(1), endingAt(99999999999),
                                           endingAt(1795254031));
    const TokenTiming shown = timing(token, tokens::serverAhead());
    const TimeScale scale(shown, 10, 700);
    for (const TokenTiming::Mark &mark : shown.marks) {
        CHECK(scale.x(mark.at) > 10);
        CHECK(scale.x(mark.at) < 700);
    }
    const auto ticks = scale.ticks(80);
    CHECK(ticks.size() < 10);
    for (size_t i = 1; i < ticks.size(); ++i)
        CHECK(scale.x(ticks[i]) - scale.x(ticks[i - 1]) >= 79);
}

TEST_CASE("Labels: are moved apart where they would overlap, and stay inside", "[token]")
{
    const std::vector<double> widths{50, 50, 50};
    CHECK(spreadOut({100, 300, 500}, widths, 0, 600, 10) == std::vector<double>{100, 300, 500});
    CHECK(spreadOut({100, 110, 120}, widths, 0, 600, 10) == std::vector<double>{100, 160, 220});
    CHECK(spreadOut({570, 580, 590}, widths, 0, 600, 10) == std::vector<double>{455, 515, 575});
    CHECK(spreadOut({-20}, {50}, 0, 600, 10) == std::vector<double>{25});
}
