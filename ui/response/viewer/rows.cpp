#include "ui/response/viewer/rows.h"

#include "ui/response/viewer/pretty_row.h"
#include "ui/response/viewer/row_filler.h"

namespace keyhole {

namespace {

constexpr int kHexBytes = 16;

TextUnit lineEnd(qsizetype offset, char c)
{
    return {offset, 1, TextUnit::Kind::LineEnd, 2, char32_t(c)};
}

}

bool RowScanner::atEnd(const RowStart &start) const
{
    return start.offset >= m_text.size();
}

Row RowScanner::scan(const RowStart &start, const Sink &sink) const
{
    switch (m_rules.layout) {
    case RowLayout::Hex:
        return scanHex(start, sink);
    case RowLayout::PrettyJson:
        return isBroken(start.offset) ? scanRaw(start, sink) : PrettyRow(m_text, m_rules, start, sink).scan();
    case RowLayout::Raw:
        break;
    }
    return scanRaw(start, sink);
}

Row RowScanner::scanRaw(const RowStart &start, const Sink &sink) const
{
    Row row{start, start.offset, 0, 0, start, false};
    RowFiller filler(m_rules, sink, row);
    RowStart at = start;
    const auto take = [&](const TextUnit &unit) {
        if (!filler.add(unit))
            return false;
        for (int i = 0; i < unit.length; ++i)
            at.lex = step(m_rules.language, at.lex, m_text, at.offset++);
        return true;
    };
    while (at.offset < m_text.size()) {
        const char c = m_text[at.offset];
        const bool pair = c == '\r' && at.offset + 1 < m_text.size() && m_text[at.offset + 1] == '\n';
        if (pair && !m_rules.marksLineEnds) {
            at.lex = step(m_rules.language, at.lex, m_text, at.offset++);
            continue;
        }
        if (c == '\n') {
            if (m_rules.marksLineEnds && sink)
                sink(lineEnd(at.offset, c), row.width);
            at.lex = step(m_rules.language, at.lex, m_text, at.offset);
            row.next = {at.offset + 1, start.line + 1, 0, at.lex, false};
            row.isLast = row.next.offset >= m_text.size();
            return row;
        }
        if (!take(pair ? lineEnd(at.offset, c) : unitAt(m_text, at.offset, row.width))) {
            row.next = at;
            row.next.continues = true;
            return row;
        }
    }
    row.next = at;
    row.isLast = true;
    return row;
}

Row RowScanner::scanHex(const RowStart &start, const Sink &sink) const
{
    Row row{start, std::min<qsizetype>(start.offset + kHexBytes, m_text.size()), 0, 0, start, false};
    for (qsizetype at = start.offset; at < row.end; ++at) {
        const int width = at - start.offset == kHexBytes / 2 - 1 ? 4 : 3;
        if (sink)
            sink({at, 1, TextUnit::Kind::Character, width, uchar(m_text[at])}, row.width);
        row.width += width;
    }
    row.next.offset = row.end;
    row.next.line = start.line + 1;
    row.isLast = row.end >= m_text.size();
    return row;
}

}
