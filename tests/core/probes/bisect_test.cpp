#include "core/probes/bisect_run.h"
#include "tests/core/probes/tried_server.h"

#include <cmath>
#include <random>

using namespace keyhole;

namespace {

struct Asked {
    BisectSearch::State state;
    std::vector<int> found;
    bool isAll;
    int requests;
};

Asked search(int differences, const std::function<MixtureAnswer(const Mixture &)> &server)
{
    BisectSearch search(differences);
    int requests = 0;
    while (const auto mixture = search.next()) {
        ++requests;
        REQUIRE(requests < 500);
        search.tell(server(*mixture));
    }
    return {search.state(), search.found(), search.isAll(), requests};
}

MixtureAnswer refusedWith(const Mixture &mixture, const std::vector<int> &all)
{
    const bool refused = std::all_of(all.begin(), all.end(), [&](int i) { return mixture[size_t(i)]; });
    return refused ? MixtureAnswer::Refused : MixtureAnswer::Accepted;
}

Request requestTo(const QByteArray &address)
{
    Request request;
    request.method = "GET";
    request.url = *Url::parse(address);
    return request;
}

BisectResult bisect(TriedServer &server, const Request &good, const Request &bad)
{
    BisectEnds ends{good, bad};
    ends.transport.proxy = ProxyChoice::None;
    const auto plan = planBisect(ends);
    REQUIRE(plan);
    BisectRun run(server.session, ends, *plan);
    bool finished = false;
    QObject::connect(&run, &BisectRun::finished, &run, [&] { finished = true; });
    run.start();
    REQUIRE(comesTrue([&] { return finished; }));
    return run.result();
}

}

TEST_CASE("Bisect: one cause among any number of differences is found within the foretold requests", "[probes][bisect]")
{
    const int count = GENERATE(1, 2, 3, 5, 8, 13, 40, 100, 1000);
    for (int cause = 0; cause < count; cause += std::max(1, count / 17)) {
        CAPTURE(count, cause);
        const Asked asked = search(count, [&](const Mixture &mixture) { return refusedWith(mixture, {cause}); });
        CHECK(asked.state == BisectSearch::State::Found);
        CHECK(asked.found == std::vector<int>{cause});
        CHECK(asked.isAll);
        CHECK(asked.requests <= BisectSearch::foretold(count));
    }
}

TEST_CASE("Bisect: forty differences with one cause take no more than 2 log2 n + 2 requests", "[probes][bisect]")
{
    for (int cause = 0; cause < 40; ++cause) {
        CAPTURE(cause);
        CHECK(search(40, [&](const Mixture &mixture) { return refusedWith(mixture, {cause}); }).requests <= 2 * std::log2(40) + 2);
    }
}

TEST_CASE("Bisect: differences that are refused only together are all found, and no others", "[probes][bisect]")
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        const int count = 3 + int(random() % 60);
        std::vector<int> causes;
        for (int i = 0; i < 3; ++i)
            causes.push_back(int(random() % unsigned(count)));
        std::sort(causes.begin(), causes.end());
        causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
        CAPTURE(count, causes.size());
        const Asked asked = search(count, [&](const Mixture &mixture) { return refusedWith(mixture, causes); });
        CHECK(asked.state == BisectSearch::State::Found);
        CHECK(asked.found == causes);
        CHECK(asked.isAll);
    }
}

TEST_CASE("Bisect: of two causes that each suffice one is found, and that it is not all is told", "[probes][bisect]")
{
    const Asked asked
        = search(20, [](const Mixture &mixture) { return mixture[3] || mixture[15] ? MixtureAnswer::Refused : MixtureAnswer::Accepted; });
    CHECK(asked.state == BisectSearch::State::Found);
    REQUIRE(asked.found.size() == 1);
    CHECK((asked.found.front() == 3 || asked.found.front() == 15));
    CHECK_FALSE(asked.isAll);
}

TEST_CASE("Bisect: ends that are not answered as before are told, with nothing sent in vain", "[probes][bisect]")
{
    CHECK(search(9, [](const Mixture &) { return MixtureAnswer::Refused; }).state == BisectSearch::State::GoodIsRefused);
    const Asked healed = search(9, [](const Mixture &) { return MixtureAnswer::Accepted; });
    CHECK(healed.state == BisectSearch::State::BadIsAccepted);
    CHECK(healed.requests == 2);
}

TEST_CASE("Bisect: where mixtures make no sense to the server it is told between which differences it lies", "[probes][bisect]")
{
    const Asked asked = search(8, [](const Mixture &mixture) {
        const auto on = std::count(mixture.begin(), mixture.end(), true);
        return on == 0 ? MixtureAnswer::Accepted : on == 8 ? MixtureAnswer::Refused : MixtureAnswer::Neither;
    });
    CHECK(asked.state == BisectSearch::State::Undecided);
    CHECK(asked.found.size() == 8);
}

TEST_CASE("Bisect: a server that changes its answers by itself is seldom believed", "[probes][bisect]")
{
    std::mt19937 random(11);
    int believed = 0;
    for (int round = 0; round < 2000; ++round) {
        const Asked asked = search(16, [&](const Mixture &) { return random() % 2 ? MixtureAnswer::Refused : MixtureAnswer::Accepted; });
        believed += asked.state == BisectSearch::State::Found && asked.isAll;
    }
    CHECK(believed < 2000 / 20);  // both ends and the two at the end must fit by chance
}

TEST_CASE("Bisect: each kind of difference is set by itself, and all of them make the other request", "[probes][bisect]")
{
    Request good = requestTo("https://api.example.com/v1/orders?page=1&size=20");
    good.method = "POST";
    good.fields = {{"Accept", "*/*", {}}, {"X-Tenant", "blue", {}}, {"Cookie", "sid=1; theme=dark", {}}};
    good.fields.append("Content-Type", "application/json");
    good.body = R"({"name":"a","address":{"city":"Berlin","zip":"10115"}})";
    Request bad = requestTo("https://api.example.com/v2/orders?page=1&size=50&debug=1");
    bad.method = "PUT";
    bad.fields = {{"Accept", "text/html", {}}, {"Cookie", "sid=2; theme=dark", {}}};
    bad.fields.append("Content-Type", "application/json");
    bad.body = R"({"name":"a","address":{"city":"Bonn","zip":"10115"}})";
    const auto toggles = togglesBetween(good, bad);
    REQUIRE(toggles);
    QByteArrayList places;
    for (const Toggle &toggle : *toggles)
        places += toggle.place + ' ' + toggle.name;
    CHECK(places
          == QByteArrayList{"request.method ", "request.url ", "request.headers.accept accept", "request.headers.x-tenant x-tenant",
                            "request.url size", "request.url debug", "cookies.sid sid", "request.body /address/city"});
    const Request all = mixed(good, bad, *toggles, Mixture(toggles->size(), true));
    CHECK(all.method == "PUT");
    CHECK(all.url == bad.url);
    CHECK(all.body == bad.body);
    CHECK(all.fields.value("Cookie") == QByteArray("sid=2; theme=dark"));
    CHECK_FALSE(all.fields.contains("X-Tenant"));
    Mixture one(toggles->size(), false);
    one.back() = true;
    CHECK(mixed(good, bad, *toggles, one).body == R"({"name":"a","address":{"city":"Bonn","zip":"10115"}})");
    CHECK(mixed(good, bad, *toggles, one).method == "POST");
}

TEST_CASE("Bisect: no credential of one origin ever goes to the other", "[probes][bisect]")
{
    Request good = requestTo("https://api.example.com/orders?api_key=k-good-1&page=1");
    good.fields
        = {{"Authorization", "Bearer good-token", {}}, {"X-Api-Key", "good-key", {}}, {"Cookie", "sid=good", {}}, {"Accept", "a/b", {}}};
    Request bad = requestTo("https://staging.example.com/orders?api_key=k-bad-2&page=2");
    bad.fields
        = {{"Authorization", "Bearer bad-token", {}}, {"X-Api-Key", "bad-key", {}}, {"Cookie", "sid=bad", {}}, {"Accept", "c/d", {}}};
    const auto toggles = togglesBetween(good, bad);
    REQUIRE(toggles);
    for (unsigned bits = 0; bits < (1U << toggles->size()); ++bits) {
        Mixture mixture;
        for (size_t i = 0; i < toggles->size(); ++i)
            mixture.push_back(bits >> i & 1U);
        const Request request = mixed(good, bad, *toggles, mixture);
        const bool toGood = request.url.host == "api.example.com";
        QByteArray text = request.url.toString();
        for (const Field &field : request.fields)
            text += field.name + ": " + field.value + '\n';
        CAPTURE(bits, text.toStdString());
        CHECK(text.contains(toGood ? "good-token" : "bad-token"));
        CHECK_FALSE(text.contains(toGood ? "bad-token" : "good-token"));
        CHECK_FALSE(text.contains(toGood ? "bad-key" : "good-key"));
        CHECK_FALSE(text.contains(toGood ? "sid=bad" : "sid=good"));
        CHECK_FALSE(text.contains(toGood ? "k-bad-2" : "k-good-1"));
    }
}

TEST_CASE("Bisect: no secret is told, wherever it stands", "[probes][bisect]")
{
    Request good = requestTo("https://api.example.com/bot7731:AAHq9/orders?access_token=AbCdEf0123456789xyz&sig=h4sh7k9x");
    good.fields
        = {{"Authorization", "Bearer ZyXwVu9876543210abc", {}}, {"X-Whatever", "9f8e7d6c5b", {}}, {"Cookie", "a=8f2e11aa; b=dark", {}}};
    good.fields.append("Content-Type", "application/json");
    good.body = R"({"user":"ann","password":"hunter","pin":"q1w2e3r4"})";
    const auto toggles = togglesBetween(good, requestTo("https://api.example.com/orders"));
    REQUIRE(toggles);
    CHECK(toggles->size() >= 7);
    for (const Toggle &toggle : *toggles) {
        CAPTURE(toggle.says.toStdString());
        for (const char *secret :
             {"AbCdEf0123456789xyz", "ZyXwVu9876543210abc", "h4sh7k9x", "9f8e7d6c5b", "8f2e11aa", "dark", "hunter", "q1w2e3r4", "AAHq9"})
            CHECK_FALSE(toggle.says.contains(QLatin1String(secret)));
    }
}

TEST_CASE("Bisect: over the wire, forty differences are brought down to the one field that matters", "[probes][bisect]")
{
    TriedServer server([](const Request &request) { return has(request, "X-Tenant-7", "wrong") ? no() : yes(); });
    Request good = requestTo(server.origin() + "/orders"), bad = good;
    for (int i = 0; i < 40; ++i) {
        good.fields.append("X-Tenant-" + QByteArray::number(i), "right");
        bad.fields.append("X-Tenant-" + QByteArray::number(i), "wrong");
    }
    const BisectResult result = bisect(server, good, bad);
    CHECK(result.state == BisectSearch::State::Found);
    REQUIRE(result.found.size() == 1);
    CHECK(result.found.front().name == "x-tenant-7");
    CHECK(result.requests == server.count);
    CHECK(server.count <= 2 * std::log2(40) + 2);
    CHECK(result.conclusion.contains("wrong instead of right"));
}

TEST_CASE("Bisect: methods that change data are not sent unless that was said", "[probes][bisect]")
{
    Request good = requestTo("http://127.0.0.1:1/orders"), bad = good;
    good.method = bad.method = "POST";
    bad.fields.append("X-A", "1");
    CHECK_FALSE(planBisect({good, bad}));
    BisectEnds said{good, bad};
    said.mayRepeat = true;
    CHECK(planBisect(said));
    CHECK_FALSE(planBisect({requestTo("http://127.0.0.1:1/"), requestTo("http://127.0.0.1:1/")}));  // nothing differs
}
