#include "core/yaml/yaml_splice.h"

namespace keyhole {

namespace {

/// Where a value stands: a part of the line of its key or dash, and whole lines behind that line.
struct Standing {
    qsizetype inlineBegin, inlineEnd;
    qsizetype linesBegin, linesEnd;
};

Standing standingOf(QByteArrayView text, const YamlEntry &entry)
{
    const YamlNode &value = entry.value;
    const qsizetype behindHead = behindLine(text, entry.headEnd);
    switch (value.style) {
    case YamlStyle::Absent:
        return {entry.headEnd, entry.headEnd, behindHead, behindHead};
    case YamlStyle::Literal:
    case YamlStyle::Folded: {
        const QByteArrayView header = text.sliced(value.begin, value.contentBegin - value.begin);
        const auto end = std::find_if(header.begin(), header.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
        return {value.begin, value.begin + (end - header.begin()), value.contentBegin, value.end};
    }
    case YamlStyle::Block: {
        if (value.begin >= behindHead)
            return {entry.headEnd, entry.headEnd, behindHead, behindLine(text, value.end)};
        const qsizetype behindFirst = behindLine(text, value.begin + 1);
        qsizetype firstEnd = behindFirst;
        while (firstEnd > value.begin && (text[firstEnd - 1] == '\n' || text[firstEnd - 1] == '\r'))
            --firstEnd;
        return {value.begin, firstEnd, behindFirst, std::max(behindFirst, behindLine(text, value.end))};
    }
    default:
        return {value.begin, value.end, behindLine(text, value.end), behindLine(text, value.end)};
    }
}

bool isBlank(QByteArrayView line)
{
    return line.trimmed().isEmpty();
}

}

QByteArray spliced(QByteArray text, YamlSplices splices)
{
    std::stable_sort(splices.begin(), splices.end(), [](const YamlSplice &a, const YamlSplice &b) { return a.begin > b.begin; });
    for (const YamlSplice &splice : splices)
        text.replace(splice.begin, splice.end - splice.begin, splice.text);
    return text;
}

bool YamlEditor::startsItsLine(const YamlEntry &entry) const
{
    const qsizetype begin = lineBegin(m_text, entry.begin);
    const QByteArrayView before = m_text.sliced(begin, entry.begin - begin);
    return isBlank(before) || (begin == 0 && before == QByteArrayView("\xEF\xBB\xBF"));
}

/// Comments directly above an entry, in its column, belong to it; those at the top of a file belong to the file.
qsizetype YamlEditor::withComments(const YamlNode &parent, const YamlEntry &entry) const
{
    const qsizetype own = lineBegin(m_text, entry.begin);
    qsizetype begin = own;
    while (begin > 0) {
        const qsizetype above = lineBegin(m_text, begin - 1);
        const QByteArrayView line = m_text.sliced(above, begin - above);
        if (line.size() <= parent.column || line[parent.column] != '#' || !isBlank(line.first(parent.column)))
            break;
        begin = above;
    }
    return begin == 0 && &parent == m_root ? own : begin;
}

/// Lines that are put in at the start of a line or behind the last one, which may have no end.
YamlSplice YamlEditor::lines(qsizetype at, QByteArray text) const
{
    if (!text.isEmpty() && at == m_text.size() && at > 0 && m_text[at - 1] != '\n') {
        text.chop(m_writer.habits().lineEnd.size());
        text.prepend(m_writer.habits().lineEnd);
    }
    return {at, at, text};
}

std::optional<YamlSplices> YamlEditor::replace(const YamlNode &parent, size_t index, const YamlValue &value) const
{
    const YamlEntry &entry = parent.entries[index];
    if (parent.style == YamlStyle::Flow) {
        const QByteArray written = m_writer.inFlow(value, entry.value.style);
        if (entry.value.style == YamlStyle::Absent)
            return YamlSplices{{entry.headEnd, entry.headEnd, (entry.bare ? ": " : " ") + written}};
        return YamlSplices{{entry.value.begin, entry.value.end, written}};
    }
    const bool emptyFlow = entry.value.style == YamlStyle::Flow && entry.value.entries.empty();
    const YamlWritten written = m_writer.inBlock(value, parent.column, !parent.mapping, emptyFlow ? YamlStyle::Plain : entry.value.style);
    Standing at = standingOf(m_text, entry);
    QByteArray head = written.head;
    if (at.inlineBegin == entry.headEnd && !head.isEmpty())
        head.prepend(' ');
    while (head.isEmpty() && at.inlineBegin > entry.headEnd && m_text[at.inlineBegin - 1] == ' ')
        --at.inlineBegin;
    YamlSplice tail = lines(at.linesBegin, written.lines);
    tail.end = at.linesEnd;
    const bool endedOpen = at.linesEnd == m_text.size() && at.linesEnd > at.linesBegin && !m_text.endsWith('\n');
    if (endedOpen && !value.text.endsWith('\n') && tail.text.endsWith('\n'))
        tail.text.chop(m_writer.habits().lineEnd.size());
    return YamlSplices{{at.inlineBegin, at.inlineEnd, head}, tail};
}

bool YamlEditor::blankBefore(const YamlNode &parent, size_t index) const
{
    const qsizetype begin = withComments(parent, parent.entries[index]);
    return begin > 0 && index > 0 && isBlank(m_text.sliced(lineBegin(m_text, begin - 1), begin - lineBegin(m_text, begin - 1)));
}

std::optional<YamlSplices> YamlEditor::insert(const YamlNode &parent, size_t index, const QByteArray *name, const YamlValue &value) const
{
    if (parent.style == YamlStyle::Flow)
        return insertInFlow(parent, index, name, value);
    if (parent.style != YamlStyle::Block || parent.entries.empty())
        return std::nullopt;
    const QByteArray indent(parent.column, ' ');
    const QByteArray written = m_writer.entry(name, value, parent.column);
    if (index == 0 && !startsItsLine(parent.entries[0]))
        return YamlSplices{{parent.entries[0].begin, parent.entries[0].begin, written + indent}};
    const bool apart = &parent == m_root && m_writer.habits().blankLines;
    const QByteArray blank = apart ? m_writer.habits().lineEnd : QByteArray();
    if (index == 0) {
        qsizetype at = withComments(parent, parent.entries[0]);
        if (at == 0 && m_text.startsWith("\xEF\xBB\xBF"))
            at = 3;
        return YamlSplices{{at, at, indent + written + blank}};
    }
    return YamlSplices{lines(behindLine(m_text, parent.entries[index - 1].end()), blank + indent + written)};
}

std::optional<YamlSplices> YamlEditor::insertInFlow(const YamlNode &parent, size_t index, const QByteArray *name,
                                                    const YamlValue &value) const
{
    QByteArray written = m_writer.inFlow(value);
    if (name) {
        written = m_writer.inFlow(yamlMapping({{*name, 0, value}}));
        written = written.mid(1, written.size() - 2);
    }
    if (parent.entries.empty())
        return YamlSplices{{parent.begin + 1, parent.end - 1, written}};
    if (index == 0)
        return YamlSplices{{parent.entries[0].begin, parent.entries[0].begin, written + ", "}};
    const qsizetype at = parent.entries[index - 1].end();
    return YamlSplices{{at, at, ", " + written}};
}

std::optional<YamlSplices> YamlEditor::removeInFlow(const YamlNode &parent, size_t index) const
{
    if (index + 1 < parent.entries.size())
        return YamlSplices{{parent.entries[index].begin, parent.entries[index + 1].begin, {}}};
    return YamlSplices{{parent.entries[index - 1].end(), parent.entries[index].end(), {}}};
}

std::optional<YamlSplices> YamlEditor::remove(const YamlNode &parent, size_t index) const
{
    if (parent.style == YamlStyle::Flow)
        return removeInFlow(parent, index);
    if (parent.style != YamlStyle::Block)
        return std::nullopt;
    const YamlEntry &entry = parent.entries[index];
    const qsizetype end = behindLine(m_text, entry.end());
    if (!startsItsLine(entry)) {
        const YamlEntry &next = parent.entries[index + 1];
        if (isBlank(m_text.sliced(end, next.begin - end)))
            return YamlSplices{{entry.begin, next.begin, {}}};
        return YamlSplices{{entry.begin, end, m_writer.habits().lineEnd}};
    }
    qsizetype begin = withComments(parent, entry);
    const bool blankBehind = end == m_text.size() || isBlank(m_text.sliced(end, behindLine(m_text, end + 1) - end));
    if (blankBehind && blankBefore(parent, index))
        begin = lineBegin(m_text, begin - 1);
    if (begin == 0 && m_text.startsWith("\xEF\xBB\xBF"))
        begin = 3;
    return YamlSplices{{begin, end, {}}};
}

std::optional<YamlSplices> YamlEditor::move(const YamlNode &parent, size_t from, size_t to) const
{
    if (parent.style != YamlStyle::Block || !startsItsLine(parent.entries[0]))
        return std::nullopt;
    const qsizetype begin = withComments(parent, parent.entries[from]);
    const qsizetype end = behindLine(m_text, parent.entries[from].end());
    QByteArray moved = m_text.sliced(begin, end - begin).toByteArray();
    qsizetype cut = begin;
    if (!moved.endsWith('\n')) {
        moved += m_writer.habits().lineEnd;
        cut -= m_writer.habits().lineEnd.size();
    }
    const bool behindLast = to == parent.entries.size();
    const qsizetype at = behindLast ? behindLine(m_text, parent.entries.back().end()) : withComments(parent, parent.entries[to]);
    return YamlSplices{{cut, end, {}}, lines(at, moved)};
}

}
