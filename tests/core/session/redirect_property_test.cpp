#include "catch.h"
#include "redirect_cases.h"

#include <QUrl>
#include <random>

using namespace keyhole;

namespace {

/// Pieces that addresses are mistaken with; some are whole authorities, some only look so.
const QByteArray kPieces[] = {"https:",
                              "http:",
                              "//",
                              "/",
                              "\\",
                              "@",
                              ":",
                              "443",
                              "8443",
                              "app.example.com",
                              "APP.EXAMPLE.COM.",
                              "evil.example",
                              ".",
                              "..",
                              "?",
                              "#",
                              "%2F",
                              "%40",
                              "[::1]",
                              "127.0.0.1",
                              "xn--bcher-kva.example",
                              "app.example.com.evil.example",
                              "user:password",
                              " ",
                              "\t",
                              "\xE3\x80\x82",
                              "x=1",
                              "&"};

QByteArray randomLocation(std::mt19937 &random)
{
    QByteArray location;
    const auto pieces = 1 + random() % 7;
    for (unsigned i = 0; i < pieces; ++i)
        location += kPieces[random() % std::size(kPieces)];
    return location;
}

}

TEST_CASE("Redirects: whatever Location says, a credential goes only where another reader of addresses sees its own host",
          "[session][redirects]")
{
    std::mt19937 random(20261121);
    const RequestDraft draft = draftWith(Carrier::AuthHeader, "https://app.example.com/v1/start");
    int followed = 0, carried = 0;
    for (int round = 0; round < 10'000; ++round) {
        const QByteArray location = randomLocation(random);
        CAPTURE(location);
        ChainWalk walk(draft);
        const auto next = walk.answer(302, location);
        if (!next || !*next)
            continue;
        ++followed;
        if (!leaves(walk.request, walk.options))
            continue;
        ++carried;
        const QUrl read = QUrl::fromEncoded(walk.request.url.toString());
        const QString host = read.host();
        REQUIRE((host == "app.example.com" || host == "app.example.com."));
        REQUIRE(read.scheme() == "https");
        REQUIRE(read.port(443) == 443);
    }
    CHECK(followed > 1000);
    CHECK(carried > 500);
    CHECK(carried < followed);
}
