#include "core/auth/aws_chunks.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

const QByteArray kBody = "b;chunk-signature=0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0\r\nhello chunk\r\n"
                         "0;chunk-signature=123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0\r\n\r\n";

Request upload(const QByteArray &body, const QByteArray &inside, const QByteArray &signedHeaders)
{
    FieldList fields{{"Authorization",
                      "AWS4-HMAC-SHA256 Credential=AKIALAB0000000000001/20261121/eu-west-1/s3/aws4_request, SignedHeaders=" + signedHeaders
                          + ", Signature=00",
                      {}},
                     {"X-Amz-Date", "20261121T094312Z", {}},
                     {"X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", {}}};
    if (!inside.isEmpty())
        fields.append("X-Amz-Decoded-Content-Length", inside);
    Request request = requestOf("PUT", "https://files.s3.eu-west-1.amazonaws.com/a", fields);
    request.body = body;
    return request;
}

SigningFaults faultsOf(const Request &request, BodyTrust trust = BodyTrust::Whole)
{
    const auto signature = readAwsSignature(request);
    REQUIRE(signature);
    return checkAwsChunks(request, *signature, trust);
}

const QByteArray kSigned = "host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length";

}

TEST_CASE("Chunked upload: what fits is left alone", "[auth]")
{
    CHECK(faultsOf(upload(kBody, "11", kSigned)).empty());
}

TEST_CASE("Chunked upload: the length inside must be told, be signed, and fit the chunks", "[auth]")
{
    const auto [inside, names, says] = GENERATE(table<const char *, QByteArray, const char *>({
        {"", kSigned, "tells the length"},
        {"11", "host;x-amz-content-sha256;x-amz-date", "not signed"},
        {"12", kSigned, "says 12"},
    }));
    CAPTURE(inside, names.constData());
    const auto faults = faultsOf(upload(kBody, inside, names));
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().says.contains(QLatin1String(says)));
    CHECK(faults.front().proven);
}

TEST_CASE("Chunked upload: chunks without a signature and a missing end are told, unless a recording lost the framing", "[auth]")
{
    const QByteArray bare = "b\r\nhello chunk\r\n0;chunk-signature=00\r\n\r\n", cut = kBody.first(kBody.indexOf("\r\n0;") + 2);
    CHECK(faultsOf(upload(bare, "11", kSigned)).size() == 1);
    CHECK(faultsOf(upload(cut, "11", kSigned)).size() == 1);
    CHECK(faultsOf(upload("hello chunk", "11", kSigned)).empty());
    CHECK(faultsOf(upload(bare, "11", kSigned), BodyTrust::Recorded).empty());
}

TEST_CASE("Chunked upload: a size beyond the body does not run past it", "[auth]")
{
    CHECK(faultsOf(upload("7fffffffffffffff;chunk-signature=00\r\nx", "1", kSigned)).size() == 1);
}
