#pragma once

#include "core/clock/step_watch.h"
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

/// Offset in [D − t1, D + 1 s − t0], for a Date of whole seconds, cut off, that was read between sending and the end of the answer's head.
/// Local times: `sentAt` not after, `answeredAt` not before the true moments.
ClockOffset offsetFrom(Instant date, Instant sentAt, Instant answeredAt);

/// What one answer says about its server's clock. None when there is no readable Date, no local time, or a cache may have stored the answer
/// (Age, X-Cache and its like). An Age is not added to Date: RFC 9111, 4.2.3 lets the cache compute it by its own clock (apparent_age), so
/// their sum may tell the cache's time and not the server's.
std::optional<ClockOffset> offsetFrom(const Hop &hop);

/// The moment of Date, when there is one and no other that contradicts it. `now` tells the century of two-digit years.
std::optional<Instant> dateOf(const Response &response, Instant now);

/// Whether a cache may have stored the answer, so that its Date is not this moment's; the field that shows it.
std::optional<QByteArray> storedByCache(const Response &response);

/// The common part of two intervals; none when they exclude each other (a clock was set in between).
std::optional<ClockOffset> intersect(const ClockOffset &a, const ClockOffset &b);

/// What is left of an interval after some time: a clock that nothing disciplines keeps to 100 parts in a million, so each 10 s add 1 ms.
ClockOffset aged(const ClockOffset &offset, Milliseconds since);

/// What one answer told.
struct ClockAnswer {
    Origin origin;
    Instant at;  ///< local time of the answer
    ClockOffset told;
    QByteArray hands = {};  ///< who passed it on, by its own fields
    QString note = {};  ///< one sentence, where its Date is not of the clock that it was made by
};

/// What several exchanges say about the clocks of several servers.
class ClockBook {
public:
    struct Entry {
        Origin origin;
        ClockOffset offset;
        int answers = 0;  ///< how many were intersected
        bool stepped = false;  ///< an earlier interval did not fit and was given up
        Instant asOf = {};  ///< local time that `offset` holds for; it ages from there
        QByteArray hands = {};  ///< of the last answer
        QString note = {};  ///< one sentence: what makes its Date doubtful; empty where nothing does
    };
    void add(const Hop &hop);
    void add(const Exchange &exchange);
    void add(const ClockAnswer &answer);
    void add(const Origin &origin, const ClockOffset &offset, Instant at) { add(ClockAnswer{origin, at, offset}); }
    const Entry *find(const Origin &origin) const;
    const std::vector<Entry> &entries() const { return m_entries; }

    /// This computer's clock was set, or it slept: what was learnt before moves with the step. After a sleep a second of doubt is added, as
    /// the clock is then read from the battery-backed one, which may tell whole seconds.
    void localClockChanged(const ClockChange &change);
    /// What a time server that the user named says: true time minus local time, at that local time. It ages as the others do.
    void setTimeServer(const ClockOffset &offset, Instant at)
    {
        m_timeServer = offset;
        m_timeServerAsOf = at;
    }
    const std::optional<ClockOffset> &timeServer() const { return m_timeServer; }

    enum class Blame { None, Unknown, Local, Server };
    /// Whose clock is off, and how sure that is.
    struct Judgement {
        Blame whose = Blame::None;
        bool settled = false;  ///< three hosts agree with each other, or a time server says so; otherwise it is likely at most
        int agreeing = 0;  ///< hosts that say the same: this one among them for Local, the others for Server
    };
    /// Seen from this origin, when its offset is beyond `tolerance`: Local when other hosts agree with this one and none with this
    /// computer; Server when this one disagrees with others that agree with this computer; Unknown with nobody to ask, or when they
    /// contradict. Another port of the same host is no witness.
    Judgement judge(const Origin &origin, Milliseconds tolerance) const;
    Blame blame(const Origin &origin, Milliseconds tolerance) const { return judge(origin, tolerance).whose; }

private:
    std::vector<Entry> m_entries;
    std::optional<ClockOffset> m_timeServer;
    Instant m_timeServerAsOf;
};

}
