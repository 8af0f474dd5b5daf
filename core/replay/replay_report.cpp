#include "core/replay/replay_report.h"

#include "core/formats/har.h"

namespace keyhole {

int ReplayReport::count(ReplayResult::Outcome outcome) const
{
    return int(std::count_if(results.begin(), results.end(), [outcome](const ReplayResult *each) { return each->outcome == outcome; }));
}

int ReplayReport::changed() const
{
    return int(std::count_if(results.begin(), results.end(), [](const ReplayResult *each) { return each->change.isChanged(); }));
}

ReplayReport reportOf(const ReplayRun &run)
{
    const ReplayProgress progress = run.progress();
    ReplayReport report;
    report.source = run.source().name();
    report.environment = run.options().environment;
    report.parallel = run.options().parallel;
    report.repeat = run.options().repeat;
    report.planned = progress.total;
    report.elapsed = progress.elapsed;
    report.stoppedBy = run.stoppedBy();
    report.cancelled = run.isCancelled();
    report.exchangesDropped = run.exchangesDropped();
    for (const ReplayResult &result : run.results())
        report.results.push_back(&result);
    std::sort(report.results.begin(), report.results.end(),
              [](const ReplayResult *a, const ReplayResult *b) { return a->number < b->number; });
    return report;
}

QByteArray replayToHar(const ReplayReport &report, bool keepSecrets)
{
    std::vector<Exchange> exchanges;
    HarWriteOptions options;
    options.keepSecrets = keepSecrets;
    for (const ReplayResult *result : report.results) {
        if (!result->exchange)
            continue;
        exchanges.push_back(*result->exchange);
        options.secrets += result->secrets;
    }
    return writeHar(exchanges, options);
}

}
