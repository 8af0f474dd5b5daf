#pragma once

#include "core/clock/offset.h"
#include "core/http/instant.h"
#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// A moment as NTP writes it: seconds of an era of 2^32 since 1900 or 2036, and 1/2^32 of a second.
using NtpTimestamp = quint64;

/// The moment between 2020 and 2156 that a timestamp stands for: there it is told from the era alone. RFC 4330, 3.
std::chrono::sys_time<std::chrono::microseconds> ntpMoment(NtpTimestamp timestamp);
NtpTimestamp ntpTimestamp(std::chrono::sys_time<std::chrono::microseconds> moment);

/// A question to a time server: 48 bytes, mode 3 (client), version 4. `nonce` stands where others write the local time, which is nobody's
/// business; the answer must bring it back. RFC 4330, 5; RFC 5905, 7.3.
QByteArray ntpRequest(NtpTimestamp nonce);

/// When a question went and its answer came, by a local clock that was not set in between.
struct NtpExchange {
    NtpTimestamp nonce = 0;
    std::chrono::sys_time<std::chrono::microseconds> sentAt, answeredAt;
};

/// What a time server said.
struct NtpAnswer {
    ClockOffset offset;  ///< true time minus local time: half the delay and what the server says of its own doubt are in it
    int stratum = 0;  ///< 1: has a reference clock of its own
    Milliseconds delay{0};  ///< there and back, without the time at the server

    friend bool operator==(const NtpAnswer &, const NtpAnswer &) = default;
};

enum class NtpFault {
    NotMine,  ///< answers another question, or nobody's: ignored, the true answer may still come
    Refused,  ///< a kiss-o'-death: the server wants no questions, or fewer
    NotSynchronised,  ///< says itself that it does not know the time
    Broken,  ///< no answer of a time server, or impossible times
};
struct NtpError {
    NtpFault fault;
    Error error;
};

/// Reads an answer, and holds it to all that RFC 4330, 5 and RFC 5905, 8 and 11.1 ask: length, mode 4, version, the nonce, leap, stratum,
/// root distance, order of times. The offset lies within ± (delay / 2 + root delay / 2 + root dispersion).
Result<NtpAnswer, NtpError> readNtpAnswer(QByteArrayView datagram, const NtpExchange &exchange);

}
