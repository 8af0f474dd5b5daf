#pragma once

#include "core/formats/har.h"

namespace keyhole {

/// One exchange out of a recording, and what else that holds.
class RecordedExchange {
public:
    /// Of an entry, counted from 0; fails when it cannot be read.
    static Result<RecordedExchange> ofEntry(std::shared_ptr<const HarFile> har, int entry);
    explicit RecordedExchange(Exchange exchange) : m_exchange(std::move(exchange)) { }

    const Exchange &exchange() const { return m_exchange; }
    bool isOfTheSameFile(const RecordedExchange &other) const { return m_har && m_har == other.m_har; }
    /// The last entry before this one of the same method and address (without its query) that was accepted.
    Result<RecordedExchange> lastSuccess() const;
    /// The latest accepted entries of the same method and address, but for this one and `other`; 20 at most. One that cannot be read says
    /// nothing.
    std::vector<Exchange> othersLikeIt(const RecordedExchange &other) const;

private:
    bool isLikeIt(int entry) const;

    Exchange m_exchange;
    std::shared_ptr<const HarFile> m_har;
    int m_entry = -1;
};

/// Reads FILE, FILE#N or "-"; `entry` (from 1) is taken where the name tells none. Fails for what is no recording.
Result<RecordedExchange> readRecorded(const QString &name, int entry = 0);

}
