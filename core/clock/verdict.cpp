#include "core/clock/verdict.h"

#include "core/clock/shift.h"
#include "core/text/time_words.h"

namespace keyhole {

namespace {

using Whose = ClockVerdict::Whose;
using Blame = ClockBook::Blame;

const ClockOffset kRight{-kSameTime, kSameTime};

bool isOff(const ClockOffset &offset)
{
    return !intersect(offset, kRight);
}

/// As exact as it is known: "14 min 0.44 s" below a tenth of a second of doubt, "14 min 0.4 s" below one.
QString sizeText(const ClockOffset &offset)
{
    using std::chrono::minutes;
    const Milliseconds size = std::chrono::abs(offset.middle()), doubt = offset.uncertainty();
    if (doubt >= Seconds(1))
        return durationText(size);
    const bool exact = doubt < Milliseconds(100);
    const Milliseconds step(exact ? 10 : 100);
    const Milliseconds rounded = step * ((size + step / 2) / step);
    const auto whole = std::chrono::floor<minutes>(rounded);
    const double rest = double((rounded - whole).count()) / 1000;
    const QString seconds = QString::number(rest, 'f', exact ? 2 : 1) + QChar(QChar::Nbsp) + u's';
    return whole.count() == 0 ? seconds : durationText(whole) + QChar(QChar::Nbsp) + seconds;
}

QString hosts(int count)
{
    return count == 1 ? QStringLiteral("1 host") : QStringLiteral("%1 hosts").arg(count);
}

QString agreeing(int count)
{
    return count == 1 ? QStringLiteral("1 host agrees with this computer.")
                      : QStringLiteral("%1 hosts agree with this computer.").arg(count);
}

QString wholeShift(const ClockOffset &offset, Instant local)
{
    const auto shift = clockShiftOf(offset, local);
    return shift ? QStringLiteral(" It is ") + shiftText(*shift) + u'.' : QString();
}

/// A server minus local above zero means that this computer is slow.
ClockVerdict localIsOff(const ClockOffset &offset, Instant local, bool settled, const QString &why)
{
    const QString headline
        = (settled ? QStringLiteral("This computer’s clock is %1 %2, %3") : QStringLiteral("This computer’s clock is likely %1 %2, %3"))
              .arg(sizeText(offset), offset.middle().count() > 0 ? QStringLiteral("slow") : QStringLiteral("fast"), doubtText(offset));
    return {Whose::Local, settled, headline, why + wholeShift(offset, local), {}};
}

ClockVerdict serversAreOff(const ClockBook &book, std::vector<const ClockBook::Entry *> wrong, bool settled, Instant local)
{
    const ClockBook::Entry &first = *wrong.front();
    const QString name = QString::fromUtf8(first.origin.host);
    const QString whose
        = (settled ? QStringLiteral("The clock of %1 is %2 %3, %4") : QStringLiteral("The clock of %1 is likely %2 %3, %4"));
    ClockVerdict verdict{Whose::Servers, settled, {}, {}, {}};
    verdict.headline
        = whose.arg(name, sizeText(first.offset), first.offset.middle().count() > 0 ? QStringLiteral("fast") : QStringLiteral("slow"),
                    doubtText(first.offset));
    if (wrong.size() > 1)
        verdict.headline += QStringLiteral("; so is that of %1").arg(hosts(int(wrong.size()) - 1));
    verdict.why = book.timeServer() ? QStringLiteral("The time server agrees with this computer.")
                                    : agreeing(int(book.entries().size() - wrong.size()));
    verdict.why += wholeShift(first.offset, local);
    for (const ClockBook::Entry *entry : wrong)
        verdict.wrong.push_back(entry->origin);
    return verdict;
}

ClockVerdict cannotTell(const QString &why)
{
    return {Whose::Unknown, false, QStringLiteral("Cannot tell whose clock is off"), why, {}};
}

/// Where a time server alone was asked.
ClockVerdict judgeByTimeServer(const ClockOffset &offset, Instant local)
{
    if (isOff(offset))
        return localIsOff(offset, local, true, QStringLiteral("The time server says so."));
    return {Whose::Nobody,
            true,
            QStringLiteral("This computer’s clock is right, %1").arg(doubtText(offset)),
            QStringLiteral("The time server says so."),
            {}};
}

ClockVerdict allAgree(const ClockBook &book)
{
    ClockOffset widest = book.entries().front().offset;
    for (const ClockBook::Entry &entry : book.entries())
        widest = {std::min(widest.low, entry.offset.low), std::max(widest.high, entry.offset.high)};
    const bool settled = book.timeServer().has_value() || book.entries().size() >= 3;
    const Milliseconds within = std::max(std::chrono::abs(widest.low), std::chrono::abs(widest.high));
    return {Whose::Nobody,
            settled,
            QStringLiteral("No clock is off: all agree within %1").arg(durationText(within)),
            book.timeServer() ? QStringLiteral("The time server agrees too.")
                              : QStringLiteral("This computer and %1 were compared.").arg(hosts(int(book.entries().size()))),
            {}};
}

}

QString doubtText(const ClockOffset &offset)
{
    const Milliseconds half = (offset.high - offset.low + Milliseconds(1)) / 2;
    constexpr Milliseconds kTenth{100};
    return half < kTenth ? QStringLiteral("± %1 ms").arg(half.count()) : uncertaintyText(half);
}

QString offsetText(const ClockOffset &offset)
{
    if (offset.contains(Milliseconds(0)))
        return QStringLiteral("agrees with this computer, ") + doubtText(offset);
    return (offset.middle().count() > 0 ? QStringLiteral("%1 ahead of this computer, %2") : QStringLiteral("%1 behind this computer, %2"))
        .arg(sizeText(offset), doubtText(offset));
}

ClockVerdict judgeClocks(const ClockBook &book, Instant local)
{
    const auto &entries = book.entries();
    if (entries.empty())
        return book.timeServer() ? judgeByTimeServer(*book.timeServer(), local)
                                 : cannotTell(QStringLiteral("No server has told its time yet."));
    std::vector<const ClockBook::Entry *> wrong;
    const ClockBook::Entry *doubtful = nullptr;
    bool settled = true;
    for (const ClockBook::Entry &entry : entries) {
        const auto judged = book.judge(entry.origin, kSameTime);
        if (judged.whose == Blame::Local)
            return localIsOff(book.timeServer() ? *book.timeServer() : entry.offset, local, judged.settled,
                              book.timeServer() ? QStringLiteral("The time server says so.")
                                  : judged.settled
                                  ? QStringLiteral("%1 agree with each other, and not with it.").arg(hosts(judged.agreeing))
                                  : QStringLiteral("%1 agree with each other, and not with it. A third, or a time server, would settle it.")
                                        .arg(hosts(judged.agreeing)));
        if (judged.whose == Blame::Server) {
            wrong.push_back(&entry);
            settled = settled && judged.settled;
        } else if (judged.whose == Blame::Unknown) {
            doubtful = &entry;
        }
    }
    if (book.timeServer() && isOff(*book.timeServer()))
        return judgeByTimeServer(*book.timeServer(), local);
    if (doubtful)
        return cannotTell(QStringLiteral("%1: %2. Three hosts that agree, or a time server, would settle it.")
                              .arg(QString::fromUtf8(doubtful->origin.host), offsetText(doubtful->offset))
                          + wholeShift(doubtful->offset, local));
    return wrong.empty() ? allAgree(book) : serversAreOff(book, wrong, settled, local);
}

}
