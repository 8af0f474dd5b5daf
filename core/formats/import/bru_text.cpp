#include "core/formats/import/bru_text.h"

#include <cctype>
#include <optional>

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 16 << 20;

/// Blocks of free text; all others are lists or dictionaries.
bool holdsText(QByteArrayView name)
{
    static constexpr QByteArrayView kText[] = {"tests", "docs", "body", "example", "statusCode"};
    if (name.startsWith("script:"))
        return true;
    const bool isRows
        = name == "body:form-urlencoded" || name == "body:multipart-form" || name == "body:file" || name == "body:binary-file";
    return !isRows
        && (name.startsWith("body:") || name.startsWith("responseBody:")
            || std::any_of(std::begin(kText), std::end(kText), [name](QByteArrayView each) { return name == each; }));
}

bool isComment(QByteArrayView line)
{
    return line.startsWith('#') || line.startsWith("//");
}

/// How long the name of an annotation is, with its "@"; 0 where there is none, as in the row "@local: value".
qsizetype annotationLength(QByteArrayView text)
{
    if (!text.startsWith('@'))
        return 0;
    qsizetype end = 1;
    while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '-' || text[end] == '_'))
        ++end;
    const bool known = end > 1 && (end == text.size() || text[end] == '(' || text[end] == ' ' || text[end] == '\t');
    return known ? end : 0;
}

/// What "…" of an annotation holds.
QByteArray unescaped(const QByteArray &text)
{
    QByteArray plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '\\' && at + 1 < text.size();
        at += escape ? 1 : 0;
        plain += escape && text[at] == 'n' ? '\n' : escape && text[at] == 'r' ? '\r' : text[at];
    }
    return plain;
}

class BruParser {
public:
    explicit BruParser(QByteArrayView text) : m_lines(text.toByteArray().split('\n')) { }
    Result<std::vector<BruBlock>> run();

private:
    bool readBlock();
    bool readText(BruBlock &block);
    bool readList(BruBlock &block);
    bool readRows(BruBlock &block);
    bool readRow(BruBlock &block, const QByteArray &line);
    std::optional<QByteArray> takeName(QByteArray &line);
    QByteArray takeValue(const QByteArray &start);
    void takeAnnotations(QByteArray &row);
    std::optional<QByteArray> takeArgument(QByteArray &text);
    bool fail(int line, const QString &what, const QString &remedy);
    bool ended() const { return m_at >= m_lines.size(); }
    QByteArray line() const { return m_lines[m_at].endsWith('\r') ? m_lines[m_at].chopped(1) : m_lines[m_at]; }
    int lineNumber() const { return int(m_at) + 1; }

    QByteArrayList m_lines;
    qsizetype m_at = 0;
    QByteArray m_description;  // of the row that comes next
    std::vector<BruBlock> m_blocks;
    std::optional<Error> m_error;
};

bool BruParser::fail(int line, const QString &what, const QString &remedy)
{
    m_error = Error{what, QStringLiteral("line %1").arg(line), remedy};
    return false;
}

Result<std::vector<BruBlock>> BruParser::run()
{
    while (!ended()) {
        if (line().trimmed().isEmpty() || isComment(line().trimmed()))
            ++m_at;
        else if (!readBlock())
            return failure(*m_error);
    }
    return std::move(m_blocks);
}

bool BruParser::readBlock()
{
    const QByteArray head = line().trimmed();
    BruBlock block;
    block.line = lineNumber();
    if (head.startsWith("color:")) {  // of an environment; the one thing that is no block
        block.name = "color";
        block.text = head.mid(6).trimmed();
        m_blocks.push_back(std::move(block));
        ++m_at;
        return true;
    }
    const bool list = head.endsWith('[');
    if (!list && !head.endsWith('{') && !head.endsWith("{}") && !head.endsWith("[]"))
        return fail(block.line, QStringLiteral("A block is expected here, such as “headers {”."),
                    QStringLiteral("Begin it with its name and a bracket."));
    const bool empty = head.endsWith('}') || head.endsWith(']');
    block.name = head.chopped(empty ? 2 : 1).trimmed();
    ++m_at;
    if (!empty && !(list ? readList(block) : holdsText(block.name) ? readText(block) : readRows(block)))
        return false;
    m_blocks.push_back(std::move(block));
    return true;
}

bool BruParser::readText(BruBlock &block)
{
    QByteArrayList lines;
    for (; !ended(); ++m_at) {
        const QByteArray text = line();
        if (text.startsWith('}')) {
            ++m_at;
            block.text = lines.join('\n');
            return true;
        }
        lines.append(text.startsWith("  ") ? text.mid(2) : text);
    }
    return fail(block.line, QStringLiteral("The block “%1” is never closed.").arg(QString::fromUtf8(block.name)),
                QStringLiteral("Close it with “}” at the start of a line."));
}

bool BruParser::readList(BruBlock &block)
{
    for (; !ended(); ++m_at) {
        QByteArray text = line().trimmed();
        takeAnnotations(text);
        const bool last = text.endsWith(']');
        text = last ? text.chopped(1).trimmed() : text;
        for (QByteArray name : text.split(',')) {
            name = name.trimmed();
            const bool off = name.startsWith('~');
            if (!name.isEmpty())
                block.rows.push_back({!off, off ? name.mid(1) : name, {}, lineNumber()});
        }
        if (last) {
            ++m_at;
            return true;
        }
    }
    return fail(block.line, QStringLiteral("The list “%1” is never closed.").arg(QString::fromUtf8(block.name)),
                QStringLiteral("Close it with “]”."));
}

bool BruParser::readRows(BruBlock &block)
{
    while (!ended()) {
        const QByteArray text = line();
        if (text.startsWith('}')) {
            ++m_at;
            return true;
        }
        QByteArray row = text.trimmed();
        takeAnnotations(row);
        if (row.isEmpty() || isComment(row))
            ++m_at;
        else if (!readRow(block, row))
            return false;
    }
    return fail(block.line, QStringLiteral("The block “%1” is never closed.").arg(QString::fromUtf8(block.name)),
                QStringLiteral("Close it with “}” at the start of a line."));
}

/// What stands between the brackets at the start of a text, which then begins behind them; between ''' it may go over lines.
std::optional<QByteArray> BruParser::takeArgument(QByteArray &text)
{
    QByteArray quote = text.mid(1, 1);
    if (text.startsWith("('''"))
        quote = "'''";
    else if (quote != "\"" && quote != "'")
        quote.clear();
    QByteArrayList lines{text.mid(1 + quote.size())};
    qsizetype close = lines.first().indexOf(quote + ')');
    qsizetype last = m_at;
    while (close < 0 && quote.size() == 3 && last + 1 < m_lines.size()) {
        lines.append(m_lines[++last].trimmed());
        close = lines.last().indexOf(quote + ')');
    }
    if (close < 0)
        return std::nullopt;
    m_at = last;
    text = lines.last().mid(close + quote.size() + 1).trimmed();
    lines.last().truncate(close);
    return quote == "\"" ? unescaped(lines.first()) : lines.join('\n').trimmed();
}

/// Steps over "@number", "@description("…")" and the like before a row.
void BruParser::takeAnnotations(QByteArray &row)
{
    while (const qsizetype length = annotationLength(row)) {
        const QByteArray name = row.mid(1, length - 1);
        QByteArray rest = row.mid(length);
        if (rest.startsWith('(')) {
            const auto argument = takeArgument(rest);
            if (!argument)
                return;
            m_description = name == "description" ? *argument : m_description;
        }
        row = rest.trimmed();
    }
}

/// What stands before the colon; in quotes it may hold one.
std::optional<QByteArray> BruParser::takeName(QByteArray &text)
{
    if (!text.startsWith('"')) {
        const qsizetype colon = text.indexOf(':');
        if (colon < 0)
            return std::nullopt;
        const QByteArray name = text.first(colon).trimmed();
        text = text.mid(colon + 1);
        return name;
    }
    QByteArray name;
    qsizetype at = 1;
    for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        name += text[at];
    }
    const qsizetype colon = text.indexOf(':', at);
    if (colon < 0)
        return std::nullopt;
    text = text.mid(colon + 1);
    return name;
}

/// The rest of the line, or what stands between ''' and ''', without the indentation.
QByteArray BruParser::takeValue(const QByteArray &start)
{
    const QByteArray first = start.trimmed();
    ++m_at;
    if (!first.startsWith("'''"))
        return first;
    if (const qsizetype close = first.indexOf("'''", 3); close >= 0)
        return first.mid(3, close - 3);
    QByteArrayList lines;
    if (first.size() > 3)
        lines.append(first.mid(3));
    for (; !ended(); ++m_at) {
        const QByteArray text = line();
        if (text.trimmed().startsWith("'''")) {
            ++m_at;
            break;
        }
        lines.append(text.startsWith("    ") ? text.mid(4) : text.trimmed());
    }
    return lines.join('\n');
}

bool BruParser::readRow(BruBlock &block, const QByteArray &line)
{
    BruRow row;
    row.line = lineNumber();
    row.enabled = !line.startsWith('~');
    QByteArray rest = row.enabled ? line : line.mid(1);
    const auto name = takeName(rest);
    if (!name)
        return fail(row.line, QStringLiteral("“name: value” is expected here."), QStringLiteral("Write a colon behind the name."));
    row.name = *name;
    row.value = takeValue(rest);
    row.description = std::exchange(m_description, {});
    block.rows.push_back(std::move(row));
    return true;
}

}

QByteArray BruBlock::value(QByteArrayView row) const
{
    for (const BruRow &each : rows) {
        if (each.enabled && each.name == row)
            return each.value;
    }
    return {};
}

Result<std::vector<BruBlock>> parseBru(QByteArrayView text)
{
    if (text.size() > kLargest)
        return failure(Error{QStringLiteral("The file is longer than 16 MB."), {}, QStringLiteral("Put large bodies into files.")});
    return BruParser(text).run();
}

}
