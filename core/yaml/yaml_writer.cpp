#include "core/yaml/yaml_writer.h"

#include "core/json/fault.h"

#include <QList>

namespace keyhole {

namespace {

/// Control characters, the other line ends of Unicode and byte order marks are read differently, or not at all, unless escaped.
bool needsEscape(QByteArrayView text, bool linesToo)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const uchar c = uchar(text[i]);
        if ((c < 0x20 && c != '\t' && (linesToo || c != '\n')) || c == 0x7F)
            return true;
        const QByteArrayView rest = text.sliced(i);
        if ((c == 0xC2 && rest.size() > 1 && uchar(rest[1]) < 0xA0) || rest.startsWith("\xE2\x80\xA8") || rest.startsWith("\xE2\x80\xA9")
            || rest.startsWith("\xEF\xBB\xBF") || rest.startsWith("\xEF\xBF\xBE") || rest.startsWith("\xEF\xBF\xBF"))
            return true;
    }
    return false;
}

/// Words that YAML 1.1 reads as booleans, or in another special way; in quotes they are texts for everybody.
bool isOldWord(QByteArrayView text)
{
    const QByteArray lower = text.toByteArray().toLower();
    return lower == "yes" || lower == "no" || lower == "on" || lower == "off" || lower == "y" || lower == "n" || lower == "<<"
        || lower == "=";
}

bool canBePlain(QByteArrayView text, bool flow)
{
    if (text.isEmpty() || typeOfPlain(text) != YamlType::Text || isOldWord(text) || needsEscape(text, true) || text.contains('\t'))
        return false;
    if (QByteArrayView("-?:,[]{}#&*!|>'\"%@` ").contains(text.front()) || text.endsWith(' ') || text.endsWith(':'))
        return false;
    if (text.contains(": ") || text.contains(" #") || text.startsWith("..."))
        return false;
    return !flow || std::none_of(text.begin(), text.end(), [](char c) { return QByteArrayView(",[]{}").contains(c); });
}

QByteArray singleQuoted(QByteArray text)
{
    return '\'' + text.replace('\'', "''") + '\'';
}

/// One character of up to three bytes. YAML 1.2.2, 5.7.
QByteArray escaped(QByteArrayView character)
{
    const auto bits = [character](qsizetype i) { return uint(uchar(character[i])) & 0x3F; };
    switch (character.size()) {
    case 1:
        if (const qsizetype known = QByteArrayView("\"\\\n\t\r").indexOf(character.front()); known >= 0)
            return '\\' + QByteArray(1, "\"\\ntr"[known]);
        return "\\x" + QByteArray::number(uint(character.front()), 16).rightJustified(2, '0');
    case 2:
        return "\\x" + QByteArray::number((uint(character[0]) & 0x1F) << 6 | bits(1), 16);
    default:
        return "\\u" + QByteArray::number((uint(character[0]) & 0x0F) << 12 | bits(1) << 6 | bits(2), 16).rightJustified(4, '0');
    }
}

QByteArray doubleQuoted(QByteArrayView utf8)
{
    QByteArray quoted = "\"";
    qsizetype written = 0;
    for (qsizetype i = 0; i < utf8.size();) {
        const int length = std::max(1, utf8Length(utf8.sliced(i)));
        const QByteArrayView character = utf8.sliced(i, length);
        if ((length == 1 && QByteArrayView("\"\\\t").contains(character.front())) || needsEscape(character, true)) {
            quoted += utf8.sliced(written, i - written);
            quoted += escaped(character);
            written = i + length;
        }
        i += length;
    }
    quoted += utf8.sliced(written);
    return quoted + '"';
}

QByteArray scalar(const YamlValue &value, YamlStyle style, bool flow)
{
    if (value.kind == YamlValue::Kind::Null)
        return "null";
    if (value.plain && typeOfPlain(value.text) != YamlType::Text)
        return value.text;
    const bool single = !needsEscape(value.text, true) && !value.text.contains('\t');
    if (style == YamlStyle::DoubleQuoted)
        return doubleQuoted(value.text);
    if (style == YamlStyle::SingleQuoted && single)
        return singleQuoted(value.text);
    if (canBePlain(value.text, flow))
        return value.text;
    return single && value.text.contains('"') ? singleQuoted(value.text) : doubleQuoted(value.text);
}

/// Blank lines at the end would run together with those that follow.
bool canBeLiteral(QByteArrayView text)
{
    const bool onlyBlanks = std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    return !onlyBlanks && !text.endsWith("\n\n") && !needsEscape(text, false);
}

bool isEmptyCollection(const YamlValue &value)
{
    return (value.kind == YamlValue::Kind::Sequence && value.items.empty())
        || (value.kind == YamlValue::Kind::Mapping && value.members.empty());
}

/// The first block of a kind in a block mapping, as an example.
const YamlEntry *exampleOf(const YamlNode &node, bool mapping)
{
    if (node.style != YamlStyle::Block)
        return nullptr;
    for (const YamlEntry &entry : node.entries) {
        if (node.mapping && entry.value.style == YamlStyle::Block && entry.value.mapping == mapping)
            return &entry;
        if (const YamlEntry *deeper = exampleOf(entry.value, mapping))
            return deeper;
    }
    return nullptr;
}

}

bool isYamlText(QByteArrayView text)
{
    while (!text.isEmpty()) {
        const int length = utf8Length(text);
        if (length == 0)
            return false;
        text = text.sliced(length);
    }
    return true;
}

YamlHabits habitsOf(QByteArrayView text, const YamlNode &root)
{
    YamlHabits habits;
    const auto columnBefore = [text](const YamlEntry &entry) { return int(entry.begin - lineBegin(text, entry.begin)); };
    const auto onDashLine = [text](const YamlEntry &entry) { return text.sliced(lineBegin(text, entry.begin)).trimmed().startsWith('-'); };
    if (const YamlEntry *entry = exampleOf(root, true); entry && entry->value.column > columnBefore(*entry))
        habits.step = habits.dash = std::min(entry->value.column - columnBefore(*entry), 8);
    if (const YamlEntry *entry = exampleOf(root, false); entry && !onDashLine(*entry))
        habits.dash = std::clamp(entry->value.column - columnBefore(*entry), 0, 8);
    for (size_t i = 1; i < root.entries.size() && root.style == YamlStyle::Block; ++i) {
        const QByteArrayView between = text.sliced(root.entries[i - 1].end(), root.entries[i].begin - root.entries[i - 1].end());
        habits.blankLines |= between.contains("\n\n") || between.contains("\n\r\n");
        habits.blankLines |= root.entries[i - 1].value.contentBegin > 0 && between.startsWith('\n');
    }
    const qsizetype firstEnd = text.indexOf('\n');
    if (firstEnd > 0 && text[firstEnd - 1] == '\r')
        habits.lineEnd = "\r\n";
    return habits;
}

QByteArray YamlWriter::key(const QByteArray &name) const
{
    return scalar(yamlText(name), YamlStyle::Plain, true);
}

QByteArray YamlWriter::inFlow(const YamlValue &value, YamlStyle style) const
{
    QByteArray written;
    if (value.kind == YamlValue::Kind::Sequence) {
        for (const YamlValue &item : value.items)
            written += (written.isEmpty() ? "" : ", ") + inFlow(item);
        return '[' + written + ']';
    }
    if (value.kind == YamlValue::Kind::Mapping) {
        for (const YamlMember &member : value.members)
            written += (written.isEmpty() ? "" : ", ") + key(member.name) + ": " + inFlow(member.value);
        return '{' + written + '}';
    }
    return scalar(value, style, true);
}

YamlWritten YamlWriter::literal(const QByteArray &text, int parent, YamlStyle style) const
{
    const bool ended = text.endsWith('\n');
    const QByteArray body = ended ? text.chopped(1) : text;
    YamlWritten written;
    written.head = style == YamlStyle::Folded && !body.contains('\n') ? ">" : "|";
    qsizetype firstText = 0;
    while (body[firstText] == '\n')
        ++firstText;
    if (body[firstText] == ' ' || body[firstText] == '\t')
        written.head += QByteArray::number(m_habits.step);
    written.head += ended ? "" : "-";
    const QByteArray indent(parent + m_habits.step, ' ');
    for (const QByteArray &line : body.split('\n'))
        written.lines += (line.isEmpty() ? line : indent + line) + m_habits.lineEnd;
    return written;
}

YamlWritten YamlWriter::inBlock(const YamlValue &value, int column, bool inDash, YamlStyle style) const
{
    const bool collection = value.kind == YamlValue::Kind::Sequence || value.kind == YamlValue::Kind::Mapping;
    if (!collection) {
        const bool block = style == YamlStyle::Literal || style == YamlStyle::Folded;
        const bool lines = value.text.contains('\n') && style != YamlStyle::DoubleQuoted;
        const bool text = typeOf(value) == YamlType::Text;
        if (text && (block || lines) && canBeLiteral(value.text))
            return literal(value.text, column, style);
        return {scalar(value, style, false), {}};
    }
    if (isEmptyCollection(value) || style == YamlStyle::Flow)
        return {inFlow(value), {}};
    if (!inDash)
        return {{}, block(value, column + (value.kind == YamlValue::Kind::Sequence ? m_habits.dash : m_habits.step))};
    const QByteArray lines = block(value, column + 2);
    const qsizetype firstEnd = lines.indexOf(m_habits.lineEnd);
    return {lines.mid(column + 2, firstEnd - column - 2), lines.mid(firstEnd + m_habits.lineEnd.size())};
}

QByteArray YamlWriter::entry(const QByteArray *name, const YamlValue &value, int column) const
{
    const YamlWritten written = inBlock(value, column, !name);
    return (name ? key(*name) + ':' : QByteArray("-")) + (written.head.isEmpty() ? "" : " ") + written.head + m_habits.lineEnd
        + written.lines;
}

QByteArray YamlWriter::block(const YamlValue &value, int column) const
{
    const QByteArray indent(column, ' ');
    QByteArray lines;
    for (const YamlValue &item : value.items)
        lines += indent + entry(nullptr, item, column);
    for (const YamlMember &member : value.members)
        lines += indent + entry(&member.name, member.value, column);
    return lines;
}

QByteArray YamlWriter::document(const YamlValue &value) const
{
    if (value.kind != YamlValue::Kind::Mapping || value.members.empty())
        return inFlow(value) + m_habits.lineEnd;
    QByteArray text;
    for (const YamlMember &member : value.members) {
        if (m_habits.blankLines && !text.isEmpty())
            text += m_habits.lineEnd;
        text += entry(&member.name, member.value, 0);
    }
    return text;
}

}
