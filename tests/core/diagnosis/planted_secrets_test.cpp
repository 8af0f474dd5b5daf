#include "catch.h"
#include "core/diagnosis/diagnose.h"
#include "core/diagnosis/report_groups.h"
#include "core/diagnosis/report_words.h"
#include "refusals.h"

using namespace keyhole;

namespace {

struct Planted {
    const char *what;
    QByteArray secret;
};

const QByteArray kHead = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", kSignature = "Zm9yZ2VkLXNpZ25hdHVyZS1ieXRlcw";

/// Twelve kinds of secrets, each in the place where such go, and some repeated by the server.
std::vector<Planted> planted()
{
    return {{"bearer token", "q8Zr1vWn5Tb3Yx7Lk2Mp9Dc4Hs6Gf0Je"},
            {"password of Basic", "correct-horse-battery"},
            {"session cookie", "s%3AkQ7vXw2LmN0pRt5Y.b64Hs9"},
            {"key field", "live_9f8e7d6c5b4a39281706"},
            {"key in the query", "qk-1122AABB3344CCDD5566"},
            {"password in the address", "ftp-p4ssw0rd"},
            {"signature of a token", kSignature},
            {"signature of AWS", "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"},
            {"client secret in a form", "cs~8Q2w7E4r5T6y1U3i0O9p"},
            {"password in JSON", "Tr0ub4dor-and-3"},
            {"new session", "n3wS3ss10nV4lu3AbCdEf"},
            {"token in a redirect", "ya29a0AfH6SMBxQw3rtYu"}};
}

QByteArray secretOf(const char *what)
{
    for (const Planted &each : planted()) {
        if (qstrcmp(each.what, what) == 0)
            return each.secret;
    }
    return {};
}

/// Requests that carry them; the servers repeat what they got.
std::vector<Exchange> recordings()
{
    const QByteArray bearer = secretOf("bearer token"), basic = ("svc:" + secretOf("password of Basic")).toBase64();
    std::vector<Exchange> all;
    const auto add = [&](FieldList fields, const QByteArray &body, const QByteArray &repeated) {
        fields.append("Cookie", "theme=dark; sid=" + secretOf("session cookie"));
        fields.append("X-API-Key", secretOf("key field"));
        const QByteArray words = "Bearer error=\"invalid_token\", error_description=\"no session for " + repeated + '"';
        const FieldList answer{{"WWW-Authenticate", words, {}},
                               {"Set-Cookie", "sid=" + secretOf("new session") + "; Path=/; HttpOnly", {}},
                               {"X-Request-Id", repeated, {}},
                               {"Location", "https://app.example.com/cb#access_token=" + secretOf("token in a redirect"), {}}};
        Exchange exchange = refusal(fields, answer, "{\"message\":\"cannot accept " + secretOf("key field") + " or " + repeated + "\"}");
        exchange.hops.front().request.url = *Url::parse("https://svc:" + secretOf("password in the address") + "@api.example.com/v1/"
                                                        + secretOf("key field") + "?api_key=" + secretOf("key in the query"));
        exchange.hops.front().request.method = "POST";
        exchange.hops.front().request.body = body;
        all.push_back(std::move(exchange));
    };
    const QByteArray token = kHead + ".eyJzdWIiOiJhIiwiZXhwIjoxNzk1MjQyNjY3fQ." + kSignature;
    const QByteArray aws = "AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261121/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=";
    add({{"Authorization", "Bearer " + bearer, {}}}, "grant_type=password&client_secret=" + secretOf("client secret in a form"), bearer);
    add({{"Authorization", "Basic " + basic, {}}}, "{\"user\":\"svc\",\"password\":\"" + secretOf("password in JSON") + "\"}",
        secretOf("password of Basic"));
    add({{"Authorization", "Bearer " + token, {}}}, {}, token);
    add({{"Authorization", aws + secretOf("signature of AWS"), {}}}, {}, secretOf("signature of AWS"));
    add({{"Authorization", "Bearer Bearer " + bearer, {}}}, {}, bearer);
    add({{"Authorization", bearer, {}}}, {}, secretOf("session cookie"));
    return all;
}

QByteArray junitOf(const Report &report)
{
    ReportGroups groups;
    groups.addReport(1, report);
    return groupsToJUnit(groups);
}

/// A report in every format, and what the clipboard gets.
std::vector<QByteArray> formatsOf(const Report &report)
{
    return {reportToJson(report), reportToText(report).toUtf8(), reportToMarkdown(report).toUtf8(), reportToHtml(report).toUtf8(),
            junitOf(report),      handOverText(report).toUtf8()};
}

/// What a secret looks like to those who look for it: as it is, and in eight encodings.
std::vector<QByteArray> encodingsOf(const QByteArray &secret)
{
    QByteArray reversed(secret);
    std::reverse(reversed.begin(), reversed.end());
    QByteArray entities;
    for (const char c : secret)
        entities += "&#" + QByteArray::number(int(uchar(c))) + ';';
    return {secret,
            secret.toBase64(QByteArray::OmitTrailingEquals),
            secret.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
            secret.toHex(),
            secret.toHex().toUpper(),
            secret.toPercentEncoding(),
            QByteArray::fromPercentEncoding(secret),
            entities,
            reversed};
}

}

TEST_CASE("Reports: none of twelve kinds of secrets stands in any format, in any of nine encodings", "[diagnosis]")
{
    for (const Exchange &exchange : recordings()) {
        const Report report = diagnose({exchange});
        for (const QByteArray &text : formatsOf(report)) {
            for (const Planted &each : planted()) {
                for (const QByteArray &form : encodingsOf(each.secret)) {
                    CAPTURE(each.what, form.toStdString());
                    CHECK_FALSE(text.contains(form));
                }
            }
            CHECK_FALSE(text.contains("svc:correct"));
            CHECK_FALSE(text.contains(("svc:" + secretOf("password of Basic")).toBase64(QByteArray::OmitTrailingEquals)));
        }
    }
}

TEST_CASE("Reports: no more of a secret is shown than its first and last four characters", "[diagnosis]")
{
    constexpr qsizetype kMost = 6;
    for (const Exchange &exchange : recordings()) {
        const Report report = diagnose({exchange});
        for (const QByteArray &text : formatsOf(report)) {
            for (const Planted &each : planted()) {
                for (qsizetype from = 0; from + kMost <= each.secret.size(); ++from) {
                    CAPTURE(each.what, text.toStdString());
                    CHECK_FALSE(text.contains(each.secret.mid(from, kMost)));
                }
            }
        }
    }
}
