#include "core/auth/hawk.h"
#include "signed_requests.h"

#include <QMessageAuthenticationCode>

using namespace keyhole;

namespace {

constexpr const char *kCredential = "Hawk id=\"dh37fgj492je\", ts=\"1353832234\", nonce=\"j4h3g2\", ext=\"some-app-ext-data\", "
                                    "mac=\"6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=\"";

}

TEST_CASE("Hawk: the string of the published example gives its mac", "[auth]")
{
    const Request request = requestOf("GET", "http://example.com:8000/resource/1?b=1&a=2", {{"Authorization", kCredential, {}}});
    const auto credential = readHawk(request, BodyTrust::Whole);
    REQUIRE(credential);
    CHECK(credential->faults.empty());
    CHECK(credential->period.begins == Instant(Seconds(1353832234)));
    const QByteArray mac = QMessageAuthenticationCode::hash(hawkString(request, *credential), "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn",
                                                            QCryptographicHash::Sha256);
    CHECK(mac.toBase64() == "6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=");
}

TEST_CASE("Hawk: the hash is over the media type without parameters, and the body", "[auth]")
{
    CHECK(hawkPayloadHash("text/plain", "Thank you for flying Hawk") == "Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=");
    CHECK(hawkPayloadHash("Text/Plain; charset=utf-8", "Thank you for flying Hawk") == "Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=");
}

TEST_CASE("Hawk: attributes that are missing and a body that was changed are named", "[auth]")
{
    const auto [from, to, body, named] = GENERATE(table<const char *, const char *, const char *, const char *>({
        {"nonce=\"j4h3g2\", ", "", "", "nonce"},
        {"ts=\"1353832234\", ", "", "", "ts"},
        {"ext=\"some", "hash=\"Yi9LfIIFRtBEPt74PVmbTF/xVAwPn7ub15ePICfgnuY=\", ext=\"some", "Thank you", "the body’s own"},
    }));
    const Request request
        = requestOf("POST", "http://example.com:8000/resource/1",
                    {{"Authorization", QByteArray(kCredential).replace(from, to), {}}, {"Content-Type", "text/plain", {}}}, body);
    const auto credential = readHawk(request, BodyTrust::Whole);
    REQUIRE(credential);
    CHECK(credential->faults.size() == 1);
    CHECK(tells(credential->faults, named));
}
