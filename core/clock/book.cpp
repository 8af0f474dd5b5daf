#include "core/clock/told_time.h"

#include <algorithm>

namespace keyhole {

namespace {

constexpr Milliseconds kServersDiffer{1000};  // two servers that are both right may still be this far apart
constexpr Milliseconds kAfterSleep{1000};
constexpr int kEnoughHosts = 3;

bool overlap(const ClockOffset &a, const ClockOffset &b, Milliseconds slack)
{
    return a.low <= b.high + slack && b.low <= a.high + slack;
}

QString whyContradicted(const QByteArray &before, const QByteArray &now)
{
    return before == now
        ? QStringLiteral("Its answers no longer fit together: its clock was set, or several machines answer.")
        : QStringLiteral("Its answers contradict each other, and came by different hands (Via, Server): whoever passes them "
                         "on may write Date anew, by a clock of their own.");
}

/// What the other hosts say.
struct Witnesses {
    int likeThis = 0, likeLocal = 0, likeNeither = 0;
};

Witnesses askOthers(const std::vector<ClockBook::Entry> &entries, const ClockBook::Entry &asked, const ClockOffset &right)
{
    Witnesses found;
    std::vector<QByteArray> heard{asked.origin.host};
    for (const ClockBook::Entry &other : entries) {
        if (std::find(heard.begin(), heard.end(), other.origin.host) != heard.end())
            continue;
        heard.push_back(other.origin.host);
        if (overlap(other.offset, asked.offset, kServersDiffer))
            ++found.likeThis;
        else if (overlap(other.offset, right, Milliseconds(0)))
            ++found.likeLocal;
        else
            ++found.likeNeither;
    }
    return found;
}

}

void ClockBook::add(const Hop &hop)
{
    if (const auto answer = readClock(hop))
        add(*answer);
}

void ClockBook::add(const Exchange &exchange)
{
    for (const Hop &hop : exchange.hops)
        add(hop);
}

void ClockBook::add(const ClockAnswer &answer)
{
    const auto &[origin, at, offset, hands, note] = answer;
    if (m_timeServer) {
        const ClockOffset older = aged(*m_timeServer, at - m_timeServerAsOf);
        if (older != *m_timeServer)
            setTimeServer(older, at);
    }
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &one) { return one.origin == answer.origin; });
    if (entry == m_entries.end()) {
        m_entries.push_back({origin, offset, 1, false, at, hands, note});
        return;
    }
    const ClockOffset before = aged(entry->offset, std::chrono::abs(at - entry->asOf));
    const auto common = intersect(before, offset);
    if (!common) {
        *entry = {origin, offset, 1, true, at, hands, note.isEmpty() ? whyContradicted(entry->hands, hands) : note};
        return;
    }
    entry->hands = hands;
    if (!note.isEmpty())
        entry->note = note;
    if (before != entry->offset)
        entry->asOf = at;  // shorter times add up until they count
    entry->offset = *common;
    ++entry->answers;
}

const ClockBook::Entry *ClockBook::find(const Origin &origin) const
{
    const auto entry = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &one) { return one.origin == origin; });
    return entry == m_entries.end() ? nullptr : &*entry;
}

void ClockBook::localClockChanged(const ClockChange &change)
{
    const Milliseconds doubt = change.doubt + (change.suspended > Milliseconds(0) ? kAfterSleep : Milliseconds(0));
    const auto move = [&](ClockOffset &offset) {
        offset.low -= change.set + doubt;
        offset.high -= change.set - doubt;
    };
    for (Entry &entry : m_entries) {
        move(entry.offset);
        entry.asOf += change.set;
    }
    if (m_timeServer)
        move(*m_timeServer);
    m_timeServerAsOf += change.set;
}

ClockBook::Judgement ClockBook::judge(const Origin &origin, Milliseconds tolerance) const
{
    const Entry *entry = find(origin);
    const ClockOffset right{-tolerance, tolerance};
    if (!entry || intersect(entry->offset, right))
        return {};
    const Witnesses others = askOthers(m_entries, *entry, right);
    const int here = others.likeThis + 1;
    if (m_timeServer && overlap(*m_timeServer, entry->offset, kServersDiffer))
        return {Blame::Local, true, here};
    if (m_timeServer && intersect(*m_timeServer, right))
        return {Blame::Server, true, others.likeLocal};
    if (others.likeThis > 0 && others.likeLocal == 0 && (others.likeNeither == 0 || here >= kEnoughHosts))
        return {Blame::Local, here >= kEnoughHosts, here};
    if (others.likeLocal > 0 && others.likeThis == 0)
        return {Blame::Server, others.likeLocal >= kEnoughHosts, others.likeLocal};
    return {Blame::Unknown, false, 0};
}

}
