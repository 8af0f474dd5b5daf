#include "catch.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/refusals.h"

#include <QDateTime>
#include <QTimeZone>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kDate{Seconds(1'795'254'192)};  // of refusal(), whose round trip is 200 ms

QByteArray base64(const QByteArray &text)
{
    return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenWith(const char *claim, Instant moment)
{
    const QByteArray seconds = QByteArray::number(double(moment.time_since_epoch().count()) / 1000, 'f', 3);
    return base64(R"({"alg":"RS256","typ":"at+jwt"})") + '.'
        + base64(R"({"iss":"https://id.example.com","sub":"u1",")" + QByteArray(claim) + "\":" + seconds + '}') + '.'
        + base64(QByteArray(256, 's'));
}

Exchange refused(const char *claim, Instant moment, const QByteArray &words = {})
{
    const QByteArray challenge = words.isEmpty() ? "Bearer" : R"(Bearer error="invalid_token", error_description=")" + words + '"';
    return refusal({{"Authorization", "Bearer " + tokenWith(claim, moment), {}}}, {{"WWW-Authenticate", challenge, {}}});
}

const Finding *find(const Report &report, QByteArrayView id)
{
    const auto found = std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding &each) { return each.id == id; });
    return found == report.findings.end() ? nullptr : &*found;
}

}

TEST_CASE("Clock edges: exp is judged by the earliest and the latest that the server's clock can have shown", "[diagnosis][clock]")
{
    // The request was judged between 200 ms before Date and the end of its second; servers allow a minute.
    const auto [exp, reported] = GENERATE(table<Milliseconds, bool>(
        {{-60s - 201ms, true}, {-60s - 200ms, false}, {-60s, false}, {0ms, false}, {999ms, false}, {1s, false}, {60s, false}}));
    CAPTURE(exp.count());
    const Exchange exchange = refused("exp", kDate + exp);
    CHECK((find(diagnose({exchange}), "token.expired") != nullptr) == reported);
}

TEST_CASE("Clock edges: beyond the longest leeway exp is certain, and not a moment before", "[diagnosis][clock]")
{
    const auto [exp, certain] = GENERATE(table<Milliseconds, bool>({{-300s - 201ms, true}, {-300s - 200ms, false}}));
    const Exchange exchange = refused("exp", kDate + exp);
    const Report report = diagnose({exchange});
    REQUIRE(find(report, "token.expired"));
    CHECK((find(report, "token.expired")->certainty == Certainty::Certain) == certain);
}

TEST_CASE("Clock edges: an answer that speaks of expiry is believed up to the end of Date's second", "[diagnosis][clock]")
{
    const auto [exp, certain]
        = GENERATE(table<Milliseconds, bool>({{-1s, true}, {-200ms, true}, {500ms, true}, {999ms, true}, {1s, false}, {2s, false}}));
    CAPTURE(exp.count());
    const Exchange exchange = refused("exp", kDate + exp, "The access token expired");
    const Report report = diagnose({exchange});
    const Finding *finding = find(report, "token.expired");
    CHECK((finding && finding->certainty == Certainty::Certain) == certain);
}

TEST_CASE("Clock edges: the token card cannot tell within the interval, and is sure on both sides of it", "[diagnosis][clock]")
{
    const auto [exp, word] = GENERATE(table<Milliseconds, const char *>({{-201ms, "Expired"},
                                                                         {-200ms, "Expired"},
                                                                         {-199ms, "Cannot tell"},
                                                                         {0ms, "Cannot tell"},
                                                                         {999ms, "Cannot tell"},
                                                                         {1s, "In time"},
                                                                         {1h, "In time"}}));
    CAPTURE(exp.count());
    const Exchange exchange = refused("exp", kDate + exp);
    CHECK(diagnose({exchange}).token.text == word);
}

TEST_CASE("Clock edges: nbf and iat are ahead only when no moment of the interval reaches them", "[diagnosis][clock]")
{
    const auto [claim, id]
        = GENERATE(table<const char *, const char *>({{"nbf", "token.not-yet-valid"}, {"iat", "token.issued-in-future"}}));
    const auto [ahead, reported]
        = GENERATE(table<Milliseconds, bool>({{-1s, false}, {0ms, false}, {999ms, false}, {1s, true}, {90s, true}}));
    CAPTURE(claim, ahead.count());
    const Exchange exchange = refused(claim, kDate + ahead);
    CHECK((find(diagnose({exchange}), id) != nullptr) == reported);
}

TEST_CASE("Clock edges: what other answers told of the clock moves the edges", "[diagnosis][clock]")
{
    ClockBook book;
    const auto [exp, word] = GENERATE(
        table<Milliseconds, const char *>({{290ms, "Expired"}, {310ms, "Cannot tell"}, {530ms, "Cannot tell"}, {560ms, "In time"}}));
    const Exchange exchange = refused("exp", kDate + exp);
    book.add(exchange);
    book.add(exchange.last().request.url.origin(), {200ms, 250ms}, *exchange.last().answeredAt);
    CAPTURE(exp.count());
    CHECK(diagnose({exchange, {}, nullptr, &book}).token.text == word);
}

TEST_CASE("Clock edges: a signed date is outside the service's window only when every moment of the interval is", "[diagnosis][clock]")
{
    // Amazon S3 takes 15 minutes to both sides; judged between 200 ms before Date and the end of its second.
    const auto [signedAt, certain] = GENERATE(
        table<Seconds, bool>({{-901s, true}, {-900s, false}, {-899s, false}, {0s, false}, {900s, false}, {901s, false}, {902s, true}}));
    CAPTURE(signedAt.count());
    Exchange exchange = refusal({}, {}, {}, 403);
    const qint64 seconds = (kDate + signedAt).time_since_epoch().count() / 1000;
    const QByteArray written
        = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc()).toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
    Request &request = exchange.hops.back().request;
    request.url = *Url::parse("https://photos.s3.eu-west-1.amazonaws.com/a.jpg");
    request.fields = {{"X-Amz-Date", written, {}},
                      {"Authorization",
                       "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7TESTKEY/" + written.left(8)
                           + "/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + QByteArray(64, 'a'),
                       {}}};
    const Report report = diagnose({exchange});
    const Finding *finding = find(report, "clock.signature-skew");
    CHECK((finding && finding->certainty == Certainty::Certain) == certain);
}
