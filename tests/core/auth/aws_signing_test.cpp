#include "core/auth/aws_signature.h"
#include "core/auth/aws_signing.h"
#include "core/http/form.h"
#include "signed_requests.h"

using namespace keyhole;

namespace {

const Instant kSuiteTime{Seconds(1'440'938'160)};  // 2015-08-30T12:36:00Z
const QByteArray kUnreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const QByteArray kForm = "application/x-www-form-urlencoded";
const QByteArray kSessionToken
    = "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/"
      "kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+"
      "xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

/// The key, region and service that all cases of AWS's signing test suite have.
AuthDraft suiteKey(const QByteArray &token = {})
{
    AuthDraft auth;
    auth.kind = AuthKind::AwsSignature4;
    auth.secret = Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    auth.secondSecret = Secret(token);
    auth.aws = {"AKIDEXAMPLE", "us-east-1", "service"};
    return auth;
}

/// As somebody types it.
Request typed(const QByteArray &method, const QByteArray &target, const std::vector<std::pair<QByteArray, QByteArray>> &fields = {},
              const QByteArray &body = {})
{
    Request request = requestOf(method, "https://example.amazonaws.com" + target, {{"Host", "example.amazonaws.com", {}}}, body);
    for (const auto &[name, value] : fields)
        request.fields.append(name, value);
    request.origins.assign(size_t(request.fields.size()), FieldOrigin::Typed);
    return request;
}

QByteArray authorizationFor(const AuthDraft &auth, const Request &request)
{
    const auto effect = applyAuth(auth, {request, kSuiteTime, {}, nullptr});
    REQUIRE(effect);
    return effect->fields.value("Authorization").value_or(QByteArray());
}

QByteArray signatureIn(const QByteArray &authorization)
{
    return authorization.mid(authorization.indexOf("Signature=") + 10);
}

}

TEST_CASE("AWS signing: what AWS's test suite sends is signed as it says", "[auth]")
{
    struct Case {
        const char *name;
        const char *method;
        QByteArray target;
        std::vector<std::pair<QByteArray, QByteArray>> fields;
        QByteArray body;
        const char *signature;
    };
    const char *plain = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
    const char *post = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
    const Case each = GENERATE_COPY(values<Case>({
        {"vanilla", "GET", "/", {}, {}, plain},
        {"empty query", "GET", "/?", {}, {}, plain},
        {"one parameter", "GET", "/?Param1=value1", {}, {}, "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb"},
        {"order of names",
         "GET",
         "/?Param2=value2&Param1=value1",
         {},
         {},
         "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
        {"order of values, case",
         "GET",
         "/?Param1=value2&Param1=Value1",
         {},
         {},
         "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1"},
        {"order of values",
         "GET",
         "/?Param1=value2&Param1=value1",
         {},
         {},
         "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694"},
        {"unreserved in the query",
         "GET",
         "/?" + kUnreserved + '=' + kUnreserved,
         {},
         {},
         "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197"},
        {"unreserved in the path", "GET", '/' + kUnreserved, {}, {}, "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
        {"UTF-8 in the query", "GET", "/?%E1%88%B4=bar", {}, {}, "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
        {"relative", "GET", "/example/..", {}, {}, plain},
        {"twice relative", "GET", "/example1/example2/../..", {}, {}, plain},
        {"dot", "GET", "/./", {}, {}, plain},
        {"dot before a name", "GET", "/./example", {}, {}, "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"},
        {"slashes", "GET", "//example//", {}, {}, "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"},
        {"only slashes", "GET", "//", {}, {}, plain},
        {"a field again",
         "GET",
         "/",
         {{"My-Header1", "value2"}, {"My-Header1", "value2"}, {"My-Header1", "value1"}},
         {},
         "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
        {"order of fields",
         "GET",
         "/",
         {{"My-Header1", "value4"}, {"My-Header1", "value1"}, {"My-Header1", "value3"}, {"My-Header1", "value2"}},
         {},
         "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01"},
        {"blanks in fields",
         "GET",
         "/",
         {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
         {},
         "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
        {"post", "POST", "/", {}, {}, post},
        {"post with a query", "POST", "/?Param1=value1", {}, {}, "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"},
        {"case of a value",
         "POST",
         "/",
         {{"My-Header1", "VALUE1"}},
         {},
         "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d"},
        {"case of a name", "POST", "/", {{"my-header1", "value1"}}, {}, "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c"},
        {"a form",
         "POST",
         "/",
         {{"Content-Type", kForm}},
         "Param1=value1",
         "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
        {"a form with a charset",
         "POST",
         "/",
         {{"Content-Type", kForm + "; charset=utf8"}},
         "Param1=value1",
         "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe"},
    }));
    CAPTURE(each.name);
    CHECK(signatureIn(authorizationFor(suiteKey(), typed(each.method, each.target, each.fields, each.body))) == each.signature);
}

TEST_CASE("AWS signing: a session token is sent and signed", "[auth]")
{
    const auto effect = applyAuth(suiteKey(kSessionToken), {typed("POST", "/"), kSuiteTime, {}, nullptr});
    REQUIRE(effect);
    CHECK(effect->fields.value("X-Amz-Security-Token") == kSessionToken);
    const QByteArray value = effect->fields.value("Authorization").value_or(QByteArray());
    CHECK(value.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"));
    CHECK(signatureIn(value) == "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    CHECK_FALSE(effect->display.contains(QString::fromLatin1(kSessionToken)));
    CHECK_FALSE(effect->display.contains(QString::fromLatin1(signatureIn(value))));

    const AuthDraft other = suiteKey("6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267");
    CHECK(signatureIn(authorizationFor(other, typed("GET", "/"))) == "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8");
}

TEST_CASE("AWS signing: a date and a session token that are typed are signed as they are, and not added again", "[auth]")
{
    const Request dated = typed("GET", "/", {{"X-Amz-Date", "20150830T123600Z"}});
    const auto effect = applyAuth(suiteKey(), {dated, kSuiteTime + std::chrono::hours(30), {}, nullptr});
    REQUIRE(effect);
    CHECK_FALSE(effect->fields.contains("X-Amz-Date"));
    CHECK(signatureIn(effect->fields.value("Authorization").value_or(QByteArray()))
          == "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

    const Request token = typed("POST", "/", {{"X-Amz-Security-Token", kSessionToken}});
    CHECK(signatureIn(authorizationFor(suiteKey(kSessionToken), token))
          == "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
    CHECK_FALSE(applyAuth(suiteKey(kSessionToken), {token, kSuiteTime, {}, nullptr})->fields.contains("X-Amz-Security-Token"));
}

TEST_CASE("AWS signing: signed addresses of AWS's test suite", "[auth]")
{
    const auto [target, signature] = GENERATE_COPY(table<QByteArray, const char *>({
        {"/?Param2=value2&Param1=value1", "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5"},
        {"//example//", "c1834e8fb0307243711f0f907f6ab7311ed300d87f13792d7ee4da89ab93e082"},
        {"/?" + kUnreserved + '=' + kUnreserved, "8e76a88a7433637b12778d5592799b29ad21ecd6cf6325051c21d86f0acda2bf"},
    }));
    AuthDraft auth = suiteKey();
    auth.aws.inQuery = true;
    const auto effect = applyAuth(auth, {typed("GET", target), kSuiteTime, {}, nullptr});
    REQUIRE(effect);
    CHECK(effect->fields.isEmpty());
    CHECK(effect->query.endsWith(QByteArray("&X-Amz-Signature=") + signature));
    CHECK(effect->query.contains("&X-Amz-Expires=3600&"));
    CHECK_FALSE(effect->display.contains(QString(signature)));
}

TEST_CASE("AWS signing: a signed address with fields, and with a session token, as the suite has them", "[auth]")
{
    AuthDraft auth = suiteKey();
    auth.aws.inQuery = true;
    const Request fields = typed("GET", "/", {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}});
    CHECK(applyAuth(auth, {fields, kSuiteTime, {}, nullptr})
              ->query.endsWith("&X-Amz-Signature=e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4"));
    auth.secondSecret = Secret("6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267");
    CHECK(applyAuth(auth, {typed("GET", "/"), kSuiteTime, {}, nullptr})
              ->query.endsWith("&X-Amz-Signature=7ff2b50b376cb4d151970630573d6291dc128cc5c2a12ffb237f73cc53f67b6c"));
}

TEST_CASE("AWS signing: S3 hashes the payload into a field, or says that it is not signed", "[auth]")
{
    AuthDraft auth = suiteKey();
    auth.aws.service = "s3";
    auth.aws.unsignedPayload = GENERATE(false, true);
    const Request request = typed("PUT", "/a//b%20c", {}, "hello");
    const auto effect = applyAuth(auth, {request, kSuiteTime, {}, nullptr});
    REQUIRE(effect);
    const QByteArray hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    CHECK(effect->fields.value("X-Amz-Content-Sha256") == (auth.aws.unsignedPayload ? QByteArray("UNSIGNED-PAYLOAD") : hash));
    CHECK(effect->fields.value("Authorization")->contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date,"));

    Request sent = request;
    for (const Field &field : effect->fields)
        sent.fields.append(field);
    const auto read = readAwsSignature(sent);
    REQUIRE(read);
    CHECK(read->faults.empty());
    CHECK(awsCanonicalRequest(sent, *read).startsWith("PUT\n/a//b%20c\n"));
}

TEST_CASE("AWS signing: what others may change on the way is not signed", "[auth]")
{
    Request request = typed("GET", "/", {{"User-Agent", "x"}, {"Accept-Encoding", "br"}, {"Connection", "close"}, {"X-Custom", "1"}});
    request.fields.append("Accept", "*/*");
    request.origins.push_back(FieldOrigin::Automatic);
    CHECK(authorizationFor(suiteKey(), request).contains("SignedHeaders=host;x-amz-date;x-custom,"));
}

TEST_CASE("AWS signing: region and service are read from the host", "[auth]")
{
    const auto [host, region, service] = GENERATE(table<const char *, const char *, const char *>({
        {"dynamodb.eu-west-1.amazonaws.com", "eu-west-1", "dynamodb"},
        {"bucket.s3.eu-central-1.amazonaws.com", "eu-central-1", "s3"},
        {"bucket.s3.dualstack.eu-central-1.amazonaws.com", "eu-central-1", "s3"},
        {"s3.amazonaws.com", "us-east-1", "s3"},
        {"s3-eu-west-1.amazonaws.com", "eu-west-1", "s3"},
        {"a1b2c3.execute-api.us-gov-west-1.amazonaws.com", "us-gov-west-1", "execute-api"},
        {"search-x.eu-west-1.es.amazonaws.com", "eu-west-1", "es"},
        {"sqs.cn-north-1.amazonaws.com.cn", "cn-north-1", "sqs"},
        {"iam.amazonaws.com", "us-east-1", "iam"},
        {"email.us-east-1.amazonaws.com", "us-east-1", "ses"},
        {"abc.lambda-url.eu-west-1.on.aws", "eu-west-1", "lambda"},
        {"api.example.com", "", ""},
    }));
    CAPTURE(host);
    CHECK(awsPlaceOf(host) == AwsPlace{region, service});
}

TEST_CASE("AWS signing: a host that does not tell its place, and a lifetime beyond a week, are refused with what to do", "[auth]")
{
    AuthDraft auth = suiteKey();
    auth.aws.region.clear();
    auth.aws.service.clear();
    const auto nowhere = applyAuth(auth, {requestOf("GET", "https://api.example.com/", {}), kSuiteTime, {}, nullptr});
    REQUIRE_FALSE(nowhere);
    CHECK(nowhere.error().what.contains("region"));
    auth = suiteKey();
    auth.aws.inQuery = true;
    auth.aws.expires = GENERATE(0, -1, 604'801);
    CHECK_FALSE(applyAuth(auth, {typed("GET", "/"), kSuiteTime, {}, nullptr}));
}
