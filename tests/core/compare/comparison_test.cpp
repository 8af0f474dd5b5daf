#include "catch.h"
#include "core/compare/comparison_text.h"
#include "core/json/json.h"
#include "core/token/base64url.h"

#include <QRegularExpression>

using namespace keyhole;

namespace {

using Weight = DifferenceWeight;
constexpr Milliseconds kNow{1795254192100};  // 21 Nov 2026 09:43:12 UTC

QByteArray jwt(const QByteArray &payload)
{
    return encodeBase64Url("{\"alg\":\"RS256\"}") + '.' + encodeBase64Url(payload) + ".c2lnbmF0dXJlLXRoYXQtaXMtc2VjcmV0";
}

/// A request of a browser with all that differs between any two.
Exchange noisy(int number, int status, const FieldList &fields = {})
{
    const QByteArray n = QByteArray::number(number);
    Exchange exchange;
    Hop &hop = exchange.hops.emplace_back();
    hop.request.method = "POST";
    hop.request.url = *Url::parse("https://api.example.com/v1/orders?view=all&_=179525419" + n);
    hop.request.fields = fields;
    for (const auto &[name, value] : std::initializer_list<std::pair<QByteArray, QByteArray>>{
             {"X-Request-Id", "5f0c1a7e-0000-4000-8000-00000000000" + n},
             {"traceparent", "00-0af7651916cd43dd8448eb211c80319" + n + "-b7ad6b716920333" + n + "-01"},
             {"Content-Type", "application/json"},
             {"If-None-Match", "\"abc" + n + "\""},
             {"X-Timestamp", "179525419" + n},
             {"Content-Length", "10" + n},
             {"User-Agent", "Mozilla/5.0 Firefox/13" + n},
             {"Cookie", "_ga=GA1.2." + n + "; theme=dark"}})
        hop.request.fields.append(name, value);
    hop.request.body = "{\"customer\":\"acme\",\"nonce\":\"n-" + n + "\",\"items\":[{\"sku\":\"a\",\"n\":1}]}";
    hop.response.emplace();
    hop.response->status = status;
    for (const auto &[name, value] :
         std::initializer_list<std::pair<QByteArray, QByteArray>>{{"Date", "Sat, 21 Nov 2026 09:43:1" + n + " GMT"},
                                                                  {"ETag", "\"e" + n + "\""},
                                                                  {"Age", n},
                                                                  {"X-Runtime", "0.04" + n},
                                                                  {"CF-RAY", "8e5f1c2d3b4a596" + n + "-FRA"},
                                                                  {"X-RateLimit-Remaining", "9" + n},
                                                                  {"Server-Timing", "db;dur=" + n},
                                                                  {"X-Served-By", "cache-" + n},
                                                                  {"Set-Cookie", "sid=value-number-" + n + "; Path=/; HttpOnly"},
                                                                  {"Content-Security-Policy", "script-src 'nonce-r4nd0m" + n + "'"},
                                                                  {"Content-Type", "application/json"}})
        hop.response->fields.append(name, value);
    hop.response->body = "{\"ok\":true,\"requestId\":\"r-" + n + "\",\"generatedAt\":\"2026-11-21T09:43:1" + n + "Z\",\"took\":" + n + "}";
    hop.sentAt = Instant(kNow + Milliseconds(1000 * number));
    hop.answeredAt = *hop.sentAt + Milliseconds(80);
    hop.times.end = PhaseTimes::Duration(80'000 + 1000 * number);
    return exchange;
}

const ExchangeDifference &first(const ExchangeComparison &comparison)
{
    REQUIRE_FALSE(comparison.items.empty());
    return comparison.items.front();
}

const ExchangeDifference *find(const ExchangeComparison &comparison, const QByteArray &where)
{
    const auto found
        = std::find_if(comparison.items.begin(), comparison.items.end(), [&](const auto &item) { return item.where == where; });
    return found == comparison.items.end() ? nullptr : &*found;
}

FieldList bearer(const QByteArray &token)
{
    return {{"Authorization", "Bearer " + token, {}}};
}

}

TEST_CASE("Comparison: an exchange has no difference from itself", "[compare]")
{
    const Exchange exchange = noisy(1, 200, bearer(jwt("{\"sub\":\"7\",\"exp\":1795250000}")));
    const ExchangeComparison comparison = compareExchanges(exchange, exchange);
    CHECK(comparison.items.empty());
    CHECK(comparisonSummary(comparison) == "Nothing differs.");
}

TEST_CASE("Comparison: two exchanges that differ in nothing but dates, ids, counters and cookies' values differ in noise alone",
          "[compare]")
{
    const ExchangeComparison comparison = compareExchanges(noisy(1, 200), noisy(2, 200));
    for (const ExchangeDifference &item : comparison.items) {
        CAPTURE(item.where, item.left, item.right);
        CHECK((item.weight == Weight::Noise || item.name == "User-Agent"));
        CHECK((item.weight != Weight::Noise || !item.why.isEmpty()));
    }
    CHECK(comparison.items.size() >= 18);
}

TEST_CASE("Comparison: the one thing that matters among the noise stands first", "[compare]")
{
    struct Case {
        const char *what;
        void (*change)(Exchange &left, Exchange &right);
        const char *where;
    };
    static const Case kCases[] = {
        {"no Authorization",
         [](Exchange &left, Exchange &) { left.hops[0].request.fields.append("Authorization", "Bearer 0123456789abcdef0123"); },
         "request.headers.Authorization"},
        {"audience",
         [](Exchange &left, Exchange &right) {
             left.hops[0].request.fields.append("Authorization",
                                                "Bearer " + jwt("{\"aud\":\"orders\",\"iat\":1,\"exp\":1795260000,\"jti\":\"a\"}"));
             right.hops[0].request.fields.append("Authorization",
                                                 "Bearer " + jwt("{\"aud\":\"billing\",\"iat\":2,\"exp\":1795270000,\"jti\":\"b\"}"));
         },
         "request.token.aud"},
        {"expired in between",
         [](Exchange &left, Exchange &right) {
             for (Exchange *each : {&left, &right})
                 each->hops[0].request.fields.append("Authorization", "Bearer " + jwt("{\"exp\":1795254194}"));
             right.hops[0].sentAt = *right.hops[0].sentAt + Milliseconds(60'000);
             right.hops[0].response->fields.remove("Date");
         },
         "request.token.exp"},
        {"tenant",
         [](Exchange &left, Exchange &right) {
             left.hops[0].request.fields.append("X-Tenant", "blue");
             right.hops[0].request.fields.append("X-Tenant", "green");
         },
         "request.headers.X-Tenant"},
        {"method", [](Exchange &, Exchange &right) { right.hops[0].request.method = "PUT"; }, "request.method"},
        {"path", [](Exchange &, Exchange &right) { right.hops[0].request.url.path = "/v2/orders"; }, "request.url"},
        {"port", [](Exchange &, Exchange &right) { right.hops[0].request.url.port = 8443; }, "request.url"},
        {"parameter", [](Exchange &, Exchange &right) { right.hops[0].request.url.query = "view=own&_=1795254195"; }, "request.query.view"},
        {"body", [](Exchange &, Exchange &right) { right.hops[0].request.body.replace("acme", "initech"); }, "request.body/customer"},
        {"an item of the body", [](Exchange &, Exchange &right) { right.hops[0].request.body.replace("\"n\":1", "\"n\":2"); },
         "request.body/items/0/n"},
        {"session cookie", [](Exchange &left, Exchange &) { left.hops[0].request.fields.append("Cookie", "sid=0123456789abcdef"); },
         "cookies.sid"},
        {"origin", [](Exchange &, Exchange &right) { right.hops[0].request.fields.append("Origin", "https://evil.example"); },
         "request.headers.Origin"},
        {"proxy", [](Exchange &, Exchange &right) { right.hops[0].connection.proxy = "http://proxy.example:3128"; }, "connection"},
        {"clock",
         [](Exchange &left, Exchange &right) {
             for (Exchange *each : {&left, &right})
                 each->hops[0].response->fields.remove("Age");  // a stored answer tells nothing of a clock
             right.hops[0].sentAt = *right.hops[0].sentAt + std::chrono::hours(2);
             right.hops[0].answeredAt = *right.hops[0].answeredAt + std::chrono::hours(2);
         },
         "clock"},
    };
    for (const Case &each : kCases) {
        CAPTURE(each.what);
        Exchange left = noisy(1, 200), right = noisy(2, 401);
        each.change(left, right);
        const ExchangeComparison comparison = compareExchanges(left, right);
        CHECK(first(comparison).where == QByteArray(each.where));
        CHECK(first(comparison).weight == Weight::Explains);
        CHECK(find(comparison, "response.status")->weight == Weight::Outcome);
    }
}

TEST_CASE("Comparison: of two answers of one kind, what the content says stands first", "[compare]")
{
    Exchange left = noisy(1, 200), right = noisy(2, 200);
    left.hops[0].response->body.replace("\"ok\":true", "\"role\":\"admin\"");
    right.hops[0].response->body.replace("\"ok\":true", "\"role\":\"viewer\"");
    const ExchangeComparison comparison = compareExchanges(left, right);
    CHECK(first(comparison).where == "response.body/role");
    CHECK(first(comparison).left == "admin");
    CHECK(first(comparison).right == "viewer");
}

TEST_CASE("Comparison: the other way round it is the mirror", "[compare]")
{
    Exchange left = noisy(1, 200, bearer(jwt("{\"aud\":\"orders\"}"))), right = noisy(2, 401, {{"X-Api-Key", "0123456789abcdef", {}}});
    const ExchangeComparison there = compareExchanges(left, right), back = compareExchanges(right, left);
    const auto told = [](const ExchangeComparison &comparison, bool turned) {
        QStringList all;
        for (const ExchangeDifference &item : comparison.items) {
            // The numbers of the marks are given out as secrets are met.
            static const QRegularExpression number(QStringLiteral("#\\d+"));
            QString one = item.left, other = item.right;
            one.remove(number);
            other.remove(number);
            all += QStringLiteral("%1 %2|%3 %4 %5")
                       .arg(partName(item.part), turned ? other : one, turned ? one : other)
                       .arg(int(item.weight))
                       .arg(item.rank);
        }
        all.sort();
        return all;
    };
    CHECK(told(there, false) == told(back, true));
}

TEST_CASE("Comparison: no secret of either stands in it, and equal ones have equal marks", "[compare]")
{
    Exchange left
        = noisy(1, 200, {{"Authorization", "Bearer left-secret-0123456789abcdef", {}}, {"X-Api-Key", "shared-secret-0123456789", {}}});
    Exchange right
        = noisy(2, 401, {{"Authorization", "Bearer shared-secret-0123456789", {}}, {"Cookie", "sid=cookie-secret-value-99", {}}});
    left.hops[0].request.body = "{\"password\":\"body-secret-one\",\"note\":\"left-secret-0123456789abcdef\"}";
    right.hops[0].request.body = "{\"password\":\"body-secret-two\",\"note\":\"cookie-secret-value-99\"}";
    right.hops[0].request.url.query = "access_token=query-secret-0123456789&view=all";
    right.hops[0].response->body = "{\"access_token\":\"answer-secret-0123456789\",\"echo\":\"shared-secret-0123456789\"}";
    const ExchangeComparison comparison = compareExchanges(left, right);
    for (const QString &text :
         {comparisonToText(comparison, true), comparisonToMarkdown(comparison, true), QString::fromUtf8(comparisonToJson(comparison))}) {
        CAPTURE(text);
        CHECK_FALSE(text.contains(QStringLiteral("secret")));
    }
    const ExchangeDifference *key = find(comparison, "request.headers.X-Api-Key"),
                             *authorization = find(comparison, "request.headers.Authorization");
    REQUIRE(key);
    REQUIRE(authorization);
    CHECK(authorization->right == QStringLiteral("Bearer ") + key->left);
}

TEST_CASE("Comparison: a challenge is shown as it came", "[compare]")
{
    const Exchange accepted = noisy(1, 200);
    Exchange refused = noisy(2, 401);
    refused.hops.front().response->fields.append("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"orders:refund\"");
    const auto comparison = compareExchanges(accepted, refused);
    const auto *challenge = find(comparison, "response.headers.WWW-Authenticate");
    REQUIRE(challenge);
    CHECK(challenge->right.contains("scope=\"orders:refund\""));
}

TEST_CASE("Comparison: a signed request is compared by what it was signed with", "[compare]")
{
    const auto digest = [](const QByteArray &realm, const QByteArray &nonce) {
        return FieldList{
            {"Authorization",
             "Digest username=\"alice\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"/\", response=\"" + nonce + "00\"",
             {}}};
    };
    const ExchangeComparison comparison
        = compareExchanges(noisy(1, 200, digest("orders", "aa11")), noisy(2, 401, digest("billing", "bb22")));
    CHECK(first(comparison).says == QStringLiteral("“realm” of the credential differs"));
    CHECK(
        std::count_if(comparison.items.begin(), comparison.items.end(),
                      [](const ExchangeDifference &item) { return item.part == ComparedPart::Credential && item.weight == Weight::Noise; })
        == 2);
}

TEST_CASE("Comparison: a token that was issued anew with the same claims tells less than anything else", "[compare]")
{
    Exchange left = noisy(1, 200, bearer(jwt("{\"sub\":\"7\",\"iat\":1795250000,\"exp\":1795260000,\"jti\":\"a\"}")));
    Exchange right = noisy(2, 401, bearer(jwt("{\"sub\":\"7\",\"iat\":1795250600,\"exp\":1795260600,\"jti\":\"b\"}")));
    right.hops[0].request.fields.append("X-Feature", "on");
    const ExchangeComparison comparison = compareExchanges(left, right);
    CHECK(first(comparison).name == "X-Feature");
    REQUIRE(find(comparison, "request.headers.Authorization"));
    CHECK(find(comparison, "request.headers.Authorization")->says == "another token with the same claims");
    CHECK(find(comparison, "request.token.exp")->weight == Weight::Noise);
}

TEST_CASE("Comparison: of redirects the hops that asked for the same address are compared, and the ways as a whole", "[compare]")
{
    Exchange left = noisy(1, 302);
    left.hops.push_back(noisy(1, 200).hops.front());
    left.hops[1].request.url = *Url::parse("https://api.example.com/v2/orders");
    const Exchange right = noisy(2, 401, {{"X-Feature", "on", {}}});
    const ExchangeComparison comparison = compareExchanges(left, right);
    CHECK_FALSE(find(comparison, "request.url"));
    REQUIRE(find(comparison, "hop.1.request.url"));
    CHECK(find(comparison, "hop.1.request.url")->says == "fewer redirects on the way");
    CHECK(find(comparison, "request.headers.X-Feature"));
}

TEST_CASE("Comparison: cookies that a rule held back are told with the rule's reason", "[compare]")
{
    Exchange left = noisy(1, 200), right = noisy(2, 401);
    left.hops[0].request.fields.append("Cookie", "sid=0123456789abcdef");
    right.cookieLedger.push_back({"sid", "jar", {}, false, "path", QStringLiteral("Its Path is /admin, and this is /v1/orders.")});
    const ExchangeComparison comparison = compareExchanges(left, right);
    CHECK(first(comparison).where == "cookies.sid");
    CHECK(first(comparison).right == "(held back: Its Path is /admin, and this is /v1/orders.)");
}

TEST_CASE("Comparison: what a signature needs is noise when it differs, and not when it is missing", "[compare]")
{
    Exchange left = noisy(1, 200, {{"DPoP", "eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiIxIn0.c2ln", {}}});
    Exchange right = noisy(2, 401, {{"DPoP", "eyJ0eXAiOiJkcG9wK2p3dCJ9.eyJqdGkiOiIyIn0.c2ln", {}}});
    CHECK(find(compareExchanges(left, right), "request.headers.DPoP")->weight == Weight::Noise);
    right.hops[0].request.fields.remove("DPoP");
    right.hops[0].request.fields.remove("traceparent");
    const ExchangeComparison comparison = compareExchanges(left, right);
    CHECK(first(comparison).where == "request.headers.DPoP");
    CHECK(find(comparison, "request.headers.traceparent")->weight == Weight::Noise);
}

TEST_CASE("Comparison: of long texts the place where they differ is shown", "[compare]")
{
    const QByteArray long_(600, 'x');
    const ExchangeComparison comparison
        = compareExchanges(noisy(1, 200, {{"X-Filter", long_ + " blue", {}}}), noisy(2, 401, {{"X-Filter", long_ + " green", {}}}));
    CHECK(first(comparison).left.endsWith(" blue"));
    CHECK(first(comparison).right.endsWith(" green"));
    CHECK(first(comparison).right.size() < 200);
}

TEST_CASE("Comparison: a token against forged requests matters when the cookie beside it did not change with it", "[compare]")
{
    const auto with = [](int number, int status, const QByteArray &token, const QByteArray &cookie) {
        Exchange exchange = noisy(number, status, {{"X-CSRF-Token", token, {}}, {"X-Feature", QByteArray::number(number), {}}});
        exchange.hops[0].request.fields.append("Cookie", "XSRF-TOKEN=" + cookie);
        return exchange;
    };
    CHECK(first(compareExchanges(with(1, 200, "abcdefgh1", "abcdefgh1"), with(2, 403, "ijklmnop2", "ijklmnop2"))).name == "X-Feature");
    CHECK(first(compareExchanges(with(1, 200, "abcdefgh1", "abcdefgh1"), with(2, 403, "ijklmnop2", "abcdefgh1"))).name == "X-CSRF-Token");
}

TEST_CASE("Comparison: order and letter case of fields are a note of little weight", "[compare]")
{
    Exchange left = noisy(1, 200), right = noisy(1, 200);
    left.hops[0].request.fields = {{"Accept", "*/*", {}}, {"X-A", "1", {}}};
    right.hops[0].request.fields = {{"X-A", "1", {}}, {"accept", "*/*", {}}};
    const ExchangeComparison comparison = compareExchanges(left, right);
    REQUIRE(comparison.items.size() == 1);
    CHECK(first(comparison).says == "the same fields in another order");
    CHECK(first(comparison).weight == Weight::Minor);
}

TEST_CASE("Comparison: contents are compared by their kind", "[compare]")
{
    const auto answers = [](const QByteArray &type, const QByteArray &one, const QByteArray &other) {
        Exchange left = noisy(1, 200), right = noisy(1, 200);
        for (auto *each : {&left, &right}) {
            each->hops[0].response->fields = {{"Content-Type", type, {}}};
            each->hops[0].response->body = each == &left ? one : other;
        }
        const ExchangeComparison comparison = compareExchanges(left, right);
        QStringList told;
        for (const ExchangeDifference &item : comparison.items)
            told += QStringLiteral("%1 %2 %3|%4").arg(QLatin1String(weightId(item.weight)), item.says, item.left, item.right);
        return told.join(QStringLiteral("; "));
    };
    CHECK(answers("text/html", "<p>\none\n</p>", "<p>\ntwo\n</p>") == "outcome line 2 differs one|two");
    CHECK(answers("text/html", "<input value=\"a1b2c3d4e5\">", "<input value=\"f6a7b8c9d0\">").startsWith("noise line 1"));
    CHECK(answers("application/x-www-form-urlencoded", "a=1&b=2", "b=3&a=1") == "outcome “b” differs 2|3");
    CHECK(answers("image/png", QByteArray("\x89PNG\0one", 8), QByteArray("\x89PNG\0two", 8)).startsWith("outcome other content 8"));
    CHECK(answers("application/json", "{\"a\":1,\"b\":2}", "{ \"b\":2, \"a\":1 }")
              .startsWith("minor the same content, written in another way"));
    CHECK(answers("application/json", "{\"a\":1}", "oops").startsWith("outcome content of another kind JSON"));
    CHECK(answers("text/plain", "", "x").startsWith("outcome there is content (empty)"));
}

TEST_CASE("Learned noise: what differed among accepted exchanges of the host is folded, and told why", "[compare]")
{
    const auto with = [](int number, int status, const QByteArray &build) {
        Exchange exchange = noisy(number, status);
        exchange.hops[0].request.fields.append("X-Build", build);
        exchange.hops[0].response->fields.append("X-Shard", "shard-of-" + build);
        exchange.hops[0].response->body
            = "{\"queue\":{\"depth\":" + QByteArray::number(number) + "},\"items\":[{\"load\":\"" + build + "\"}]}";
        return exchange;
    };
    const std::vector<Exchange> before{with(1, 200, "20261101"), with(2, 200, "20261102"), with(3, 200, "20261103")};
    std::vector<const Exchange *> accepted;
    for (const Exchange &each : before)
        accepted.push_back(&each);
    const Exchange left = with(4, 200, "20261104"), right = with(5, 200, "20261105");
    const ExchangeComparison plain = compareExchanges(left, right);
    CHECK(find(plain, "response.body/queue/depth")->weight == Weight::Outcome);
    const ExchangeComparison learned = compareExchanges(left, right, {learnNoise(accepted, right)});
    for (const char *where :
         {"request.headers.X-Build", "response.headers.X-Shard", "response.body/queue/depth", "response.body/items/0/load"}) {
        CAPTURE(where);
        REQUIRE(find(learned, where));
        CHECK(find(learned, where)->weight == Weight::Noise);
        CHECK(find(learned, where)->why.contains("api.example.com (2 of 2"));
    }
}

TEST_CASE("Learned noise: credentials, words and other requests teach nothing", "[compare]")
{
    const auto with = [](int number, const QByteArray &token, const QByteArray &tenant) {
        Exchange exchange = noisy(number, 200, bearer(token));
        exchange.hops[0].request.fields.append("X-Tenant", tenant);
        exchange.hops[0].response->body = "{\"owner\":\"" + tenant + "\"}";
        return exchange;
    };
    const Exchange one = with(1, "0123456789abcdef01", "blue"), two = with(2, "fedcba987654321002", "green"),
                   three = with(3, "00112233445566778899", "red");
    const LearnedNoise noise = learnNoise({&one, &two}, three);
    const ExchangeComparison comparison = compareExchanges(two, three, {noise});
    CHECK(find(comparison, "request.headers.Authorization")->weight == Weight::Explains);
    CHECK(find(comparison, "request.headers.X-Tenant")->weight == Weight::Explains);
    CHECK(find(comparison, "response.body/owner")->weight == Weight::Outcome);
}

TEST_CASE("Comparison: its JSON has a schema, both sides and each difference", "[compare]")
{
    const auto json = parseJson(comparisonToJson(compareExchanges(noisy(1, 200), noisy(2, 401, {{"X-Tenant", "blue", {}}}))));
    REQUIRE(json);
    CHECK(json->string("schema") == "keyhole.comparison/1");
    CHECK(json->find("differs")->boolean);
    CHECK(json->at({"right", "status"})->text == "401");
    CHECK(json->at({"differences", "0", "where"})->text == "request.headers.X-Tenant");
    CHECK(json->at({"differences", "0", "kind"})->text == "added");
    CHECK(json->at({"differences", "0", "left"})->type == JsonValue::Type::Null);
    CHECK(json->at({"differences", "0", "weight"})->text == "explains");
}
