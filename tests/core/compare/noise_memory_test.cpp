// What differs from answer to answer of a host: counted once, for comparisons and replays.
#include "catch.h"
#include "core/compare/comparison.h"
#include "core/compare/noise_memory.h"

using namespace keyhole;

namespace {

Exchange answered(const QByteArray &path, const QByteArray &body, const QByteArray &shard = "a", const QByteArray &host = "api.example.com")
{
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "GET";
    hop.request.url = *Url::parse("https://" + host + path);
    Response &response = hop.response.emplace();
    response.status = 200;
    response.fields = FieldList({{"Content-Type", "application/json", {}}, {"X-Shard", shard, {}}});
    response.body = body;
    return exchange;
}

/// Teaches by pairs of answers that follow each other.
void teach(NoiseMemory &memory, const std::vector<Exchange> &exchanges)
{
    for (size_t i = 1; i < exchanges.size(); ++i) {
        if (const auto lesson = lessonOf(exchanges[i - 1], exchanges[i]))
            memory.learn(*lesson);
    }
}

std::vector<Exchange> threeOf(const QByteArray &path)
{
    return {answered(path, R"({"load":1,"state":"open"})", "a"), answered(path, R"({"load":2,"state":"open"})", "b"),
            answered(path, R"({"load":3,"state":"open"})", "c")};
}

DifferenceWeight weightOf(const ExchangeComparison &comparison, const QByteArray &where)
{
    for (const ExchangeDifference &item : comparison.items) {
        if (item.where == where)
            return item.weight;
    }
    FAIL("it is not told at all: " << where.toStdString());
    return {};
}

NoiseSubject subjectOf(const Exchange &exchange)
{
    return noiseSubject(exchange.last().request);
}

}

TEST_CASE("Noise memory: what differed twice for one request of a host is folded for another one of it", "[compare][noise]")
{
    NoiseMemory memory;
    teach(memory, threeOf("/orders"));
    const Exchange left = answered("/invoices", R"({"load":7,"state":"open"})", "x");
    const Exchange right = answered("/invoices", R"({"load":8,"state":"paid"})", "y");
    const ExchangeComparison plain = compareExchanges(left, right);
    CHECK(weightOf(plain, "response.body/load") == DifferenceWeight::Outcome);
    const ExchangeComparison learned = compareExchanges(left, right, {memory.of(subjectOf(right))});
    CHECK(weightOf(learned, "response.body/load") == DifferenceWeight::Noise);
    CHECK(weightOf(learned, "response.headers.X-Shard") == DifferenceWeight::Noise);
    CHECK(weightOf(learned, "response.body/state") == DifferenceWeight::Outcome);
}

TEST_CASE("Noise memory: another host, and another port of it, know nothing of that", "[compare][noise]")
{
    NoiseMemory memory;
    teach(memory, threeOf("/orders"));
    for (const char *host : {"other.example.com", "api.example.com:8443"}) {
        const Exchange left = answered("/orders", R"({"load":1})", "a", host), right = answered("/orders", R"({"load":2})", "b", host);
        CHECK(weightOf(compareExchanges(left, right, {memory.of(subjectOf(right))}), "response.body/load") == DifferenceWeight::Outcome);
    }
}

TEST_CASE("Noise memory: what a request itself has shown counts more than what others of its host did", "[compare][noise]")
{
    NoiseMemory memory;
    teach(memory, threeOf("/orders"));
    const Exchange same = answered("/total", R"({"load":5})");
    teach(memory, {same, same, same});
    const NoiseSubject own = subjectOf(same);
    CHECK_FALSE(memory.find(own, "response.body/load"));
    CHECK(memory.find({own.host, "another"}, "response.body/load") == NoiseCount{2, 2});
}

TEST_CASE("Noise memory: once is a change, twice is noise, and what is usually the same is none", "[compare][noise]")
{
    const auto [differed, pairs, isNoise]
        = GENERATE(table<int, int, bool>({{1, 1, false}, {2, 2, true}, {2, 4, true}, {2, 5, false}, {0, 3, false}}));
    CAPTURE(differed, pairs);
    NoiseMemory memory;
    for (int pair = 0; pair < pairs; ++pair)
        memory.learn({{"h", "r"}, {1, 1, 1}, pair < differed ? std::vector<QByteArray>{"response.body/x"} : std::vector<QByteArray>{}});
    CHECK(memory.find({"h", "r"}, "response.body/x").has_value() == isNoise);
}

TEST_CASE("Noise memory: refusals teach nothing, and neither do credentials", "[compare][noise]")
{
    Exchange accepted = answered("/orders", R"({"a":1})"), refused = answered("/orders", R"({"a":2})");
    refused.hops[0].response->status = 401;
    CHECK_FALSE(lessonOf(accepted, refused));
    CHECK_FALSE(lessonOf(accepted, answered("/other", R"({"a":2})")));
    Exchange other = accepted;
    accepted.hops[0].request.fields.append("Authorization", "Bearer 0123456789abcdef0123456789abcdef");
    other.hops[0].request.fields.append("Authorization", "Bearer fedcba9876543210fedcba9876543210");
    REQUIRE(lessonOf(accepted, other));
    CHECK(lessonOf(accepted, other)->differed.empty());
}

TEST_CASE("Noise memory: is kept as JSON without a path or a value, and read again", "[compare][noise]")
{
    NoiseMemory memory;
    teach(memory, threeOf("/orders/s3cr3t-in-the-path"));
    const QByteArray json = toJson(toJsonValue(memory));
    CHECK_FALSE(json.contains("s3cr3t"));
    CHECK_FALSE(json.contains("open"));
    const NoiseMemory again = noiseMemoryFrom(*parseJson(json));
    CHECK(toJson(toJsonValue(again)) == json);
    const NoiseSubject subject = subjectOf(answered("/orders/s3cr3t-in-the-path", {}));
    CHECK(again.find(subject, "response.body/load") == NoiseCount{2, 2});
    for (const char *broken : {"[]", "{}", R"({"hosts":{}})", R"({"hosts":[{"host":"h"}]})",
                               R"({"hosts":[{"host":"h","requests":[{"pairs":[-1,"x"],"differed":{"response.body/x":-5}}]}]})"}) {
        CAPTURE(broken);
        CHECK_FALSE(noiseMemoryFrom(*parseJson(broken)).find({"h", {}}, "response.body/x"));
    }
}

TEST_CASE("Noise memory: a place, a host or all of it can be forgotten", "[compare][noise]")
{
    NoiseMemory memory;
    teach(memory, threeOf("/orders"));
    REQUIRE(memory.entries().size() == 2);
    CHECK(memory.entries()[0].place == "response.body/load");
    CHECK(memory.entries()[0].isNoise);
    memory.forget("api.example.com", "response.body/load");
    REQUIRE(memory.entries().size() == 1);
    CHECK(memory.entries()[0].place == "response.headers.x-shard");
    memory.forget("api.example.com");
    CHECK(memory.isEmpty());
    teach(memory, threeOf("/orders"));
    memory.forget({});
    CHECK(memory.isEmpty());
}

TEST_CASE("Noise memory: of many hosts, requests and places those that were taught last are kept", "[compare][noise]")
{
    NoiseMemory memory;
    for (int i = 0; i < 300; ++i)
        memory.learn({{"h" + QByteArray::number(i), "r"}, {1, 1, 1}, {"response.body/x"}});
    CHECK(memory.entries().size() == size_t(NoiseMemory::kMostHosts));
    CHECK_FALSE(memory.entries().front().host == "h0");
    std::vector<QByteArray> places;
    for (int i = 0; i < 500; ++i)
        places.push_back("response.body/m" + QByteArray::number(i));
    NoiseMemory large;
    large.learn({{"h", "r"}, {1, 1, 1}, places});
    CHECK(large.entries().size() == size_t(NoiseMemory::kMostPlaces));
}
