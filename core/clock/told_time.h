#pragma once

#include "core/clock/offset.h"

namespace keyhole {

/// A moment that an answer tells besides Date: who wrote it read a clock while the answer was made.
struct ToldTime {
    Instant time;
    Milliseconds resolution{1000};  ///< the clock stood within this behind `time`
    QByteArray where;  ///< evidence place, such as "response.headers.X-Timer"
    QByteArray written;  ///< the part that tells it; no secret
    QString what;  ///< "the Hawk challenge"

    friend bool operator==(const ToldTime &, const ToldTime &) = default;
};

/// Read from a cookie that has both Max-Age and Expires (their difference is the moment at which it was made: RFC 6265, 4.1.2), from `ts`
/// of a Hawk challenge, from ServerTime in an error of AWS, from `timestamp` in an error of Spring Boot, and from X-Timer of Fastly.
/// Bodies above 64 KB are not read. `now`: for the century of dates.
std::vector<ToldTime> toldTimes(const Response &response, Instant now);

/// The first of them that no clock in step with Date can have shown: the server's own time is then not what Date says, as behind a proxy
/// that writes Date anew. Absent where none contradicts, and for an answer that a cache may have stored.
std::optional<ToldTime> contradictsDate(const Hop &hop);

/// "Date is of another clock than ts of the Hawk challenge, which is 14 min ahead of it: …"
QString contradictionText(const ToldTime &told, Instant date);

/// What one answer says about its server's clock, and by whose hands it came. None where offsetFrom() gives none.
std::optional<ClockAnswer> readClock(const Hop &hop);

/// Whoever passed the answer on, as Via and Server name them, for comparison with another answer of the same origin.
QByteArray handsOf(const Response &response);

}
