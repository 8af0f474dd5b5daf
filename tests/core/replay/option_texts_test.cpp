// The texts in which a replay is told what to do: lists of entries, mapped hosts, where it stops. What holds of every text.
#include "catch.h"
#include "core/replay/entry_list.h"
#include "core/replay/host_mapping.h"
#include "core/replay/stop_rule.h"

#include <QRandomGenerator>

using namespace keyhole;

namespace {

constexpr int kRounds = 20'000;

/// A text of pieces that such texts are made of, and of some that they are not.
QString randomText(QRandomGenerator &random, std::initializer_list<const char *> pieces)
{
    QString text;
    for (quint32 count = random.bounded(8); count > 0; --count)
        text += QString::fromUtf8(*(pieces.begin() + random.bounded(int(pieces.size()))));
    return text;
}

QString textOf(const HostMapping::Side &side)
{
    return QString::fromUtf8((side.scheme.isEmpty() ? "" : side.scheme + "://") + side.host
                             + (side.port ? ':' + QByteArray::number(*side.port) : QByteArray()));
}

}

TEST_CASE("Entries: are counted from 1, in the order in which they are named", "[replay]")
{
    CHECK(parseEntries("3") == std::vector{2});
    CHECK(parseEntries("2-5") == std::vector{1, 2, 3, 4});
    CHECK(parseEntries("4,1-2, 4") == std::vector{3, 0, 1, 3});
    const char *text = GENERATE("", "0", "-1", "3-", "-", "5-2", "1-2-3", "1,,2", "1;2", "one", "2147483648", "1.5", "0x2", "1,-");
    CAPTURE(text);
    CHECK_FALSE(parseEntries(text));
}

TEST_CASE("Entries: no text asks for more than are sent in one replay", "[replay]")
{
    CHECK(parseEntries("1-100000")->size() == 100'000);
    CHECK_FALSE(parseEntries("1-100001"));
    CHECK_FALSE(parseEntries("1-100000,1"));
    CHECK_FALSE(parseEntries("1-2147483647"));
    CHECK_FALSE(parseEntries("2147483647-2147483647,1-100000"));
}

TEST_CASE("Entries: whatever the text, numbers are at least 0, and written again they are the same", "[replay]")
{
    QRandomGenerator random(4711);
    int read = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QString text = randomText(random, {"1", "2", "30", "99", ",", ",", "-", " ", "0", "x"});
        const auto entries = parseEntries(text);
        if (!entries) {
            REQUIRE_FALSE(entries.error().remedy.isEmpty());
            continue;
        }
        ++read;
        QStringList numbers;
        for (const int entry : *entries) {
            REQUIRE(entry >= 0);
            numbers += QString::number(entry + 1);
        }
        REQUIRE(parseEntries(numbers.join(',')) == *entries);
    }
    CHECK(read > kRounds / 20);
}

TEST_CASE("HostMapping: whatever the text, what is read reads the same once more, and leads to a server", "[replay]")
{
    QRandomGenerator random(4711);
    int read = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QString text = randomText(
            random,
            {"a.example", "B.example", "localhost", "[::1]", ":80", ":8443", "=", "=", "http://", "https://", "/", " ", "é", "@", ":"});
        CAPTURE(text);
        const auto mapping = parseHostMapping(text);
        if (!mapping) {
            REQUIRE_FALSE(mapping.error().remedy.isEmpty());
            continue;
        }
        ++read;
        REQUIRE(parseHostMapping(textOf(mapping->from) + '=' + textOf(mapping->to)) == *mapping);
        for (const char *address : {"https://a.example/p?q=1#f", "http://localhost:8080/", "http://[::1]:80/x"}) {
            const Url url = *Url::parse(address), led = mapped(url, {*mapping});
            REQUIRE(led.origin().isValid());
            REQUIRE((led.path == url.path && led.query == url.query));
            REQUIRE((led.origin() == url.origin() || led.origin().host == mapping->to.host));
        }
    }
    CHECK(read > kRounds / 200);
}

TEST_CASE("StopRule: whatever the text, what is read is written and read again as the same", "[replay]")
{
    QRandomGenerator random(4711);
    int read = 0;
    for (int round = 0; round < kRounds; ++round) {
        const QString text = randomText(
            random,
            {"failure", "failures", "expectation", "status", "cause", " ", " ", "3", "401", "5xx", "0xx", "token.expired", "-1", "\t"});
        CAPTURE(text);
        const auto rule = parseStopRule(text);
        if (!rule) {
            REQUIRE_FALSE(rule.error().remedy.isEmpty());
            continue;
        }
        ++read;
        REQUIRE(parseStopRule(stopRuleText(*rule)) == *rule);
    }
    CHECK(read > kRounds / 200);
}
