#include "catch.h"
#include "core/http/credentials.h"
#include "random_bytes.h"

using namespace keyhole;

TEST_CASE("splitCredentials: scheme and rest, without judging", "[http]")
{
    const auto [value, scheme, rest] = GENERATE(table<const char *, const char *, const char *>({
        {"Bearer abc.def.ghi", "Bearer", "abc.def.ghi"},
        {"bearer   abc", "bearer", "abc"},
        {"Bearer\tabc", "Bearer", "abc"},
        {"Bearer Bearer abc", "Bearer", "Bearer abc"},
        {"Bearer: abc", "Bearer:", "abc"},
        {"Bearer", "Bearer", ""},
        {"basic", "basic", ""},
        {"abc.def.ghi", "", "abc.def.ghi"},
        {"Bearer=abc", "", "Bearer=abc"},
        {"dXNlcjpwYXNz", "", "dXNlcjpwYXNz"},
        {"", "", ""},
        {"  Bearer abc", "Bearer", "abc"},
    }));
    CAPTURE(value);
    const Credentials credentials = splitCredentials(value);
    CHECK(credentials.scheme == scheme);
    CHECK(credentials.rest == rest);
}

TEST_CASE("splitCredentials: gives the parameters where the rest is a list of them", "[http]")
{
    const Credentials digest = splitCredentials("Digest username=\"ann\", uri=\"/x\", nc=00000001, response=\"0123\"");
    REQUIRE(digest.parameters.size() == 4);
    CHECK(digest.parameters[0] == AuthParameter{"username", "ann", true, 7});
    CHECK(digest.parameters[2] == AuthParameter{"nc", "00000001", false, 33});
    const Credentials signature
        = splitCredentials("AWS4-HMAC-SHA256 Credential=KEY/20261121/eu/s3/aws4_request, SignedHeaders=host;x-date, Signature=ab12");
    REQUIRE(signature.parameters.size() == 3);
    CHECK(signature.parameters[0].value == "KEY/20261121/eu/s3/aws4_request");
    CHECK(signature.parameters[1].value == "host;x-date");
    CHECK(splitCredentials("Basic dXNlcjpwYXNz").parameters.empty());
    CHECK(splitCredentials("Bearer abc==").parameters.empty());
}

TEST_CASE("parseBasic: splits at the first colon", "[http]")
{
    const auto [text, user, password] = GENERATE(table<const char *, const char *, const char *>({{"ann:secret", "ann", "secret"},
                                                                                                  {"ann:a:b:", "ann", "a:b:"},
                                                                                                  {":", "", ""},
                                                                                                  {"ann:", "ann", ""},
                                                                                                  {":x", "", "x"},
                                                                                                  {"ann:x\n", "ann", "x\n"}}));
    CAPTURE(text);
    const auto basic = parseBasic(QByteArray(text).toBase64());
    REQUIRE(basic);
    CHECK(basic->user == user);
    CHECK(basic->password == password);
}

TEST_CASE("parseBasic: tells UTF-8 from Latin-1 by the bytes", "[http]")
{
    CHECK(parseBasic(QByteArray("ann:plain").toBase64())->coding == TextCoding::Ascii);
    CHECK(parseBasic(QByteArray("ann:\xC2\xA3\xE2\x82\xAC").toBase64())->coding == TextCoding::Utf8);
    CHECK(parseBasic(QByteArray("ann:\xA3").toBase64())->coding == TextCoding::Latin1);
    CHECK(parseBasic(QByteArray("\xFC:\xC3\xBC").toBase64())->coding == TextCoding::Latin1);
}

TEST_CASE("parseBasic: refuses what is no base64, at its place", "[http]")
{
    const auto [text, offset] = GENERATE(table<const char *, int>({
        {"", 0},
        {"ann:secret", 3},
        {"YW5uOnM*", 7},
        {"YW5u OnM=", 4},
        {"YW5uOn-_", 6},
        {"YW5uOng", 7},
        {"YW5uOngx=", 9},
        {"YW5uOg==YW5u", 8},
        {"YW5uO===", 7},
        {"YW5uOng%3D", 7},
        {"\"YW5uOng=\"", 0},
    }));
    CAPTURE(text);
    const auto basic = parseBasic(text);
    REQUIRE_FALSE(basic);
    CHECK(basic.error().offset == offset);
}

TEST_CASE("parseBasic: refuses a text without a colon", "[http]")
{
    const auto basic = parseBasic(QByteArray("annsecret").toBase64());
    REQUIRE_FALSE(basic);
    CHECK(basic.error().message.contains("colon"));
}

TEST_CASE("formatBasic: every user and password comes back through parseBasic", "[http][property]")
{
    const std::vector<QByteArray> pieces{"ann", "@", "%40", "\xC3\xBC", " ", "\n", "pass"};
    RandomBytes random(7617);
    for (int round = 0; round < 5000; ++round) {
        const QByteArray user = random.from(pieces, 5).replace(':', '.');
        const QByteArray password = random.from(pieces, 5) + (round % 2 ? ":" : "");
        CAPTURE(user, password);
        const auto basic = parseBasic(formatBasic(user, password));
        REQUIRE(basic);
        CHECK((basic->user == user && basic->password == password));
    }
}

TEST_CASE("splitCredentials and parseBasic: a random text is read or fails inside it", "[http][property]")
{
    const std::vector<QByteArray> pieces{"Basic", "Bearer", " ", "YW5u", "Ong", "=", ":", ",", "a=b", "\"", "-", "\t"};
    RandomBytes random(11);
    for (int round = 0; round < 20000; ++round) {
        const QByteArray value = random.from(pieces, 10);
        CAPTURE(value);
        const Credentials credentials = splitCredentials(value);
        CHECK(value.contains(credentials.scheme));
        CHECK(value.endsWith(credentials.rest));
        if (const auto basic = parseBasic(value); !basic)
            CHECK((basic.error().offset >= 0 && basic.error().offset <= value.size()));
    }
}
