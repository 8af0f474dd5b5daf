#pragma once

#include "core/clock/sntp.h"
#include "core/clock/verdict.h"
#include "core/session/clock_measurement.h"

namespace keyhole {

/// What a time server was asked, and what came of it.
struct AskedTimeServer {
    QString name;  ///< as the user wrote it
    Result<NtpAnswer> answer = failure(Error{});
};

/// All that `keyhole-cli clock` found.
struct ClockReport {
    std::vector<MeasuredClock> clocks;
    std::optional<AskedTimeServer> timeServer;
    ClockVerdict verdict;
    Instant local;  ///< this computer's time at the end
};

/// For a person: the verdict, then a line for each server.
QString clockText(const ClockReport &report);
/// "keyhole.clock/1".
QByteArray clockJson(const ClockReport &report);

}
