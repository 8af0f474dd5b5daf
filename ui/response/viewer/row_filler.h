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

private:
    const RowRules &m_rules;
    const RowScanner::Sink &m_sink;
    Row &m_row;
};

}
