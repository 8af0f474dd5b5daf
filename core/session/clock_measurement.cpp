#include "core/session/clock_measurement.h"

#include "core/clock/told_time.h"
#include "core/http/retry_after.h"
#include "core/session/session.h"
#include "core/text/time_words.h"

namespace keyhole {

namespace {

constexpr qint64 kBodyLimit = 256 << 10;  // of answers to GET; what is in them is not looked at
constexpr int kMostUseless = 3, kMostContradictions = 2;

Result<ResolvedRequest> requestTo(const QByteArray &address, const QByteArray &method, const TransportOptions &options, Instant now)
{
    RequestDraft draft;
    draft.method = method;
    draft.address = address;
    draft.useJar = draft.followRedirects = false;
    draft.transport = options;
    draft.transport.bodyLimit = draft.transport.memoryLimit = kBodyLimit;
    draft.fields = {{true, "User-Agent", "keyhole/" KEYHOLE_VERSION " (compares clocks by Date, a few requests)", {}},
                    {true, "Cache-Control", "no-cache", {}}};
    return resolve(draft, {}, {}, now);
}

QString whyUseless(const Response &response)
{
    if (const auto field = storedByCache(response))
        return QStringLiteral("Its answers come from a cache (%1), so their Date is not of this moment.").arg(QString::fromUtf8(*field));
    return response.fields.contains("Date") ? QStringLiteral("The Date of its answers cannot be read.")
                                            : QStringLiteral("Its answers carry no Date.");
}

QString askedToWait(const Response &response, Instant now)
{
    const auto value = response.fields.value("Retry-After");
    const auto again = value ? parseRetryAfter(*value, now) : Result<Instant, SyntaxError>(failure(SyntaxError{}));
    const QString asked = QStringLiteral("It answered %1").arg(response.status);
    return again && *again > now ? QStringLiteral("%1 and asks to wait for %2.").arg(asked, roughDurationText(*again - now))
                                 : asked + QStringLiteral(": no more is asked of it.");
}

}

ClockMeasurement::ClockMeasurement(Transport &transport, const Clock &clock, const SamplingLimits &limits, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_limits(limits), m_localClock(clock)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &ClockMeasurement::send);
    connect(&m_hop, &QFutureWatcherBase::finished, this, &ClockMeasurement::answered);
}

ClockMeasurement::~ClockMeasurement()
{
    m_hop.future().cancel();
}

Result<void> ClockMeasurement::start(const std::vector<QByteArray> &addresses, const TransportOptions &options)
{
    std::vector<MeasuredClock> clocks;
    for (const QByteArray &address : addresses) {
        const auto request = requestTo(address, "HEAD", options, m_clock.now());
        if (!request)
            return failure(request.error());
        clocks.emplace_back().url = request->request.url;
    }
    cancel();
    m_options = options;
    m_clocks = std::move(clocks);
    m_current = 0;
    m_book = {};
    begin();
    return {};
}

void ClockMeasurement::cancel()
{
    m_next.stop();
    m_hop.future().cancel();
    m_hop.setFuture({});
    m_current = m_clocks.size();
}

void ClockMeasurement::begin()
{
    if (!isRunning())
        return emit finished();
    m_method = "HEAD";
    m_lag = Milliseconds(0);
    m_roundTrip = Milliseconds::max();
    m_useless = m_contradictions = 0;
    m_planned = m_clock.now();
    m_next.start(Milliseconds(0));
}

void ClockMeasurement::send()
{
    const auto request = requestTo(current().url.toString(), m_method, m_options, m_clock.now());
    if (!request)
        return end(MeasuredClock::End::NoAnswer, request.error().what);
    m_localClock.look();
    ++current().requests;
    m_hop.setFuture(m_transport.send(request->request, request->options));
}

void ClockMeasurement::answered()
{
    if (!isRunning() || m_hop.future().isCanceled() || m_hop.future().resultCount() == 0)
        return;
    const Hop hop = m_hop.future().result();
    if (hop.error && !hop.response)
        return end(MeasuredClock::End::NoAnswer, hop.error->error.what);
    const bool refused = m_method == "HEAD" && (hop.response->status == 405 || hop.response->status == 501);
    if (const auto change = m_localClock.look()) {  // the hop ran while the clock was set: it tells nothing
        m_book.localClockChanged(*change);
        if (current().offset)
            current().offset = m_book.find(current().origin())->offset;
    } else if (offsetFrom(hop)) {
        take(hop);
    } else {
        ++m_useless;
        m_method = "GET";
    }
    if (refused)
        m_method = "GET";
    goOn(hop);
}

void ClockMeasurement::take(const Hop &hop)
{
    const ClockAnswer answer = *readClock(hop);
    const bool fits = !current().offset || intersect(*current().offset, answer.told);
    m_book.add(answer);
    const Milliseconds roundTrip = hop.answeredAt.value_or(*hop.sentAt) - *hop.sentAt;
    m_roundTrip = std::min(m_roundTrip, roundTrip);
    m_lag = std::clamp(*hop.sentAt - m_planned, Milliseconds(0), Milliseconds(100));
    m_useless = 0;
    if (!fits)
        ++m_contradictions;
    const ClockBook::Entry *entry = m_book.find(hop.request.url.origin());
    current().offset = entry->offset;
    current().note = entry->note;
    current().samples.push_back({*hop.sentAt, roundTrip, hop.response->status, answer.told, entry->offset, answer});
    emit sampled(int(m_current));
}

/// Several machines answer under one name, and their clocks differ: all that they said is possible.
void ClockMeasurement::contradict()
{
    ClockOffset all = current().samples.front().told;
    for (const ClockSample &sample : current().samples)
        all = {std::min(all.low, sample.told.low), std::max(all.high, sample.told.high)};
    current().offset = all;
}

void ClockMeasurement::goOn(const Hop &hop)
{
    using End = MeasuredClock::End;
    const MeasuredClock &clock = current();
    const Instant now = m_clock.now();
    if (m_contradictions >= kMostContradictions) {
        contradict();
        return end(End::Contradiction,
                   QStringLiteral("Its answers contradict each other: several machines answer, and their clocks differ."));
    }
    if (hop.response->status == 429 || hop.response->status == 503)
        return end(End::AskedToWait, askedToWait(*hop.response, now));
    if (clock.offset && clock.offset->high - clock.offset->low < m_limits.enough)
        return end(End::Narrow, QStringLiteral("The interval is narrow enough."));
    if (clock.requests >= m_limits.requests)
        return end(End::AllSent, QStringLiteral("As many requests went out as are allowed."));
    if (m_useless >= kMostUseless)
        return end(End::NoTime, whyUseless(*hop.response));
    m_planned = now + m_limits.pause;
    if (clock.offset)
        m_planned = nextSendMoment(*clock.offset, m_roundTrip, now + m_limits.pause + m_lag);
    m_next.start(m_planned - m_lag - now);
}

void ClockMeasurement::end(MeasuredClock::End end, const QString &why)
{
    current().end = end;
    current().why = why;
    emit measured(int(m_current));
    ++m_current;
    begin();
}

}
