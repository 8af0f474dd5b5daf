#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class BashSplitter {
public:
    explicit BashSplitter(QByteArrayView text) : m_text(text) { }
    Result<ShellWords, SyntaxError> run();

private:
    char at(qsizetype offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    bool ended() const { return m_at >= m_text.size(); }
    bool startsWith(QByteArrayView what) const { return m_text.sliced(m_at).startsWith(what); }
    void finishWord();
    void begin();
    bool lineEnd();
    bool operatorAt();
    bool redirection();
    void backslash();
    bool singleQuoted();
    bool doubleQuoted();
    bool ansiQuoted();
    void ansiEscape();
    std::optional<char32_t> digits(int most, int base);
    void character(int most);
    void dollar();
    bool open(qsizetype quote);
    void note(qsizetype offset, const QString &message) { m_result.notes.push_back({offset, message}); }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<ShellWord> m_word;
    bool m_dropNext = false;  // the word that comes is the target of a redirection
    ShellWords m_result;
    std::optional<SyntaxError> m_fault;
};

Result<ShellWords, SyntaxError> BashSplitter::run()
{
    while (!ended() && !m_fault) {
        const char c = at(m_at);
        if (isBlank(c)) {
            finishWord();
            ++m_at;
        } else if (c == '\n') {
            if (!lineEnd())
                break;
        } else if (c == '#' && !m_word) {
            m_at = m_text.indexOf('\n', m_at);
            if (m_at < 0)
                m_at = m_text.size();
        } else if (operatorAt()) {
            if (!redirection())
                break;
        } else {
            begin();
            if (c == '\\')
                backslash();
            else if (c == '\'')
                singleQuoted();
            else if (c == '"')
                doubleQuoted();
            else if (c == '$')
                dollar();
            else
                m_word->text += m_text[m_at++];
        }
    }
    finishWord();
    if (m_fault)
        return failure(*m_fault);
    return std::move(m_result);
}

void BashSplitter::begin()
{
    if (!m_word)
        m_word = ShellWord{{}, m_at};
}

void BashSplitter::finishWord()
{
    if (m_word && !std::exchange(m_dropNext, false))
        m_result.words.push_back(std::move(*m_word));
    m_word.reset();
}

/// Gives false where the command ends. A line that begins with an option goes on with it: the backslash was lost in copying.
bool BashSplitter::lineEnd()
{
    finishWord();
    while (!ended() && (isBlank(at(m_at)) || at(m_at) == '\n'))
        ++m_at;
    if (m_result.words.empty() || ended() || at(m_at) == '-')
        return true;
    note(m_at, QStringLiteral("Only the first command is read; more lines follow it."));
    return false;
}

bool BashSplitter::operatorAt()
{
    const char c = at(m_at);
    return c == '|' || c == '&' || c == ';' || c == '<' || c == '>' || c == '(' || c == ')';
}

/// Steps over a redirection; gives false for every other operator, which ends the command.
bool BashSplitter::redirection()
{
    const qsizetype start = m_at;
    const bool redirects = at(m_at) == '<' || at(m_at) == '>' || (at(m_at) == '&' && at(m_at + 1) == '>');
    if (redirects && m_word && (m_word->text == "1" || m_word->text == "2"))
        m_word.reset();  // the number of the redirected stream
    finishWord();
    if (!redirects || startsWith("<<")) {
        note(start, QStringLiteral("What follows the command from here on is not carried out."));
        return false;
    }
    note(start, QStringLiteral("The redirection is not carried out."));
    while (operatorAt() && !ended())
        ++m_at;
    m_dropNext = true;
    return true;
}

void BashSplitter::backslash()
{
    qsizetype next = m_at + 1;
    while (isBlank(at(next)))
        ++next;
    if (at(next) == '\n') {  // also with blanks that slipped in between
        if (m_word->text.isEmpty())
            m_word.reset();
        else if (next > m_at + 1 && at(m_at + 1) != '\r')
            finishWord();
        m_at = next + 1;
        return;
    }
    if (m_at + 1 < m_text.size())
        m_word->text += m_text[m_at + 1];
    m_at += 2;
}

bool BashSplitter::open(qsizetype quote)
{
    m_fault = SyntaxError{quote, QStringLiteral("The quote %1 is never closed.").arg(QLatin1Char(at(quote)))};
    return false;
}

bool BashSplitter::singleQuoted()
{
    const qsizetype close = m_text.indexOf('\'', m_at + 1);
    if (close < 0)
        return open(m_at);
    m_word->text += m_text.sliced(m_at + 1, close - m_at - 1);
    m_at = close + 1;
    return true;
}

bool BashSplitter::doubleQuoted()
{
    const qsizetype quote = m_at++;
    while (!ended() && at(m_at) != '"') {
        const char next = at(m_at + 1);
        if (at(m_at) == '\\' && m_at + 1 < m_text.size() && QByteArrayView("$`\"\\\n").contains(next)) {
            if (next != '\n')
                m_word->text += next;
            m_at += 2;
        } else if (at(m_at) == '$' && next != '\'' && next != '"') {
            dollar();
        } else {
            m_word->text += m_text[m_at++];
        }
    }
    if (ended())
        return open(quote);
    ++m_at;
    return true;
}

/// $'…', $"…", or a variable or command, which is kept as it is written.
void BashSplitter::dollar()
{
    const qsizetype start = m_at++;
    if (at(m_at) == '\'') {
        ansiQuoted();
        return;
    }
    if (at(m_at) == '"') {
        doubleQuoted();
        return;
    }
    if (at(m_at) == '(' || at(m_at) == '{') {
        const qsizetype close = m_text.indexOf(at(m_at) == '(' ? ')' : '}', m_at);
        m_at = close < 0 ? m_text.size() : close + 1;
    } else {
        while (isNameCharacter(at(m_at)))
            ++m_at;
    }
    const QByteArrayView written = m_text.sliced(start, m_at - start);
    m_word->text += written;
    if (written.size() > 1)
        note(start, QStringLiteral("“%1” is filled in by the shell; here it is kept as text.").arg(QString::fromUtf8(written)));
}

bool BashSplitter::ansiQuoted()
{
    const qsizetype quote = m_at++;
    while (!ended() && at(m_at) != '\'') {
        if (at(m_at) == '\\' && m_at + 1 < m_text.size())
            ansiEscape();
        else
            m_word->text += m_text[m_at++];
    }
    if (ended())
        return open(quote);
    ++m_at;
    return true;
}

void BashSplitter::ansiEscape()
{
    static constexpr QByteArrayView kLetters("abeEfnrtv"), kValues("\a\b\x1B\x1B\f\n\r\t\v");
    const char c = at(++m_at);
    if (const qsizetype letter = kLetters.indexOf(c); letter >= 0) {
        m_word->text += kValues[letter];
        ++m_at;
    } else if (c == 'u' || c == 'U') {
        ++m_at;
        character(c == 'u' ? 4 : 8);
    } else if (c == 'x') {
        ++m_at;
        m_word->text += char(digits(2, 16).value_or('x'));
    } else if (c >= '0' && c <= '7') {
        m_word->text += char(digits(3, 8).value_or(0));
    } else if (c == 'c' && m_at + 1 < m_text.size()) {
        m_word->text += char(at(m_at + 1) & 0x1F);
        m_at += 2;
    } else {
        if (!QByteArrayView("\\'\"?").contains(c))
            m_word->text += '\\';
        m_word->text += c;
        ++m_at;
    }
}

/// Up to `most` digits.
std::optional<char32_t> BashSplitter::digits(int most, int base)
{
    const qsizetype start = m_at;
    char32_t value = 0;
    while (m_at - start < most) {
        bool isDigit = false;
        const uint digit = QByteArray(1, at(m_at)).toUInt(&isDigit, base);
        if (!isDigit)
            break;
        value = value * char32_t(base) + digit;
        ++m_at;
    }
    return m_at > start ? std::optional(value) : std::nullopt;
}

/// \uNNNN and \UNNNNNNNN. Browsers write a character beyond the first plane as two halves of UTF-16.
void BashSplitter::character(int most)
{
    const qsizetype start = m_at;
    auto value = digits(most, 16);
    if (!value) {
        m_word->text += m_text.sliced(start - 2, 2);
        return;
    }
    if (QChar::isHighSurrogate(*value) && startsWith("\\u")) {
        m_at += 2;
        const auto low = digits(4, 16);
        value = QChar::surrogateToUcs4(char16_t(*value), char16_t(low.value_or(0xDC00)));
    }
    const char32_t character = *value;
    m_word->text += QString::fromUcs4(&character, 1).toUtf8();
}

QByteArray ansiQuote(QByteArrayView word)
{
    QByteArray quoted = "$'";
    for (const char c : word) {
        if (c == '\'' || c == '\\')
            quoted += QByteArray("\\") + c;
        else if (c == '\n')
            quoted += "\\n";
        else if (uchar(c) >= 0x20 && uchar(c) < 0x7F)
            quoted += c;
        else if (c != '\0')
            quoted += "\\x" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
    }
    return quoted + '\'';
}

}

Result<ShellWords, SyntaxError> splitBash(QByteArrayView text)
{
    return BashSplitter(text).run();
}

QByteArray quoteForBash(QByteArrayView word)
{
    const auto isPlain = [](char c) { return isNameCharacter(c) || QByteArrayView("-./:@%+,=").contains(c); };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain))
        return word.toByteArray();
    const bool printable = std::all_of(word.begin(), word.end(), [](char c) { return uchar(c) >= 0x20 && uchar(c) != 0x7F; });
    if (!printable || !word.isValidUtf8())
        return ansiQuote(word);
    return '\'' + word.toByteArray().replace('\'', "'\\''") + '\'';
}

}
