#include "ui/token/time_scale.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>

namespace keyhole {

namespace {

using namespace std::chrono_literals;
constexpr Milliseconds kSteps[] = {1s,  5s,  15s, 30s,  1min, 5min,  15min, 30min,  1h,     2h,      3h,      6h,
                                   12h, 24h, 48h, 168h, 720h, 2160h, 8760h, 43800h, 87600h, 876000h, 8760000h};
constexpr double kMargin = 0.055;  // of the whole, before the first mark and after the last
constexpr Milliseconds kLeastSpan = 10s;

}

TimeScale::TimeScale(const TokenTiming &timing, double left, double right)
    : m_from(timing.now), m_to(timing.now), m_left(left), m_right(right)
{
    const auto include = [this](Instant at) {
        m_from = std::min(m_from, at);
        m_to = std::max(m_to, at);
    };
    for (const TokenTiming::Mark &mark : timing.marks)
        include(mark.at);
    if (timing.serverNow)
        include(*timing.serverNow);
    const Milliseconds span = std::max(m_to - m_from, kLeastSpan);
    const auto margin = Milliseconds(qint64(double(span.count()) * kMargin));
    m_from -= margin;
    m_to += margin;
    m_step = step(80);
}

double TimeScale::x(Instant at) const
{
    const double share = double((at - m_from).count()) / double(std::max<qint64>(1, (m_to - m_from).count()));
    return m_left + share * (m_right - m_left);
}

Milliseconds TimeScale::step(double apart) const
{
    const double perPixel = double((m_to - m_from).count()) / std::max(1.0, m_right - m_left);
    const auto fits = [&](Milliseconds step) { return double(step.count()) >= perPixel * apart; };
    const auto found = std::find_if(std::begin(kSteps), std::end(kSteps), fits);
    return found == std::end(kSteps) ? *std::prev(std::end(kSteps)) : *found;
}

std::vector<Instant> TimeScale::ticks(double apart) const
{
    m_step = step(apart);
    std::vector<Instant> moments;
    const qint64 size = m_step.count();
    constexpr size_t kMost = 100;
    for (qint64 at = (m_from.time_since_epoch().count() / size) * size; moments.size() < kMost; at += size) {
        const Instant moment{Milliseconds(at)};
        if (moment > m_to)
            break;
        if (moment >= m_from)
            moments.push_back(moment);
    }
    return moments;
}

QString TimeScale::tickText(Instant at, TimeForm form) const
{
    if (form == TimeForm::Unix)
        return clockTime(at, form);
    if (m_step < 1min)
        return clockTime(at, form);
    if (m_step < 24h)
        return clockTime(at, form).left(5);
    const QString date = dateAndTime(at, form).section(u',', 0, 0);
    return m_step < 720h ? date.section(u' ', 0, 1) : date;
}

std::vector<double> spreadOut(const std::vector<double> &centres, const std::vector<double> &widths, double left, double right, double gap)
{
    std::vector<double> placed = centres;
    double end = left;
    for (size_t i = 0; i < placed.size(); ++i) {
        placed[i] = std::max(placed[i], end + widths[i] / 2);
        end = placed[i] + widths[i] / 2 + gap;
    }
    double begin = right;
    for (size_t i = placed.size(); i-- > 0;) {
        placed[i] = std::min(placed[i], begin - widths[i] / 2);
        begin = placed[i] - widths[i] / 2 - gap;
    }
    return placed;
}

}
