#pragma once

#include "core/http/exchange.h"

#include <optional>
#include <vector>

namespace keyhole {

/// Server clock minus local clock, known to lie in [low, high].
struct ClockOffset {
    Milliseconds low{0};
    Milliseconds high{0};

    Milliseconds middle() const { return (low + high) / 2; }
    Milliseconds uncertainty() const { return (high - low) / 2; }  ///< the ± that is shown
    bool contains(Milliseconds offset) const { return low <= offset && offset <= high; }

    friend bool operator==(const ClockOffset &, const ClockOffset &) = default;
};

/// What one answer says about its server's clock: offset in [D − t1, D + 1 s − t0], for Date of whole seconds.
/// None when there is no readable Date, no local time, or a cache may have stored the answer (Age, X-Cache and its like).
std::optional<ClockOffset> offsetFrom(const Hop &hop);

/// Whether a cache may have stored the answer, so that its Date is not this moment's; the field that shows it.
std::optional<QByteArray> storedByCache(const Response &response);

/// The common part of two intervals; none when they exclude each other (a clock was set in between).
std::optional<ClockOffset> intersect(const ClockOffset &a, const ClockOffset &b);

/// What several exchanges say about the clocks of several servers.
class ClockBook {
public:
    struct Entry {
        Origin origin;
        ClockOffset offset;
        int answers = 0;  ///< how many were intersected
        bool stepped = false;  ///< an earlier interval did not fit and was given up
    };
    void add(const Hop &hop);
    void add(const Exchange &exchange);
    const Entry *find(const Origin &origin) const;
    const std::vector<Entry> &entries() const { return m_entries; }

    enum class Blame { None, Unknown, Local, Server };
    /// Whose clock is off, seen from this origin, when the offset is beyond `tolerance`: Local when at least one other origin agrees with
    /// this one and none contradicts; Server when this one disagrees with the others that agree with this computer; Unknown with no other
    /// origin to ask.
    Blame blame(const Origin &origin, Milliseconds tolerance) const;

private:
    std::vector<Entry> m_entries;
};

}
