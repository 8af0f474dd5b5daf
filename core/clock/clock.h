#pragma once

#include "core/http/instant.h"

namespace keyhole {

/// The one place where core reads the time; tests and recordings put their own behind it.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override { return std::chrono::floor<Milliseconds>(std::chrono::system_clock::now()); }
};

}
