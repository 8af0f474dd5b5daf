#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

/// What cmd.exe hands to the program: carets undone, with the offset of each character.
struct CommandLine {
    QByteArray text;
    std::vector<qsizetype> offsets;
    std::vector<SyntaxError> notes;
    bool pipe = false;  // leads to the next command

    void append(char c, qsizetype offset)
    {
        text += c;
        offsets.push_back(offset);
    }
};

/// A caret makes the next character plain; before a line end both go, and the character after is plain (so ^, two line ends: one).
qsizetype undoCaret(QByteArrayView text, qsizetype caret, CommandLine &line)
{
    qsizetype next = caret + 1;
    const auto skipLineEnd = [&] {
        if (next < text.size() && text[next] == '\r')
            ++next;
        if (next < text.size() && text[next] == '\n')
            ++next;
    };
    if (next < text.size() && (text[next] == '\r' || text[next] == '\n')) {
        skipLineEnd();
        const qsizetype after = next;
        if (after < text.size() && (text[after] == '\r' || text[after] == '\n')) {
            skipLineEnd();
            line.append('\n', after);
            return next;
        }
    }
    if (next < text.size())
        line.append(text[next], next);
    return next + 1;
}

/// Where what stands behind a ">" or "<" ends.
qsizetype behindRedirection(QByteArrayView text, qsizetype at)
{
    constexpr QByteArrayView kMarks("<>&"), kBlanks(" \t"), kEnds(" \t\r\n|&<>");
    while (at < text.size() && kMarks.contains(text[at]))
        ++at;
    while (at < text.size() && kBlanks.contains(text[at]))
        ++at;
    while (at < text.size() && !kEnds.contains(text[at]))
        ++at;
    return at;
}

/// Takes the number of the redirected stream off the end: "2>nul".
void dropStreamNumber(CommandLine &line)
{
    const qsizetype last = line.text.size() - 1;
    const bool isNumber = last > 0 && line.text[last] >= '0' && line.text[last] <= '9' && line.text[last - 1] == ' ';
    if (isNumber) {
        line.text.chop(1);
        line.offsets.pop_back();
    }
}

/// The command that begins at `at`, which is moved behind it.
CommandLine undoCarets(QByteArrayView text, qsizetype &at)
{
    CommandLine line;
    bool quoted = false;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '^' && !quoted) {
            at = undoCaret(text, at, line);
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        if (!quoted && (c == '<' || c == '>')) {
            dropStreamNumber(line);
            line.notes.push_back({at, QStringLiteral("The redirection is not carried out.")});
            at = behindRedirection(text, at);
            continue;
        }
        const bool ends = !quoted && (c == '|' || c == '&' || (c == '\n' && !line.text.trimmed().isEmpty()));
        line.pipe = ends && c == '|' && !text.sliced(at + 1).startsWith('|');
        ++at;
        if (ends)
            break;
        line.append(c, at - 1);
    }
    return line;
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// Splits as the C run-time of Windows does: 2n backslashes and a quote make n and a quote mark, one more makes the quote plain.
class ArgumentSplitter {
public:
    explicit ArgumentSplitter(CommandLine line) : m_line(std::move(line)) { }
    Result<ShellWords, SyntaxError> run();

private:
    bool isQuoteAt(qsizetype at) const { return at < m_line.text.size() && m_line.text.at(at) == '"'; }
    void backslashes();
    void quote();

    CommandLine m_line;
    qsizetype m_at = 0;
    qsizetype m_quote = -1;  // where the open one stands
    std::optional<ShellWord> m_word;
};

Result<ShellWords, SyntaxError> ArgumentSplitter::run()
{
    ShellWords result;
    result.notes = m_line.notes;
    result.feedsNext = m_line.pipe;
    while (m_at < m_line.text.size()) {
        const char c = m_line.text.at(m_at);
        if (m_quote < 0 && (isBlank(c) || c == '\n')) {
            if (m_word)
                result.words.push_back(std::move(*m_word));
            m_word.reset();
            ++m_at;
            continue;
        }
        if (!m_word)
            m_word = ShellWord{{}, m_line.offsets[size_t(m_at)]};
        if (c == '\\')
            backslashes();
        else if (c == '"')
            quote();
        else
            m_word->text += m_line.text.at(m_at++);
    }
    if (m_quote >= 0)
        return failure(SyntaxError{m_line.offsets[size_t(m_quote)], QStringLiteral("The quote \" is never closed.")});
    if (m_word)
        result.words.push_back(std::move(*m_word));
    return result;
}

void ArgumentSplitter::backslashes()
{
    qsizetype count = 0;
    while (m_at < m_line.text.size() && m_line.text.at(m_at) == '\\') {
        ++count;
        ++m_at;
    }
    const bool beforeQuote = isQuoteAt(m_at);
    m_word->text += QByteArray(beforeQuote ? count / 2 : count, '\\');
    if (beforeQuote && count % 2 == 1) {
        m_word->text += '"';
        ++m_at;
    }
}

void ArgumentSplitter::quote()
{
    if (m_quote >= 0 && isQuoteAt(m_at + 1)) {
        m_word->text += '"';
        m_at += 2;
        return;
    }
    m_quote = m_quote >= 0 ? -1 : m_at;
    ++m_at;
}

QByteArray quoteArgument(QByteArrayView word)
{
    QByteArray quoted = "\"";
    int backslashes = 0;
    for (const char c : word) {
        if (c == '"')
            quoted += QByteArray(backslashes + 1, '\\');
        backslashes = c == '\\' ? backslashes + 1 : 0;
        quoted += c;
    }
    return quoted + QByteArray(backslashes, '\\') + '"';
}

}

Result<std::vector<ShellWords>, SyntaxError> splitCmdScript(QByteArrayView text)
{
    std::vector<ShellWords> commands;
    for (qsizetype at = 0; at < text.size();) {
        auto command = ArgumentSplitter(undoCarets(text, at)).run();
        if (!command)
            return failure(command.error());
        if (!command->words.empty())
            commands.push_back(std::move(*command));
    }
    return commands;
}

/// Every mark of cmd.exe behind a caret, quotes as well: so its own idea of what is quoted never begins.
QByteArray quoteForCmd(QByteArrayView word)
{
    const auto isPlain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || QByteArrayView("-_./:,@+=").contains(c);
    };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain))
        return word.toByteArray();
    QByteArray escaped;
    for (const char c : quoteArgument(word)) {
        if (c == '\n')
            escaped += "^\n\n";
        else if (uchar(c) >= 0x80 || isPlain(c) || c == ' ')
            escaped += c;
        else if (c != '\0')
            escaped += QByteArray("^") + c;
    }
    return escaped;
}

}
