#include "core/auth/echoed_signing.h"
#include "signed_requests.h"

#include <QMessageAuthenticationCode>

using namespace keyhole;

namespace {

constexpr const char *kHost = "https://example.amazonaws.com/";

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/// The signature of the published example secret: docs.aws.amazon.com, "Create a signed AWS API request", step 4.
QByteArray signatureOf(const Request &request, const AwsSignature &read)
{
    const QByteArray secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    const QByteArray key = hmac(hmac(hmac(hmac("AWS4" + secret, read.date), read.region), read.service), "aws4_request");
    return hmac(key, awsStringToSign(read, awsCanonicalRequest(request, read))).toHex();
}

Request signedRequest(const QByteArray &method, const QByteArray &address, const QByteArray &scope, const QByteArray &headers,
                      FieldList fields, const QByteArray &body = {})
{
    fields.append("Authorization",
                  "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/" + scope + "/aws4_request, SignedHeaders=" + headers
                      + ", Signature=" + QByteArray(64, 'a'));
    return requestOf(method, address, fields, body);
}

AwsSignature read(const Request &request)
{
    const auto signature = readAwsSignature(request);
    REQUIRE(signature);
    return *signature;
}

}

TEST_CASE("AWS Signature Version 4: the plainest request gives the signature that AWS publishes for it", "[auth]")
{
    const Request request = signedRequest("GET", kHost, "20150830/us-east-1/service", "host;x-amz-date",
                                          {{"Host", "example.amazonaws.com", {}}, {"X-Amz-Date", "20150830T123600Z", {}}});
    const AwsSignature signature = read(request);
    CHECK(signature.faults.empty());
    CHECK(signature.place() == "us-east-1/service");
    CHECK(sha256Hex(awsCanonicalRequest(request, signature)) == "bb579772317eb040ac9ed261061d46c1f17a8133879d6129b6e1c25292927e63");
    CHECK(signatureOf(request, signature) == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
}

TEST_CASE("AWS Signature Version 4: path and query are normalised, sorted and encoded as the service does it", "[auth]")
{
    const auto [service, target, path, query] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"service", "", "/", ""},
        {"service", "a/../b//c/", "/b/c/", ""},
        {"service", "a%20b", "/a%2520b", ""},
        {"s3", "a//../b%20c", "/a//../b%20c", ""},
        {"s3", "?list-type=2&prefix=a/b", "/", "list-type=2&prefix=a%2Fb"},
        {"service", "?b=2&a=1&a=0", "/", "a=0&a=1&b=2"},
        {"service", "?acl", "/", "acl="},
        {"service", "?q=~x%7Ey", "/", "q=~x~y"},
    }));
    CAPTURE(target);
    const Request request = signedRequest("GET", QByteArray(kHost) + target, QByteArray("20150830/us-east-1/") + service, "host;x-amz-date",
                                          {{"X-Amz-Date", "20150830T123600Z", {}}});
    const QByteArrayList lines = awsCanonicalRequest(request, read(request)).split('\n');
    CHECK(lines[1] == path);
    CHECK(lines[2] == query);
    CHECK(lines[3] == "host:example.amazonaws.com");
}

TEST_CASE("AWS Signature Version 4: what is missing from a signature is named", "[auth]")
{
    const FieldList dated{{"X-Amz-Date", "20150830T123600Z", {}}};
    SECTION("no host among the signed headers")
    CHECK(tells(read(signedRequest("GET", kHost, "20150830/us-east-1/sqs", "x-amz-date", dated)).faults, "host is not signed"));
    SECTION("no date")
    CHECK(tells(read(signedRequest("GET", kHost, "20150830/us-east-1/sqs", "host", {})).faults, "no X-Amz-Date"));
    SECTION("a temporary key without its session token")
    {
        const Request request
            = requestOf("GET", kHost,
                        {{"X-Amz-Date", "20150830T123600Z", {}},
                         {"Authorization",
                          "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20150830/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=aa",
                          {}}});
        CHECK(tells(read(request).faults, "temporary"));
    }
    SECTION("a signed header that is not there proves nothing in a recording")
    {
        const auto faults = read(signedRequest("GET", kHost, "20150830/us-east-1/sqs", "host;x-amz-target", dated)).faults;
        REQUIRE(faults.size() == 1);
        CHECK_FALSE(faults.front().proven);
    }
    SECTION("a scope that ends early")
    CHECK(tells(read(signedRequest("GET", kHost, "us-east-1", "host", dated)).faults, "Credential"));
}

TEST_CASE("AWS Signature Version 4: the scope is compared with the signing date and with the region in the host", "[auth]")
{
    const auto [scope, host, differs] = GENERATE(table<const char *, const char *, bool>({
        {"20150830/eu-west-1/sqs", "sqs.eu-west-1.amazonaws.com", false},
        {"20150829/eu-west-1/sqs", "sqs.eu-west-1.amazonaws.com", true},
        {"20150830/us-east-1/sqs", "sqs.eu-west-1.amazonaws.com", true},
        {"20150830/us-east-1/s3", "b.s3-eu-west-1.amazonaws.com", true},
        {"20150830/us-east-1/iam", "iam.amazonaws.com", false},
        {"20150830/us-east-1/s3", "data-eu-west-1.s3.amazonaws.com", false},
        {"20150830/us-east-1/execute-api", "api.example.org", false},
    }));
    CAPTURE(scope, host);
    const auto faults = read(signedRequest("GET", "https://" + QByteArray(host) + '/', scope, "host;x-amz-date",
                                           {{"X-Amz-Date", "20150830T123600Z", {}}}))
                            .faults;
    CHECK(std::any_of(faults.begin(), faults.end(), [](const SigningFault &each) { return each.kind == SigningFault::Kind::Scope; })
          == differs);
}

TEST_CASE("AWS Signature Version 4: a signed address tells its end, and one of more than a week has none", "[auth]")
{
    const auto [expires, seconds] = GENERATE(table<const char *, int>({{"900", 900}, {"604800", 604800}, {"604801", 0}, {"x", 0}}));
    const Request request = requestOf("GET",
                                      "https://b.s3.amazonaws.com/"
                                      "k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20150830%2Fus-east-1%2Fs3%2Faws4_request&"
                                      "X-Amz-Date=20150830T123600Z&X-Amz-Expires="
                                          + QByteArray(expires) + "&X-Amz-SignedHeaders=host&X-Amz-Signature=ab",
                                      {});
    const AwsSignature signature = read(request);
    CHECK(signature.inQuery);
    CHECK(signature.faults.empty());
    REQUIRE(signature.period.begins);
    CHECK(signature.period.ends.has_value() == (seconds > 0));
    if (seconds > 0)
        CHECK(*signature.period.ends - *signature.period.begins == Seconds(seconds));
    CHECK_FALSE(awsCanonicalRequest(request, signature).contains("X-Amz-Signature"));
    CHECK(awsCanonicalRequest(request, signature).endsWith("UNSIGNED-PAYLOAD"));
}

TEST_CASE("AWS Signature Version 4: the line that the answer's canonical request has otherwise is named", "[auth]")
{
    const Request request = signedRequest("GET", "https://files.example.org/a%20b?x=1&y=2", "20150830/us-east-1/s3", "host;x-amz-date",
                                          {{"Host", "files.example.org", {}}, {"X-Amz-Date", "20150830T123600Z", {}}});
    const AwsSignature signature = read(request);
    const QByteArray own = awsCanonicalRequest(request, signature);
    CHECK(compareAwsEcho(request, signature, own, BodyTrust::Whole).empty());
    const auto [from, to, named] = GENERATE(table<const char *, const char *, const char *>({
        {"host:files.example.org", "host:backend:9000", "backend:9000"},
        {"GET\n", "HEAD\n", "method"},
        {"/a%20b", "/prefix/a%20b", "path"},
        {"x=1&y=2", "x=1", "y: 2"},
        {"x=1&y=2", "x=1&y=3", "“3”"},
        {"x=1&y=2", "w=&x=1&y=2", "w: absent"},
    }));
    CAPTURE(from);
    QByteArray seen = own;
    seen.replace(from, to);
    REQUIRE(seen != own);
    const auto faults = compareAwsEcho(request, signature, seen, BodyTrust::Whole);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().proven);
    CHECK(tells(faults, named));
}

TEST_CASE("AWS Signature Version 4: the canonical request is found in XML and in a JSON sentence", "[auth]")
{
    const auto [body, expected] = GENERATE(table<const char *, const char *>({
        {"<?xml version=\"1.0\"?><Error><CanonicalRequest>GET\n/\na=1&amp;b=2\nhost:h\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>",
         "GET\n/\na=1&b=2\nhost:h\n\nhost\nUNSIGNED-PAYLOAD"},
        {R"({"message":"It does not match.\n\nThe Canonical String for this request should have been\n'GET\n/\n\nhost:h\n\nhost\nabc'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n1\n2\n3'\n"})",
         "GET\n/\n\nhost:h\n\nhost\nabc"},
        {"{\"message\":\"Forbidden\"}", ""},
    }));
    Response response;
    response.body = body;
    CHECK(readEchoedSigning(response).canonicalRequest == expected);
}

TEST_CASE("Body digests: each that a request carries is computed anew", "[auth]")
{
    const auto [name, value, fits] = GENERATE(table<const char *, const char *, bool>({
        {"Content-Digest", "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:", true},
        {"Content-Digest", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", false},
        {"Content-Digest", "unixsum=:30637=:", true},
        {"Digest", "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=", true},
        {"Digest", "SHA-256=AAAA", false},
        {"X-Amz-Content-Sha256", "5f8f04f6a3a892aaabbddb6cf273894493773960d4a325b105fee46eef4304f1", true},
        {"X-Amz-Content-Sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false},
        {"X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD", true},
    }));
    CAPTURE(name, value);
    const Request request = requestOf("POST", "https://example.org/", {{name, value, {}}}, "{\"hello\": \"world\"}");
    CHECK(checkBodyDigests(request, BodyTrust::Whole).empty() == fits);
}

TEST_CASE("Body digests: a recording that may have lost bytes proves nothing", "[auth]")
{
    const char *wrong = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:";
    const auto [body, length, found, proven] = GENERATE(table<const char *, const char *, bool, bool>({
        {"{}", "2", true, true},
        {"{}", "3", true, false},
        {"Gr\xc3\xbc\xc3\x9f", "7", true, false},
        {"", "12", false, false},
    }));
    const Request request
        = requestOf("POST", "https://example.org/", {{"Content-Digest", wrong, {}}, {"Content-Length", length, {}}}, body);
    const auto faults = checkBodyDigests(request, BodyTrust::Recorded);
    CHECK(faults.empty() != found);
    if (found)
        CHECK(faults.front().proven == proven);
}
