#include "catch.h"
#include "core/diagnosis/knowledge/knowledge.h"
#include "core/diagnosis/recorded.h"
#include "core/diagnosis/refusals.h"
#include "core/diagnosis/words.h"
#include "core/http/date.h"
#include "core/token/signature.h"

#include <QDateTime>
#include <QTimeZone>

using namespace keyhole;
using namespace std::chrono_literals;

namespace {

const Instant kDate{Seconds(1'795'254'192)};  // of refusal(), whose round trip is 200 ms

QByteArray secondsOf(Instant time)
{
    return QByteArray::number(qint64(time.time_since_epoch().count() / 1000));
}
QByteArray millisecondsOf(Instant time)
{
    return QByteArray::number(qint64(time.time_since_epoch().count()));
}
QByteArray compactOf(Instant time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::utc()).toString("yyyyMMdd'T'HHmmss'Z'").toLatin1();
}

QByteArray awsOf(const QByteArray &written, const QByteArray &scope)
{
    return "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7TESTKEY/" + written.left(8) + '/' + scope
        + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + QByteArray(64, 'a');
}

/// A request as each service reads it, signed at this moment.
struct Service {
    const char *name;
    Milliseconds late, early;
    Request (*signedAt)(Instant time);
};

Request get(const char *address, const FieldList &fields)
{
    Request request;
    request.method = "GET";
    request.url = *Url::parse(address);
    request.fields = fields;
    return request;
}

const Service kServices[] = {
    {"AWS", 900s, 900s,
     [](Instant time) {
         const QByteArray written = compactOf(time);
         return get("https://sqs.eu-west-1.amazonaws.com/1/q",
                    {{"X-Amz-Date", written, {}}, {"Authorization", awsOf(written, "eu-west-1/sqs"), {}}});
     }},
    {"AWS API Gateway", 300s, 300s,
     [](Instant time) {
         const QByteArray written = compactOf(time);
         return get("https://abc123.execute-api.eu-west-1.amazonaws.com/prod/x",
                    {{"X-Amz-Date", written, {}}, {"Authorization", awsOf(written, "eu-west-1/execute-api"), {}}});
     }},
    {"Azure Storage", 900s, 900s,
     [](Instant time) {
         return get("https://acct.blob.core.windows.net/c/b",
                    {{"X-Ms-Date", formatHttpDate(time), {}}, {"Authorization", "SharedKey acct:" + QByteArray(32, 'a').toBase64(), {}}});
     }},
    {"Oracle Cloud", 300s, 300s,
     [](Instant time) {
         return get("https://iaas.us-ashburn-1.oraclecloud.com/20160918/vcns",
                    {{"Date", formatHttpDate(time), {}},
                     {"Authorization",
                      R"(Signature version="1",keyId="a/b/c",algorithm="rsa-sha256",headers="date (request-target) host",signature="YQ==")",
                      {}}});
     }},
    {"Tencent Cloud", 300s, 300s,
     [](Instant time) {
         return get("https://cvm.tencentcloudapi.com/",
                    {{"X-TC-Timestamp", secondsOf(time), {}}, {"Authorization", "TC3-HMAC-SHA256 x", {}}});
     }},
    {"Huawei OBS", 900s, 900s,
     [](Instant time) {
         return get("https://b.obs.eu-west-101.myhuaweicloud.com/o",
                    {{"Date", formatHttpDate(time), {}}, {"Authorization", "OBS a:b", {}}});
     }},
    {"Alibaba OSS", 900s, 900s,
     [](Instant time) {
         return get("https://b.oss-cn-hangzhou.aliyuncs.com/o", {{"Date", formatHttpDate(time), {}}, {"Authorization", "OSS a:b", {}}});
     }},
    {"Coinbase Exchange", 30s, 30s,
     [](Instant time) {
         return get("https://api.exchange.coinbase.com/accounts",
                    {{"CB-ACCESS-KEY", "k", {}}, {"CB-ACCESS-SIGN", "YQ==", {}}, {"CB-ACCESS-TIMESTAMP", secondsOf(time), {}}});
     }},
    {"OKX", 30s, 30s,
     [](Instant time) {
         const QByteArray written
             = QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), QTimeZone::utc()).toString(Qt::ISODateWithMs).toLatin1();
         return get("https://www.okx.com/api/v5/account/balance",
                    {{"OK-ACCESS-KEY", "k", {}}, {"OK-ACCESS-SIGN", "YQ==", {}}, {"OK-ACCESS-TIMESTAMP", written, {}}});
     }},
    {"Bybit", 5s, 1s,
     [](Instant time) {
         return get("https://api.bybit.com/v5/position/list",
                    {{"X-BAPI-API-KEY", "k", {}}, {"X-BAPI-SIGN", "a", {}}, {"X-BAPI-TIMESTAMP", millisecondsOf(time), {}}});
     }},
    {"Bybit, with a window of its own", 20s, 1s,
     [](Instant time) {
         return get("https://api.bybit.com/v5/position/list",
                    {{"X-BAPI-SIGN", "a", {}}, {"X-BAPI-TIMESTAMP", millisecondsOf(time), {}}, {"X-BAPI-RECV-WINDOW", "20000", {}}});
     }},
    {"Binance", 5s, 1s,
     [](Instant time) {
         return get(("https://api.binance.com/api/v3/account?timestamp=" + millisecondsOf(time) + "&signature=ab").constData(),
                    {{"X-MBX-APIKEY", "k", {}}});
     }},
};

Exchange refused(const Request &request, const FieldList &answer = {}, const QByteArray &body = {}, int status = 403)
{
    Exchange exchange = refusal({}, answer, body, status);
    exchange.hops.back().request = request;
    return exchange;
}

bool isSkewed(const Exchange &exchange)
{
    const Report report = diagnose({exchange});
    return std::any_of(report.findings.begin(), report.findings.end(),
                       [](const Finding &each) { return each.id == "clock.signature-skew" && each.certainty == Certainty::Certain; });
}

}

TEST_CASE("Time windows: each service's is held to both edges of what is known of its clock", "[diagnosis][clock]")
{
    // Judged from 200 ms before Date to the end of its second.
    for (const Service &service : kServices) {
        CAPTURE(service.name);
        CHECK_FALSE(isSkewed(refused(service.signedAt(kDate - service.late))));
        CHECK(isSkewed(refused(service.signedAt(kDate - service.late - 1s))));
        CHECK_FALSE(isSkewed(refused(service.signedAt(kDate))));
        CHECK_FALSE(isSkewed(refused(service.signedAt(kDate + service.early + 1s))));
        CHECK(isSkewed(refused(service.signedAt(kDate + service.early + 2s))));
    }
}

TEST_CASE("Time windows: the one of whoever speaks counts, where the host tells nothing", "[diagnosis][clock]")
{
    const auto [words, late, early] = GENERATE(table<const char *, Seconds, Seconds>({
        {"Signed request date outside acceptable time window", 3900s, 3600s},  // Mastodon
        {"Stale timestamp", 60s, 60s},  // Hawk
    }));
    CAPTURE(words);
    const QByteArray body = R"({"error":")" + QByteArray(words) + "\"}";
    const auto asked = [&](Instant time) {
        const Request request
            = get("https://social.example/inbox",
                  {{"Date", formatHttpDate(time), {}},
                   {"Signature", R"(keyId="https://a.example/u#k",headers="(request-target) host date",signature="YQ==")", {}}});
        const Report report = diagnose({refused(request, {{"Content-Type", "application/json", {}}}, body, 401)});
        for (const Finding &finding : report.findings) {
            for (const Evidence &line : finding.evidence) {
                if (finding.id == "clock.signature-skew" && line.says.contains("it takes"))
                    return line.says;
            }
        }
        return QString();
    };
    CHECK(asked(kDate - late - 1s).contains(durationText(late)));
    CHECK(asked(kDate + early + 2s).contains(durationText(early)));
}

TEST_CASE("Time windows: the iat of a DPoP proof is judged by what the server is known to take", "[diagnosis][clock][dpop]")
{
    const auto [words, late, early] = GENERATE(table<const char *, Seconds, Seconds>({
        {"DPoP proof is not active", 10s, 15s},  // Keycloak
        {"DPoP proof iat is not recent enough", 300s, 300s},  // oidc-provider
    }));
    CAPTURE(words);
    const auto tells = [&](Instant issued) {
        const SigningKey key = SigningKey::generate("P-256").value();
        const QByteArray claims = R"({"jti":"1","htm":"GET","htu":"https://api.example.com/v1/orders","iat":)" + secondsOf(issued) + '}';
        const QByteArray proof = signToken(R"({"typ":"dpop+jwt"})", claims, "ES256", key).value();
        const Exchange exchange
            = refusal({{"Authorization", "DPoP opaque-access-token-0123456789", {}}, {"DPoP", proof, {}}},
                      {{"WWW-Authenticate", "DPoP error=\"invalid_dpop_proof\", error_description=\"" + QByteArray(words) + '"', {}}});
        const Report report = diagnose({exchange});
        for (const Finding &finding : report.findings) {
            for (const Evidence &line : finding.evidence) {
                if (finding.id == "token.sender-constrained" && line.says.contains("it takes"))
                    return true;
            }
        }
        return false;
    };
    CHECK_FALSE(tells(kDate - late));
    CHECK(tells(kDate - late - 1s));
    CHECK_FALSE(tells(kDate + early + 1s));
    CHECK(tells(kDate + early + 2s));
}

TEST_CASE("Time windows: every one that is known names its source and when it was looked up", "[knowledge]")
{
    int windows = 0;
    for (const Profile &profile : knowledge()) {
        for (const TimeWindow *window : {&profile.signedTime, &profile.proofTime}) {
            if (!window->isKnown())
                continue;
            CAPTURE(profile.id);
            ++windows;
            CHECK(window->provenance.source.startsWith("https://"));
            CHECK(window->provenance.checked.isValid());
        }
    }
    CHECK(windows >= 18);
}
