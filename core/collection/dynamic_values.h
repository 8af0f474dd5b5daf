#pragma once

#include "core/clock/clock.h"

#include <QByteArray>
#include <functional>
#include <optional>
#include <vector>

namespace keyhole {

/// Values that are made anew each time that they are asked for: {{$timestamp}}, {{$uuid}} and their like. A fixed list; nothing is
/// calculated or run.
class DynamicValues {
public:
    using Random = std::function<quint32()>;
    DynamicValues(const Clock &clock, Random random) : m_clock(clock), m_random(std::move(random)) { }

    /// Nothing for a name that is none of names().
    std::optional<QByteArray> value(QByteArrayView name) const;
    /// The names, with the dollar sign.
    static const std::vector<QByteArray> &names();

private:
    const Clock &m_clock;
    Random m_random;
};

/// By this computer's clock and random numbers.
const DynamicValues &systemDynamicValues();

}
