#include "catch.h"
#include "core/formats/curl_command.h"

using namespace keyhole;

TEST_CASE("curl: how a proxy is shown who asks is read and written by curl's names", "[curl]")
{
    const auto [option, auth] = GENERATE(table<const char *, ProxyAuth>(
        {{"--proxy-basic", ProxyAuth::Basic}, {"--proxy-digest", ProxyAuth::Digest}, {"--proxy-anyauth", ProxyAuth::AsAsked}}));
    CAPTURE(option);
    const auto read = parseCurlArguments({"-x", "http://127.0.0.1:3128", "--proxy-user", "ada:love:lace", option, "http://api.example/"});
    REQUIRE(read);
    const TransportOptions &transport = read->draft.transport;
    CHECK(transport.proxyAuth == auth);
    CHECK(transport.proxyUser == "ada");
    CHECK(transport.proxyPassword.reveal() == "love:lace");
    const QByteArray written = writeCurlCommand(read->draft);
    CHECK(written.contains(option) == (auth != ProxyAuth::Basic));
    CHECK_FALSE(written.contains("love:lace"));
}
