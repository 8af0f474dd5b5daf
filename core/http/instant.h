#pragma once

#include <QString>
#include <chrono>

namespace keyhole {

/// A moment, in milliseconds of UTC since 1970.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Milliseconds = std::chrono::milliseconds;
using Seconds = std::chrono::seconds;

}
