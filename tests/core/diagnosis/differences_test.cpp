#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/differences.h"
#include "core/json/json.h"
#include "core/token/base64url.h"

using namespace keyhole;

namespace {

constexpr Milliseconds kNow{1795254192100};  // 21 Nov 2026 09:43:12 UTC

QByteArray jwt(const QByteArray &payload, const QByteArray &header = "{\"alg\":\"RS256\",\"kid\":\"one\"}")
{
    return encodeBase64Url(header) + '.' + encodeBase64Url(payload) + ".c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0";
}

Exchange exchange(const QByteArray &method, const QByteArray &url, const FieldList &sent, int status, Milliseconds at = kNow)
{
    Exchange exchange;
    Hop hop;
    hop.request.method = method;
    hop.request.url = *Url::parse(url);
    hop.request.fields = sent;
    hop.response.emplace();
    hop.response->status = status;
    hop.sentAt = Instant(at);
    hop.answeredAt = Instant(at + Milliseconds(80));
    exchange.hops.push_back(hop);
    return exchange;
}

Exchange success(const FieldList &sent)
{
    return exchange("GET", "https://api.example.com/v1/orders", sent, 200, kNow - Milliseconds(120'000));
}

Exchange refusal(const FieldList &sent)
{
    return exchange("GET", "https://api.example.com/v1/orders", sent, 401);
}

std::vector<Difference> itemsOf(const Exchange &now, const std::vector<Exchange> &before)
{
    std::vector<const Exchange *> earlier;
    for (const Exchange &each : before)
        earlier.push_back(&each);
    const Report report = diagnose({now, earlier});
    REQUIRE(report.differences);
    return report.differences->items;
}

const Difference *find(const std::vector<Difference> &items, const QByteArray &what)
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const Difference &each) { return each.what == what; });
    return found == items.end() ? nullptr : &*found;
}

FieldList bearer(const QByteArray &token)
{
    return {{"Authorization", "Bearer " + token, {}}};
}

}

TEST_CASE("Differences: nothing is told without an earlier success", "[diagnosis]")
{
    const Exchange before = refusal(bearer("3f9c1e77b2a94d01a6d2")), now = before;
    CHECK_FALSE(diagnose({now}).differences);
    CHECK_FALSE(diagnose({now, {&before}}).differences);
    const Exchange elsewhere = exchange("GET", "https://other.example.net/v1/orders", {}, 200);
    CHECK_FALSE(diagnose({now, {&elsewhere}}).differences);
}

TEST_CASE("Differences: an accepted answer has none to tell", "[diagnosis]")
{
    const Exchange before = success({}), now = success(bearer("3f9c1e77b2a94d01a6d2"));
    CHECK_FALSE(diagnose({now, {&before}}).differences);
}

TEST_CASE("Differences: a success after a refusal tells what changed since that", "[diagnosis]")
{
    const Exchange refused
        = exchange("GET", "https://api.example.com/v1/orders", bearer("3f9c1e77b2a94d01a6d2"), 401, kNow - Milliseconds(60'000));
    const Exchange now = exchange("GET", "https://api.example.com/v1/orders", bearer("77aa1e77b2a94d01a6ff"), 200);
    const Report report = diagnose({now, {&refused}});
    REQUIRE(report.differences);
    CHECK(refusalOf(*report.differences) == 401);
    CHECK(report.verdict.line == "What changed since the 401 at 09:42:12\u00A0UTC: another token.");
    REQUIRE(report.verdict.actions.size() == 1);
    CHECK(report.verdict.actions.front().id == "compare");
    CHECK(differencesHeading(*report.differences) == "What changed since the 401 (1\u00A0min before)");
    CHECK_FALSE(reportToText(report).contains("77aa1e77"));
}

TEST_CASE("Differences: of a second success after a refusal nothing is told", "[diagnosis]")
{
    const Exchange refused = refusal(bearer("3f9c1e77b2a94d01a6d2"));
    const Exchange accepted = success(bearer("77aa1e77b2a94d01a6ff"));
    CHECK_FALSE(diagnose({accepted, {&refused, &accepted}}).differences);
}

TEST_CASE("Differences: what differed among accepted requests with values that a program made up is left out", "[diagnosis]")
{
    const auto with = [](const QByteArray &stamp, int status) {
        return exchange("GET", "https://api.example.com/v1/orders", {{"X-Checkpoint", stamp, {}}, {"X-Plan", stamp.left(1), {}}}, status);
    };
    const Exchange first = with("a17951", 200), second = with("b22907", 200);
    const auto items = itemsOf(with("c99124", 401), {first, second});
    REQUIRE(items.size() == 1);
    CHECK(items.front().what == "request.headers.X-Plan");
}

TEST_CASE("Differences: two requests that are alike are told to be alike", "[diagnosis]")
{
    CHECK(itemsOf(refusal(bearer("3f9c1e77b2a94d01a6d2")), {success(bearer("3f9c1e77b2a94d01a6d2"))}).empty());
}

TEST_CASE("Differences: a token is compared claim by claim", "[diagnosis]")
{
    const auto items = itemsOf(
        refusal(bearer(jwt("{\"iss\":\"https://id.example.com\",\"aud\":\"orders\",\"scope\":\"read\",\"jti\":\"b\"}"))),
        {success(
            bearer(jwt("{\"iss\":\"https://id.example.com\",\"aud\":\"orders\",\"scope\":\"read write\",\"sub\":\"7\",\"jti\":\"a\"}")))});
    REQUIRE(find(items, "request.token.scope"));
    CHECK(find(items, "request.token.scope")->then == "\"read write\"");
    CHECK(find(items, "request.token.scope")->now == "\"read\"");
    REQUIRE(find(items, "request.token.sub"));
    CHECK(find(items, "request.token.sub")->now.isEmpty());
    CHECK_FALSE(find(items, "request.token.iss"));
    CHECK_FALSE(find(items, "request.token.aud"));
    CHECK_FALSE(find(items, "request.token.jti"));
}

TEST_CASE("Differences: another key of the token's signature is told", "[diagnosis]")
{
    const auto items = itemsOf(refusal(bearer(jwt("{\"sub\":\"7\"}", "{\"alg\":\"RS256\",\"kid\":\"two\"}"))),
                               {success(bearer(jwt("{\"sub\":\"7\"}")))});
    REQUIRE(find(items, "request.token.kid"));
    CHECK(find(items, "request.token.kid")->now == "\"two\"");
}

TEST_CASE("Differences: the same token whose time ended in between is told", "[diagnosis]")
{
    const QByteArray token = jwt("{\"exp\":" + QByteArray::number(qint64(kNow.count() / 1000 - 60)) + '}');
    const auto items = itemsOf(refusal(bearer(token)), {success(bearer(token))});
    REQUIRE(items.size() == 1);
    CHECK(items.front().what == "request.token.exp");
}

TEST_CASE("Differences: what Basic brings is told by its part, never by its value", "[diagnosis]")
{
    const auto basic = [](const QByteArray &pair) { return FieldList{{"Authorization", "Basic " + pair.toBase64(), {}}}; };
    const auto items = itemsOf(refusal(basic("alice:wrong-horse")), {success(basic("alice:right-horse"))});
    REQUIRE(items.size() == 1);
    CHECK(items.front().says == "another password of the same user");
    CHECK_FALSE(items.front().now.contains("horse"));
    CHECK(items.front().now != items.front().then);
}

TEST_CASE("Differences: cookies are compared by name, and those that count visits are left out", "[diagnosis]")
{
    const auto cookies = [](const QByteArray &value) { return FieldList{{"Cookie", value, {}}}; };
    const auto items
        = itemsOf(refusal(cookies("sid=bbbb2222; _ga=2; flavour=x")), {success(cookies("sid=aaaa1111; _ga=1; theme=dark; XSRF-TOKEN=k"))});
    REQUIRE(find(items, "cookies.sid"));
    CHECK_FALSE(find(items, "cookies.sid")->now.contains("bbbb2222"));
    REQUIRE(find(items, "cookies.XSRF-TOKEN"));
    CHECK(find(items, "cookies.XSRF-TOKEN")->now.isEmpty());
    CHECK(find(items, "cookies.theme"));
    REQUIRE(find(items, "cookies.flavour"));
    CHECK(find(items, "cookies.flavour")->then.isEmpty());
    CHECK_FALSE(find(items, "cookies._ga"));
}

TEST_CASE("Differences: fields that change with every request are left out", "[diagnosis]")
{
    const auto items = itemsOf(
        refusal({{"X-Request-Id", "2", {}}, {"traceparent", "00-b-1-01", {}}, {"User-Agent", "curl/8.5", {}}, {"Origin", "null", {}}}),
        {success({{"X-Request-Id", "1", {}}, {"traceparent", "00-a-1-01", {}}, {"user-agent", "axios/1.7", {}}})});
    REQUIRE(items.size() == 2);
    CHECK(items[0].what == "request.headers.Origin");
    CHECK(items[1].what == "request.headers.User-Agent");
    CHECK(items[1].then == "axios/1.7");
}

TEST_CASE("Differences: another spelling of the address is told as such", "[diagnosis]")
{
    struct Spelling {
        const char *url, *says;
    };
    const auto [url, says] = GENERATE(table<const char *, const char *>({
        {"https://api.example.com/v1/orders/", "the path ends in another way"},
        {"https://api.example.com/v1/Orders", "the path is written in another case"},
        {"http://api.example.com/v1/orders", "another scheme"},
        {"https://api.example.com:8443/v1/orders", "another port"},
        {"https://eu.example.com/v1/orders", "another host"},
    }));
    CAPTURE(url);
    const auto items = itemsOf(exchange("GET", url, {}, 401), {success({})});
    REQUIRE(items.size() == 1);
    CHECK(items.front().says == QLatin1String(says));
}

TEST_CASE("Differences: JSON content is compared by member, and its secrets are hidden", "[diagnosis]")
{
    const auto post = [](const QByteArray &body, int status) {
        Exchange posted = exchange("POST", "https://api.example.com/v1/orders", {{"Content-Type", "application/json", {}}}, status);
        posted.hops.front().request.body = body;
        return posted;
    };
    const auto items = itemsOf(post("{\"tenant\":\"b\",\"password\":\"wrong-horse-staple\",\"n\":1}", 401),
                               {post("{\"tenant\":\"a\",\"password\":\"right-horse-staple\",\"n\":1}", 200)});
    REQUIRE(items.size() == 2);
    CHECK(items[0].what == "request.body/password");
    CHECK_FALSE(items[0].then.contains("horse"));
    CHECK(items[1].what == "request.body/tenant");
    CHECK(items[1].now == "b");
}

TEST_CASE("Differences: the same address counts before a later success of another one", "[diagnosis]")
{
    const Exchange same = success(bearer("3f9c1e77b2a94d01a6d2"));
    const Exchange other = exchange("GET", "https://api.example.com/v1/me", bearer("3f9c1e77b2a94d01a6d2"), 200);
    const Exchange now = refusal(bearer("3f9c1e77b2a94d01a6d2"));
    const Report report = diagnose({now, {&same, &other}});
    REQUIRE(report.differences);
    CHECK(report.differences->since == "history.1");
    const Report without = diagnose({now, {&other}});
    REQUIRE(without.differences);
    CHECK(without.differences->items.front().says.startsWith("another path"));
}

TEST_CASE("Differences: no more than thirty things are told, and that there are more", "[diagnosis]")
{
    FieldList many;
    for (int i = 0; i < 60; ++i)
        many.append("X-Thing-" + QByteArray::number(i), "a");
    const auto items = itemsOf(refusal(many), {success({})});
    REQUIRE(items.size() == 31);
    CHECK(items.back().says == "and 30 more things");
}

TEST_CASE("Differences: text, Markdown and JSON tell them, without a secret of either request", "[diagnosis]")
{
    const Exchange before
        = success({{"Authorization", "Bearer then-0123456789abcdef0123456789", {}}, {"Cookie", "sid=then-session-value", {}}});
    const Exchange now
        = refusal({{"Authorization", "Bearer nows-0123456789abcdef0123456789", {}}, {"Cookie", "sid=nows-session-value", {}}});
    const Report report = diagnose({now, {&before}});
    const QByteArray text = reportToText(report).toUtf8(), markdown = reportToMarkdown(report).toUtf8(), json = reportToJson(report);
    CHECK(text.contains("What changed since it last worked (2\u00A0min before)"));
    CHECK(markdown.contains("### What changed since it last worked"));
    const auto parsed = parseJson(json);
    REQUIRE(parsed);
    CHECK(parsed->at({"differences", "since"})->text == "history.1");
    CHECK(parsed->at({"differences", "at"})->text == "2026-11-21T09:41:12.180Z");
    CHECK(parsed->at({"differences", "items", "0", "what"})->text == "request.headers.Authorization");
    for (const QByteArray &format : {text, markdown, json}) {
        for (const char *secret : {"then-0123", "nows-0123", "then-session", "nows-session", "0123456789abcdef"}) {
            CAPTURE(secret, format);
            CHECK_FALSE(format.contains(secret));
        }
    }
}
