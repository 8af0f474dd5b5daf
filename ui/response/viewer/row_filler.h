#pragma once

#include "ui/response/viewer/rows.h"

namespace keyhole {

/// Puts units into a row, and says when it is full.
class RowFiller {
public:
    RowFiller(const RowRules &rules, const RowScanner::Sink &sink, Row &row) : m_rules(rules), m_sink(sink), m_row(row) { }

    /// False when the row has no room for it; a row holds one unit at least.
    bool add(const TextUnit &unit)
    {
        if (m_row.width + unit.width > m_rules.breakAt && m_row.width > m_row.indent)
            return false;
        if (m_sink)
            m_sink(unit, m_row.width);
        m_row.width += unit.width;
        m_row.end = unit.offset + unit.length;
        return true;
    }

    /// As many single cells as have room, of bytes that are a unit each; only without a sink, which would have to get every one.
    qsizetype addPlain(qsizetype offset, qsizetype most)
    {
        const qsizetype count = m_sink ? 0 : std::min<qsizetype>(most, m_rules.breakAt - m_row.width);
        if (count <= 0)
            return 0;
        m_row.width += int(count);
        m_row.end = offset + count;
        return count;
    }

private:
    const RowRules &m_rules;
    const RowScanner::Sink &m_sink;
    Row &m_row;
};

}
