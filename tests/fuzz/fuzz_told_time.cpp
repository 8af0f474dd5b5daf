#include "core/clock/told_time.h"
#include "demand.h"

using namespace keyhole;

/// Fields, one a line, a blank line, and a body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    const Instant now{Seconds(1'795'254'192)};
    Hop hop;
    hop.request.url = *Url::parse("https://api.example.com/");
    hop.sentAt = now;
    hop.answeredAt = now + Milliseconds(200);
    hop.response.emplace();
    hop.response->fields.append("Date", "Sat, 21 Nov 2026 09:43:12 GMT");
    const qsizetype blank = text.indexOf("\n\n");
    for (const QByteArray &line : text.left(blank).split('\n')) {
        if (const qsizetype colon = line.indexOf(':'); colon > 0)
            hop.response->fields.append(line.first(colon), line.mid(colon + 1).trimmed());
    }
    hop.response->body = blank < 0 ? QByteArray() : text.mid(blank + 2);
    constexpr Milliseconds kFarthest{401LL * 86'400'000};
    for (const ToldTime &each : toldTimes(*hop.response, now)) {
        demand(std::chrono::abs(each.time - now) <= kFarthest);
        demand(!each.where.isEmpty() && !each.what.isEmpty());
    }
    if (const auto answer = readClock(hop))
        demand(answer->told.low <= answer->told.high);
    return 0;
}
