#include "ui/response/viewer/pretty_row.h"

namespace keyhole {

namespace {

constexpr int kIndent = 2;
constexpr int kDeepest = 40;  // levels that still move to the right

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
constexpr bool isOpener(char c)
{
    return c == '{' || c == '[';
}
constexpr bool isCloser(char c)
{
    return c == '}' || c == ']';
}

int indentOf(int depth, int breakAt)
{
    return std::min({depth, kDeepest, breakAt / (2 * kIndent)}) * kIndent;
}

}

PrettyRow::PrettyRow(QByteArrayView text, const RowRules &rules, const RowStart &start, const RowScanner::Sink &sink)
    : m_text(text), m_limit(rules.brokenAt >= 0 ? rules.brokenAt : text.size()),
      m_at(start), m_row{start, start.offset, indentOf(start.depth, rules.breakAt), indentOf(start.depth, rules.breakAt), start, false},
      m_filler(rules, sink, m_row), m_shown(start.continues)
{ }

Row PrettyRow::scan()
{
    while (true) {
        if (m_at.lex == LexState::Outside)
            skipSpace();
        else if (m_at.lex == LexState::JsonString)
            m_at.offset += m_filler.addPlain(m_at.offset, plainFrom(m_at.offset));
        if (m_at.offset >= m_limit)
            return finish(false);
        const char c = m_text[m_at.offset];
        if (m_at.lex == LexState::Outside && endsBefore(c))
            return finish(false);
        const Step step = take(c);
        if (step != Step::GoOn)
            return finish(step == Step::Continue);
    }
}

/// Whether the line is over before this character; steps out of a container that it closes.
bool PrettyRow::endsBefore(char c)
{
    if (!m_shown)
        return false;  // a row that begins with a closer was given its depth by the row above
    if (isCloser(c)) {
        m_at.depth = std::max(0, m_at.depth - 1);
        return !closesEmpty();
    }
    const bool valueIsOver = m_spaced || (m_row.end > m_row.start.offset && isCloser(m_text[m_row.end - 1]));
    return m_at.depth == 0 && valueIsOver;
}

bool PrettyRow::closesEmpty() const
{
    return m_row.end > m_row.start.offset && isOpener(m_text[m_row.end - 1]);
}

/// How many bytes from here on are printable ASCII that neither ends a string nor begins an escape.
qsizetype PrettyRow::plainFrom(qsizetype offset) const
{
    qsizetype end = offset;
    while (end < m_limit && uchar(m_text[end]) >= 0x20 && uchar(m_text[end]) < 0x7F && m_text[end] != '"' && m_text[end] != '\\')
        ++end;
    return end - offset;
}

PrettyRow::Step PrettyRow::take(char c)
{
    const bool outside = m_at.lex == LexState::Outside;
    const TextUnit unit = unitAt(m_text, m_at.offset, m_row.width);
    if (!m_filler.add(unit))
        return Step::Continue;
    m_shown = true;
    for (int i = 0; i < unit.length; ++i)
        m_at.lex = step(Language::Json, m_at.lex, m_text, m_at.offset++);
    return outside ? afterToken(c) : Step::GoOn;
}

PrettyRow::Step PrettyRow::afterToken(char c)
{
    m_spaced = false;
    if (c == ',')
        return Step::EndRow;
    if (c == ':')
        return m_filler.add({m_at.offset, 0, TextUnit::Kind::Inserted, 1, ' '}) ? Step::GoOn : Step::Continue;
    if (!isOpener(c))
        return Step::GoOn;
    ++m_at.depth;
    skipSpace();
    return m_at.offset < m_limit && isCloser(m_text[m_at.offset]) ? Step::GoOn : Step::EndRow;
}

void PrettyRow::skipSpace()
{
    while (m_at.offset < m_limit && isSpace(m_text[m_at.offset])) {
        ++m_at.offset;
        m_spaced = true;
    }
}

Row PrettyRow::finish(bool continues)
{
    if (!continues)
        skipSpace();
    m_row.next = m_at;
    m_row.next.continues = continues;
    m_row.next.line = m_row.start.line + (continues ? 0 : 1);
    m_row.isLast = m_at.offset >= m_text.size();
    return m_row;
}

}
