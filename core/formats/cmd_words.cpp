#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

/// What cmd.exe hands to the program: carets undone, with the offset of each character.
struct CommandLine {
    QByteArray text;
    std::vector<qsizetype> offsets;
    std::vector<SyntaxError> notes;

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

CommandLine undoCarets(QByteArrayView text)
{
    CommandLine line;
    bool quoted = false;
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '^' && !quoted) {
            at = undoCaret(text, at, line);
            continue;
        }
        if (c == '"')
            quoted = !quoted;
        const bool ends = !quoted && (c == '|' || c == '&' || c == '<' || c == '>' || (c == '\n' && !line.text.trimmed().isEmpty()));
        if (ends) {
            if (!text.sliced(at).trimmed().isEmpty())
                line.notes.push_back({at, QStringLiteral("What follows the command from here on is not carried out.")});
            break;
        }
        line.append(c, at++);
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

Result<ShellWords, SyntaxError> splitCmd(QByteArrayView text)
{
    return ArgumentSplitter(undoCarets(text)).run();
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
