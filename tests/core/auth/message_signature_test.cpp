#include "core/auth/message_signature.h"
#include "signed_requests.h"

#include <QMessageAuthenticationCode>

using namespace keyhole;

namespace {

/// The request of RFC 9421, B.2, with a signature over some of it.
Request signedRequest(const QByteArray &input, const QByteArray &signature = "sig1=:cHhj:")
{
    return requestOf("POST", "https://example.com/foo?param=Value&Pet=dog",
                     {{"Host", "example.com", {}},
                      {"Date", "Tue, 20 Apr 2021 02:07:55 GMT", {}},
                      {"Content-Type", "application/json", {}},
                      {"Signature-Input", input, {}},
                      {"Signature", signature, {}}},
                     "{\"hello\": \"world\"}");
}

MessageSignature only(const Request &request)
{
    const auto found = readMessageSignatures(request, false);
    REQUIRE(found.size() == 1);
    return found.front();
}

}

TEST_CASE("HTTP Message Signatures: the base of RFC 9421, B.2.5 gives its signature", "[auth]")
{
    const Request request
        = signedRequest("sig1=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"");
    const MessageSignature signature = only(request);
    CHECK(signature.faults.empty());
    CHECK(signature.keyId == "test-shared-secret");
    CHECK(signature.period.begins == Instant(Seconds(1618884473)));
    const auto base = signatureBase(request, signature);
    REQUIRE(base);
    const QByteArray key
        = QByteArray::fromBase64("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
    CHECK(QMessageAuthenticationCode::hash(*base, key, QCryptographicHash::Sha256).toBase64()
          == "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
}

TEST_CASE("HTTP Message Signatures: derived components are those of RFC 9421, 2.2", "[auth]")
{
    const auto [component, value] = GENERATE(table<const char *, const char *>({
        {"\"@method\"", "POST"},
        {"\"@authority\"", "example.com"},
        {"\"@scheme\"", "https"},
        {"\"@path\"", "/foo"},
        {"\"@query\"", "?param=Value&Pet=dog"},
        {"\"@request-target\"", "/foo?param=Value&Pet=dog"},
        {"\"@target-uri\"", "https://example.com/foo?param=Value&Pet=dog"},
        {"\"@query-param\";name=\"Pet\"", "dog"},
    }));
    CAPTURE(component);
    const Request request = signedRequest("sig1=(" + QByteArray(component) + ");created=1");
    const auto base = signatureBase(request, only(request));
    REQUIRE(base);
    CHECK(base->split('\n').front() == component + QByteArray(": ") + value);
}

TEST_CASE("HTTP Message Signatures: Signature-Input is read with its place of fault", "[auth]")
{
    const auto [text, members] = GENERATE(table<const char *, int>({
        {"sig1=()", 1},
        {"sig1=(\"a\" \"b\");created=1;keyid=\"k\\\"x\", sig2=(\"@method\";req);alg=\"ed25519\"", 2},
        {"sig1=(\"a\"", -1},
        {"sig1=\"a\"", -1},
        {"sig1=(a)", -1},
        {"sig1=(\"a\"\"b\")", -1},
        {"sig1=();", -1},
        {"sig1=(),", -1},
        {"", 0},
    }));
    CAPTURE(text);
    const auto parsed = parseSignatureInput(text);
    CHECK(parsed.has_value() == (members >= 0));
    if (parsed)
        CHECK(int(parsed->size()) == members);
}

TEST_CASE("HTTP Message Signatures: what is covered must be there, and each label in both fields", "[auth]")
{
    CHECK(tells(only(signedRequest("sig1=(\"content-digest\");created=1")).faults, "content-digest"));
    CHECK(tells(only(signedRequest("sig2=(\"date\");created=1")).faults, "no member of this label"));
    CHECK(only(signedRequest("sig1=(\"content-digest\";req);created=1")).faults.empty());
    const Request half = requestOf("GET", "https://example.com/", {{"Signature", "sig1=:YQ==:", {}}});
    CHECK(tells(only(half).faults, "no Signature-Input"));
    CHECK(readMessageSignatures(requestOf("GET", "https://example.com/", {{"Signature", "v1", {}}}), false).empty());
}

TEST_CASE("HTTP Signatures of the draft: the field is read in Signature and behind Authorization", "[auth]")
{
    const QByteArray parameters = "keyId=\"https://example.com/users/a#main-key\",algorithm=\"rsa-sha256\",headers=\"(request-target) host "
                                  "date digest\",signature=\"YQ==\"";
    const auto [name, value]
        = GENERATE_COPY(table<const char *, QByteArray>({{"Signature", parameters}, {"Authorization", "Signature " + parameters}}));
    const Request request
        = requestOf("POST", "https://social.example/inbox", {{"Date", "Tue, 20 Apr 2021 02:07:55 GMT", {}}, {name, value, {}}});
    const MessageSignature signature = only(request);
    CHECK(signature.components.size() == 4);
    CHECK(tells(signature.faults, "digest"));
    CHECK_FALSE(signatureBase(request, signature));
    Request whole = request;
    whole.fields.append("Digest", "SHA-256=YQ==");
    const auto base = signatureBase(whole, only(whole));
    REQUIRE(base);
    CHECK(*base == "(request-target): post /inbox\nhost: social.example\ndate: Tue, 20 Apr 2021 02:07:55 GMT\ndigest: SHA-256=YQ==");
}
