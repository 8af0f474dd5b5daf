#pragma once

#include "ui/token/token_timing.h"

#include <QRect>
#include <vector>

namespace keyhole {

/// Maps moments to a horizontal stretch of pixels, from a little before the first to a little after the last.
class TimeScale {
public:
    TimeScale(const TokenTiming &timing, double left, double right);
    double x(Instant at) const;
    /// Moments at whole steps of the clock (seconds to years), at least `apart` pixels from each other.
    std::vector<Instant> ticks(double apart) const;
    /// How a tick is written: with the time below a day's step, else with the date.
    QString tickText(Instant at, TimeForm form) const;

private:
    Milliseconds step(double apart) const;
    Instant m_from, m_to;
    double m_left, m_right;
    mutable Milliseconds m_step{0};
};

/// Moves intervals apart that would overlap, each as little as its neighbours allow, and keeps them between the two ends. `centres` are
/// where they would like to be, in order.
std::vector<double> spreadOut(const std::vector<double> &centres, const std::vector<double> &widths, double left, double right, double gap);

}
