#include "ui/response/viewer/document.h"

#include <algorithm>

namespace keyhole {

namespace {
constexpr qint64 kStep = 64;  // rows between two marks
}

ViewerDocument::ViewerDocument(QByteArray text, const RowRules &rules)
    : m_text(std::move(text)), m_rules(rules), m_complete(m_text.isEmpty())
{ }

void ViewerDocument::index(qsizetype bytes, const GoOn &goOn)
{
    const RowScanner rows = scanner();
    while (!m_complete && m_reached.offset < bytes) {
        if (m_rowCount % kStep == 0) {
            if (goOn && !goOn())
                return;
            m_marks.push_back(m_reached);
        }
        const Row row = rows.scan(m_reached);
        ++m_rowCount;
        m_lineCount = row.start.line;
        m_widest = std::max(m_widest, row.width);
        m_reached = row.next;
        m_complete = row.isLast;
    }
}

Row ViewerDocument::row(qint64 number, const RowScanner::Sink &sink) const
{
    if (m_marks.empty())
        return {};
    const RowScanner rows = scanner();
    const size_t mark = std::min(size_t(number / kStep), m_marks.size() - 1);
    RowStart at = m_marks[mark];
    for (qint64 i = qint64(mark) * kStep; i < number; ++i)
        at = rows.scan(at).next;
    return rows.scan(at, sink);
}

std::vector<Row> ViewerDocument::rows(qint64 first, int count) const
{
    std::vector<Row> found;
    if (m_marks.empty())
        return found;
    const RowScanner from = scanner();
    for (Row next = row(first); int(found.size()) < count; next = from.scan(next.next)) {
        found.push_back(next);
        if (next.isLast || first + qint64(found.size()) >= m_rowCount)
            break;
    }
    return found;
}

qint64 ViewerDocument::rowOf(qsizetype offset) const
{
    if (m_marks.empty())
        return 0;
    const auto after
        = std::upper_bound(m_marks.begin() + 1, m_marks.end(), offset, [](qsizetype o, const RowStart &s) { return o < s.offset; });
    const RowScanner rows = scanner();
    qint64 number = (after - m_marks.begin() - 1) * kStep;
    for (RowStart at = *(after - 1); number < m_rowCount - 1; ++number) {
        const Row row = rows.scan(at);
        if (row.isLast || row.next.offset > offset)
            break;
        at = row.next;
    }
    return number;
}

std::vector<std::pair<TextUnit, int>> ViewerDocument::units(const Row &row) const
{
    std::vector<std::pair<TextUnit, int>> found;
    scanner().scan(row.start, [&](const TextUnit &unit, int column) { found.emplace_back(unit, column); });
    return found;
}

QByteArray ViewerDocument::copied(qsizetype from, qsizetype to) const
{
    from = std::clamp<qsizetype>(from, 0, m_text.size());
    to = std::clamp<qsizetype>(to, from, m_text.size());
    if (m_rules.layout == RowLayout::Hex)
        return m_text.mid(from, to - from).toHex(' ');
    if (m_rules.layout == RowLayout::Raw || m_marks.empty())
        return m_text.mid(from, to - from);
    QByteArray copy;
    const auto take = [&](const TextUnit &unit, int) {
        if (unit.offset >= from && unit.offset < to)
            copy += unit.length == 0 ? QByteArray(" ") : m_text.mid(unit.offset, unit.length);
    };
    const RowScanner rows = scanner();
    RowStart at = row(rowOf(from)).start;
    while (at.offset < to) {
        const bool whole = at.offset >= from;
        const qsizetype before = copy.size();
        const Row scanned = rows.scan(at, take);
        if (whole && !at.continues)
            copy.insert(before, QByteArray(scanned.indent, ' '));
        if (scanned.isLast)
            break;
        at = scanned.next;
        if (!at.continues && at.offset < to)
            copy += '\n';
    }
    return copy;
}

}
