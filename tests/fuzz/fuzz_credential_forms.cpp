#include "core/diagnosis/credential/checksum.h"
#include "core/diagnosis/credential/key_reading.h"
#include "core/diagnosis/credential/session_value.h"
#include "demand.h"

using namespace keyhole;

/// The first byte chooses a cookie's name, the rest is the value: no reader may fail, and none may tell what it was given.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static constexpr QByteArrayView kNames[]
        = {"session",           "sessionid", "AuthSession",           "JSESSIONID",  "remember-me", "REMEMBERME",
           "sb-app-auth-token", "koa.sess",  "wordpress_logged_in_1", "PLAY_SESSION"};
    constexpr Instant kNow{Seconds(1795252800)};
    const QByteArrayView input = inputOf(data, size);
    if (input.isEmpty())
        return 0;
    const QByteArrayView value = input.sliced(1);
    if (const auto session = readSessionValue(kNames[uchar(input[0]) % std::size(kNames)], value))
        demand(!sessionValueText(*session, kNow).isEmpty());
    const auto key = readKey(value);
    if (key)
        demand(keyText(*key).startsWith(key->shape->what));
    keyDetail(value, kNow);
    for (const KeyChecksum checksum : {KeyChecksum::Base62, KeyChecksum::Base36Routable, KeyChecksum::HexReversed})
        checksumFits(checksum, value, std::min<qsizetype>(value.size(), 4));
    return 0;
}
