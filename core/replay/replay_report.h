#pragma once

#include "core/replay/replay_run.h"

namespace keyhole {

/// What a replay came to, to be written.
struct ReplayReport {
    QString source;  ///< name of the collection or file
    QString environment;  ///< empty: none
    int parallel = 1, repeat = 1;
    int planned = 0;  ///< requests, all repetitions together
    Milliseconds elapsed{0};
    QString stoppedBy;  ///< empty: it went to its end
    bool cancelled = false;  ///< by a person
    int exchangesDropped = 0;
    std::vector<const ReplayResult *> results;  ///< by round and order

    int count(ReplayResult::Outcome outcome) const;
    int failed() const { return count(ReplayResult::Outcome::Failed) + count(ReplayResult::Outcome::NotSent); }
    int changed() const;  ///< results that differ from those before
    int rest() const { return planned - int(results.size()); }  ///< requests that it never came to
};

/// The results must stay until it is written.
ReplayReport reportOf(const ReplayRun &run);

/// Whether every request that was sent came out as expected, and each could be sent that was to be.
inline bool allWell(const ReplayReport &report)
{
    return report.failed() == 0 && !report.cancelled;
}

/// One line a request, and for one that failed those that say why. For a terminal.
QString replayRowText(const ReplayResult &result, const TextStyle &style = {});
/// "11 passed, 1 failed, 1 skipped in 1.2 s; 2 are other than the last time."
QString replaySummaryText(const ReplayReport &report);
/// The whole, rows and summary.
QString replayToText(const ReplayReport &report, const TextStyle &style = {});

/// `keyhole.replay/1`, one line. Secrets are masked.
QByteArray replayToJson(const ReplayReport &report);

/// JUnit's XML for CI: one suite, a test case a request; `failure` for what was not as expected, `error` for what could not be sent,
/// `skipped` for what was left out.
QByteArray replayToJUnit(const ReplayReport &report);

/// What was sent and received, as far as it is kept: HAR 1.2. Secrets are masked unless they are asked for.
QByteArray replayToHar(const ReplayReport &report, bool keepSecrets);

}
