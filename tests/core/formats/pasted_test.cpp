#include "catch.h"
#include "core/formats/input.h"
#include "core/token/base64url.h"

using namespace keyhole;

namespace {

const QByteArray kToken
    = encodeBase64Url(R"({"alg":"HS256"})") + '.' + encodeBase64Url(R"({"sub":"ada"})") + '.' + encodeBase64Url(QByteArray(32, 's'));

}

TEST_CASE("readPasted: takes the token out of other text", "[formats]")
{
    const auto text = GENERATE_COPY(values<QByteArray>(
        {"2026-11-21 09:43 GET /?id_token=" + kToken + " 401", "{\"access_token\":\"" + kToken + "\",\"expires_in\":3600}", kToken}));
    CAPTURE(text);
    const auto input = readPasted(text);
    REQUIRE(input);
    REQUIRE(std::holds_alternative<Token>(*input));
    CHECK(std::get<Token>(*input).text == kToken);
}

TEST_CASE("readPasted: a recording or command that does not read stays a fault, whatever tokens it holds", "[formats]")
{
    CHECK_FALSE(readPasted("{\"log\":{\"entries\":[{\"request\":\"" + kToken));
    CHECK_FALSE(readPasted("curl -H 'Authorization: Bearer " + kToken));
    CHECK_FALSE(readPasted("nothing of the kind"));
}
