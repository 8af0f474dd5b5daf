#include "core/clock/sntp.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView datagram = inputOf(data, size);
    const std::chrono::sys_time<std::chrono::microseconds> sent(std::chrono::microseconds(1'795'254'192'418'250));
    NtpExchange exchange{0, sent, sent + std::chrono::milliseconds(41)};
    if (size >= 32) {  // so that more than one in 2^64 gets beyond the nonce
        for (size_t i = 24; i < 32; ++i)
            exchange.nonce = (exchange.nonce << 8) | data[i];
    }
    const auto answer = readNtpAnswer(datagram, exchange);
    if (answer) {
        demand(answer->offset.low <= answer->offset.high);
        demand(answer->stratum >= 1 && answer->stratum <= 15);
        demand(answer->delay >= Milliseconds(0));
    } else {
        demand(!answer.error().error.what.isEmpty());
    }
    return 0;
}
