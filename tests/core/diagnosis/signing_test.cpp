#include "catch.h"
#include "core/diagnosis/recorded.h"

using namespace keyhole;

namespace {

Report reportOf(const char *recording)
{
    const auto report = diagnoseRecording(QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/fixtures/rules/") + QLatin1String(recording));
    REQUIRE(report);
    return *report;
}

}

TEST_CASE("Signed requests: what differs is named in the finding", "[diagnosis][signing]")
{
    const auto [recording, named] = GENERATE(table<const char *, const char *>({
        {"signature.mismatch/hit/proxy-gave-the-inner-host.har", "the server saw “minio:9000”"},
        {"signature.mismatch/hit/lambda-body-changed-after-signing.har", "the body’s own SHA-256"},
        {"signature.mismatch/hit/store-behind-a-proxy-signs-http.har", "the server signs “http://shop.example.com/wp-json/wc/v3/orders”"},
        {"signature.mismatch/hit/hawk-payload-rewritten-by-a-gateway.har", "the body’s own is"},
        {"signature.scope-wrong/hit/bucket-in-another-region.har", "the server expects eu-central-1"},
        {"signature.incomplete/hit/temporary-key-without-its-token.har", "begins with ASIA"},
        {"signature.incomplete/hit/oauth1-without-a-nonce.har", "oauth_nonce"},
        {"digest.mismatch/hit/uri-without-its-query.har", "/search?q=maps&page=2"},
        {"digest.mismatch/hit/md5-where-sha-256-is-offered.har", "offered: “SHA-256”"},
        {"digest.mismatch/hit/count-sent-twice-with-one-nonce.har", "must grow"},
    }));
    CAPTURE(recording);
    const Report report = reportOf(recording);
    REQUIRE_FALSE(report.findings.empty());
    CHECK(report.findings.front().why.contains(QString::fromUtf8(named)));
}

TEST_CASE("Signed requests: the title says which part of a DPoP proof does not fit, and when a signed address ended",
          "[diagnosis][signing]")
{
    const auto [recording, title] = GENERATE(table<const char *, const char *>({
        {"token.sender-constrained/hit/proof-of-the-request-before.har", "is for another method"},
        {"token.sender-constrained/hit/hash-of-the-token-before-it-was-refreshed.har", "is for another token"},
        {"token.sender-constrained/hit/token-of-another-device.har", "is by another key"},
        {"token.sender-constrained/hit/nonce-of-the-answer-before-last.har", "its nonce is used up"},
        {"clock.signature-skew/hit/download-link-from-yesterday.har", "The signed address ended 23 h 30 min ago"},
        {"clock.signature-skew/hit/storage-link-of-a-quarter-of-an-hour.har", "The signed address ended 30 min ago"},
    }));
    CAPTURE(recording);
    Report report = reportOf(recording);
    REQUIRE_FALSE(report.findings.empty());
    CHECK(report.findings.front().title.replace(QChar(0x00A0), u' ').contains(QString::fromUtf8(title)));
}

TEST_CASE("Signed requests: the header card says with what, and for what, the request is signed", "[diagnosis][signing]")
{
    const auto [recording, fact] = GENERATE(table<const char *, const char *>({
        {"signature.scope-wrong/hit/gateway-signed-as-lambda.har", "signed with AWS Signature Version 4 for eu-west-2/lambda"},
        {"signature.incomplete/hit/oauth1-without-a-nonce.har", "signed with OAuth 1.0, HMAC-SHA256"},
        {"signature.mismatch/hit/hawk-payload-rewritten-by-a-gateway.har", "signed with Hawk"},
        {"clock.signature-skew/hit/shared-access-signature-over.har", "an Azure shared access signature, sp=r, sr=b"},
        {"clock.signature-skew/hit/download-link-from-yesterday.har", "an address with AWS Signature Version 4 for eu-central-1/s3"},
    }));
    CAPTURE(recording);
    CHECK(reportOf(recording).header.fact.contains(QString::fromUtf8(fact)));
}
