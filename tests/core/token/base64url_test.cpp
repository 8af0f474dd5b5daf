#include "catch.h"
#include "core/token/base64url.h"

using namespace keyhole;

TEST_CASE("decodeBase64Url: gives back what was encoded, for every length and byte", "[token]")
{
    QByteArray bytes;
    for (int i = 0; i < 300; ++i) {
        CAPTURE(i);
        const auto decoded = decodeBase64Url(encodeBase64Url(bytes));
        REQUIRE(decoded);
        CHECK(*decoded == bytes);
        bytes += char(i * 7 + 3);
    }
}

TEST_CASE("decodeBase64Url: knows the vectors of RFC 4648 without their padding", "[token]")
{
    const auto [text, bytes] = GENERATE(table<const char *, const char *>({{"", ""},
                                                                           {"Zg", "f"},
                                                                           {"Zm8", "fo"},
                                                                           {"Zm9v", "foo"},
                                                                           {"Zm9vYg", "foob"},
                                                                           {"Zm9vYmE", "fooba"},
                                                                           {"Zm9vYmFy", "foobar"},
                                                                           {"-_-_", "\xFB\xFF\xBF"}}));
    CAPTURE(text);
    CHECK(decodeBase64Url(text).value() == bytes);
    CHECK(encodeBase64Url(bytes) == text);
}

TEST_CASE("decodeBase64Url: refuses at the first character that does not fit", "[token]")
{
    const auto [text, offset, word] = GENERATE(table<const char *, int, const char *>({
        {"Zg==", 2, "padding"},
        {"Zm9v=", 4, "padding"},
        {"Zm 9", 2, "white space"},
        {"Zm9v\n", 4, "line break"},
        {"+m9v", 0, "standard base64"},
        {"Zm9/", 3, "standard base64"},
        {"Zm.9", 2, "no character"},
        {"Z\xC3\xA4v", 1, "no character"},
        {"Z", 0, "one character too many"},
        {"Zm9vY", 4, "one character too many"},
        {"Zh", 1, "bits"},
        {"Zm9", 2, "bits"},
    }));
    CAPTURE(text);
    const auto decoded = decodeBase64Url(text);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().offset == offset);
    CHECK(decoded.error().message.contains(word));
}
