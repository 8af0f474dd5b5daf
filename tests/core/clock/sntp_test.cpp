#include "catch.h"
#include "core/clock/sntp.h"

#include <QtEndian>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

using Micro = std::chrono::microseconds;
using Moment = std::chrono::sys_time<Micro>;

const Moment kSent{Micro(1'795'254'192'418'250)};
constexpr NtpTimestamp kNonce = 0x1122334455667788;

/// What a time server would answer. Offsets are those of RFC 5905, figure 8.
struct Answer {
    int leap = 0, version = 4, mode = 4, stratum = 2;
    quint32 rootDelay = 0, rootDispersion = 0;  // in 1/65536 s
    QByteArray reference = QByteArray("\xC0\x00\x02\x01", 4);
    NtpTimestamp originate = kNonce;
    Moment received = kSent + 20ms, sent = kSent + 21ms;

    QByteArray bytes() const
    {
        QByteArray bytes(48, '\0');
        bytes[0] = char((leap << 6) | (version << 3) | mode);
        bytes[1] = char(stratum);
        qToBigEndian(rootDelay, bytes.data() + 4);
        qToBigEndian(rootDispersion, bytes.data() + 8);
        bytes.replace(12, 4, reference);
        qToBigEndian(originate, bytes.data() + 24);
        qToBigEndian(ntpTimestamp(received), bytes.data() + 32);
        qToBigEndian(ntpTimestamp(sent), bytes.data() + 40);
        return bytes;
    }
};

Result<NtpAnswer, NtpError> read(const Answer &answer)
{
    return readNtpAnswer(answer.bytes(), {kNonce, kSent, kSent + 41ms});
}

}

TEST_CASE("ntpRequest: 48 bytes of version 4 and mode 3, with the nonce where a time could stand, and nothing else", "[clock]")
{
    const QByteArray request = ntpRequest(kNonce);
    REQUIRE(request.size() == 48);
    CHECK(quint8(request[0]) == 0x23);
    CHECK(request.mid(1, 39) == QByteArray(39, '\0'));
    CHECK(request.mid(40) == QByteArray::fromHex("1122334455667788"));
}

TEST_CASE("readNtpAnswer: the offset lies within half the delay, half the root delay and the root dispersion", "[clock]")
{
    Answer answer;
    answer.received += 90s;
    answer.sent += 90s;
    const auto plain = read(answer);
    REQUIRE(plain);
    CHECK(plain->delay == 40ms);
    CHECK(plain->stratum == 2);
    CHECK(plain->offset.contains(90s));
    CHECK(plain->offset.low >= 90s - 21ms);
    CHECK(plain->offset.high <= 90s + 21ms);

    answer.rootDelay = 65536 / 10;  // 100 ms
    answer.rootDispersion = 65536 / 50;  // 20 ms
    const auto doubted = read(answer);
    REQUIRE(doubted);
    CHECK(doubted->offset.low <= plain->offset.low - 69ms);
    CHECK(doubted->offset.high >= plain->offset.high + 69ms);
    CHECK(doubted->offset.high <= plain->offset.high + 71ms);
}

TEST_CASE("readNtpAnswer: the true offset lies inside, however unequal the two ways are", "[clock]")
{
    for (int up = 0; up <= 200; up += 10) {
        for (int down = 0; down <= 200; down += 10) {
            for (const Micro offset : {Micro(0), Micro(-840'000'111), Micro(3'600'000'000)}) {
                Answer answer;
                answer.received = kSent + Milliseconds(up) + offset;
                answer.sent = answer.received + 300us;
                const Moment came = answer.sent - offset + Milliseconds(down);
                const auto told = readNtpAnswer(answer.bytes(), {kNonce, kSent, came});
                REQUIRE(told);
                CHECK((told->offset.low <= offset && offset <= told->offset.high));
                CHECK(told->offset.high - told->offset.low <= Milliseconds(up + down + 3));
            }
        }
    }
}

TEST_CASE("readNtpAnswer: what answers no question of ours is nobody's answer", "[clock]")
{
    Answer other;
    other.originate = kNonce + 1;
    Answer none;
    none.originate = 0;
    Answer question;
    question.mode = 3;
    Answer broadcast;
    broadcast.mode = 5;
    for (const Answer &answer : {other, none, question, broadcast}) {
        const auto told = read(answer);
        REQUIRE_FALSE(told);
        CHECK(told.error().fault == NtpFault::NotMine);
    }
    const QByteArray cut = Answer().bytes().first(47);
    CHECK(readNtpAnswer(cut, {kNonce, kSent, kSent + 41ms}).error().fault == NtpFault::NotMine);
    CHECK(readNtpAnswer({}, {kNonce, kSent, kSent + 41ms}).error().fault == NtpFault::NotMine);
    CHECK(readNtpAnswer(Answer().bytes() + QByteArray(20, 'x'), {kNonce, kSent, kSent + 41ms}));  // extensions may follow
}

TEST_CASE("readNtpAnswer: a kiss-o'-death is a refusal, with its code", "[clock]")
{
    const auto [code, words] = GENERATE(table<const char *, const char *>({
        {"RATE", "The time server was asked too often"},
        {"DENY", "The time server refuses to tell the time (DENY)"},
        {"RSTR", "The time server refuses to tell the time (RSTR)"},
        {"\x1b[2J", "The time server refuses to tell the time"},
    }));
    Answer answer;
    answer.stratum = 0;
    answer.reference = code;
    const auto told = read(answer);
    REQUIRE_FALSE(told);
    CHECK(told.error().fault == NtpFault::Refused);
    CHECK(told.error().error.what == QString(words));
    CHECK_FALSE(told.error().error.remedy.isEmpty());
}

TEST_CASE("readNtpAnswer: a server that does not know the time is not believed", "[clock]")
{
    Answer unsynchronised;
    unsynchronised.leap = 3;
    Answer distant;
    distant.stratum = 16;
    Answer doubtful;
    doubtful.rootDispersion = 16 << 16;
    Answer farAway;
    farAway.rootDelay = 32 << 16;
    for (const Answer &answer : {unsynchronised, distant, doubtful, farAway})
        CHECK(read(answer).error().fault == NtpFault::NotSynchronised);
    QByteArray silent = Answer().bytes();
    silent.replace(40, 8, QByteArray(8, '\0'));
    CHECK(readNtpAnswer(silent, {kNonce, kSent, kSent + 41ms}).error().fault == NtpFault::NotSynchronised);
}

TEST_CASE("readNtpAnswer: times that cannot be are refused", "[clock]")
{
    Answer backwards;
    backwards.sent = backwards.received - 1s;
    CHECK(read(backwards).error().fault == NtpFault::Broken);
    Answer longer;  // longer at the server than question and answer took together
    longer.sent = longer.received + 2s;
    CHECK(read(longer).error().fault == NtpFault::Broken);
    Answer unknown;
    unknown.version = 7;
    CHECK(read(unknown).error().fault == NtpFault::Broken);
}

TEST_CASE("ntpMoment: the era is told by the year, whatever the local clock says", "[clock]")
{
    using namespace std::chrono;
    CHECK(ntpMoment(0xFFFFFFFFULL << 32) == sys_days(2036y / February / 7) + 6h + 28min + 15s);
    CHECK(ntpMoment(0ULL) == sys_days(2036y / February / 7) + 6h + 28min + 16s);
    CHECK(ntpMoment(1ULL << 31) == sys_days(2036y / February / 7) + 6h + 28min + 16s + 500ms);
    for (const auto day : {2020y / January / 1, 2026y / November / 21, 2036y / February / 8, 2100y / June / 30, 2155y / December / 31}) {
        const Moment moment = sys_days(day) + 12h + Micro(345'678);
        CHECK(ntpMoment(ntpTimestamp(moment)) == moment);
    }
}

TEST_CASE("readNtpAnswer: works across the beginning of the next era", "[clock]")
{
    using namespace std::chrono;
    const Moment sent = sys_days(2036y / February / 7) + 6h + 28min + 15s + 990ms;
    Answer answer;
    answer.received = sent + 20ms;
    answer.sent = sent + 20ms;
    const auto told = readNtpAnswer(answer.bytes(), {kNonce, sent, sent + 40ms});
    REQUIRE(told);
    CHECK(told->offset.contains(0ms));
    CHECK(told->offset.uncertainty() <= 22ms);
}
