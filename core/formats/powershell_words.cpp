#include "core/formats/shell_words.h"

namespace keyhole {

namespace {

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':' || c == '.';
}

class PowerShellSplitter {
public:
    explicit PowerShellSplitter(QByteArrayView text) : m_text(text) { }
    Result<std::vector<ShellWords>, SyntaxError> run();

private:
    char at(qsizetype offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
    bool ended() const { return m_at >= m_text.size(); }
    void finishWord();
    void finishCommand(bool pipe);
    void redirection();
    void backtick();
    void codePoint();
    void quoted();
    void variable();

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<ShellWord> m_word;
    ShellWords m_result;
    std::vector<ShellWords> m_commands;
    std::optional<SyntaxError> m_fault;
};

Result<std::vector<ShellWords>, SyntaxError> PowerShellSplitter::run()
{
    while (!ended() && !m_fault) {
        const char c = at(m_at);
        if (isBlank(c)) {
            finishWord();
            ++m_at;
            continue;
        }
        if (c == '|' || c == ';' || c == '&' || c == '\n') {
            finishCommand(c == '|');
            ++m_at;
            continue;
        }
        if (c == '<' || c == '>') {
            redirection();
            continue;
        }
        if (c == '`' && m_at + 1 == m_text.size()) {
            ++m_at;  // of a line that was not copied
            continue;
        }
        if (c == '#' && !m_word) {
            const qsizetype end = m_text.indexOf('\n', m_at);
            m_at = end < 0 ? m_text.size() : end;
            continue;
        }
        if (!m_word)
            m_word = ShellWord{{}, m_at};
        if (c == '`')
            backtick();
        else if (c == '\'' || c == '"')
            quoted();
        else if (c == '$')
            variable();
        else
            m_word->text += m_text[m_at++];
    }
    finishCommand(false);
    if (m_fault)
        return failure(*m_fault);
    return std::move(m_commands);
}

void PowerShellSplitter::finishWord()
{
    if (m_word)
        m_result.words.push_back(std::move(*m_word));
    m_word.reset();
}

void PowerShellSplitter::finishCommand(bool pipe)
{
    finishWord();
    m_result.feedsNext = pipe;
    if (!m_result.words.empty())
        m_commands.push_back(std::exchange(m_result, {}));
}

/// ">", ">>", "2>&1" and the file behind it.
void PowerShellSplitter::redirection()
{
    if (m_word && m_word->text.size() == 1 && m_word->text[0] >= '0' && m_word->text[0] <= '9')
        m_word.reset();
    m_result.notes.push_back({m_at, QStringLiteral("The redirection is not carried out.")});
    while (QByteArrayView("<>&").contains(at(m_at)) && !ended())
        ++m_at;
    while (isBlank(at(m_at)))
        ++m_at;
    while (!ended() && !isBlank(at(m_at)) && !QByteArrayView("\n|;&<>").contains(at(m_at)))
        ++m_at;
}

/// `n and the like, `u{1F600}, a line end that goes on, or any character made plain.
void PowerShellSplitter::backtick()
{
    static constexpr QByteArrayView kLetters("0abefnrtv"), kValues("\0\a\b\x1B\f\n\r\t\v", 9);
    const char c = at(++m_at);
    if (c == '\r' || c == '\n') {
        m_at += c == '\r' && at(m_at + 1) == '\n' ? 2 : 1;
        if (m_word->text.isEmpty())
            m_word.reset();
    } else if (c == 'u' && at(m_at + 1) == '{') {
        codePoint();
    } else if (const qsizetype letter = kLetters.indexOf(c); letter >= 0) {
        m_word->text += kValues[letter];
        ++m_at;
    } else if (!ended()) {
        m_word->text += m_text[m_at++];
    }
}

void PowerShellSplitter::codePoint()
{
    const qsizetype close = m_text.indexOf('}', m_at);
    const qsizetype start = m_at + 2;
    const char32_t value = close < 0 ? U'\uFFFD' : m_text.sliced(start, close - start).toByteArray().toUInt(nullptr, 16);
    m_word->text += QString::fromUcs4(&value, 1).toUtf8();
    m_at = close < 0 ? m_text.size() : close + 1;
}

void PowerShellSplitter::quoted()
{
    const qsizetype start = m_at++;
    const char quote = at(start);
    while (!ended()) {
        const char c = at(m_at);
        if (c == quote && at(m_at + 1) == quote) {
            m_word->text += quote;
            m_at += 2;
        } else if (c == quote) {
            ++m_at;
            return;
        } else if (c == '`' && quote == '"') {
            backtick();
            if (!m_word)
                m_word = ShellWord{{}, start};
        } else if (c == '$' && quote == '"') {
            variable();
        } else {
            m_word->text += m_text[m_at++];
        }
    }
    m_fault = SyntaxError{start, QStringLiteral("The quote %1 is never closed.").arg(QLatin1Char(quote))};
}

void PowerShellSplitter::variable()
{
    const qsizetype start = m_at++;
    const qsizetype close = at(m_at) == '{' ? m_text.indexOf('}', m_at) : -1;
    m_at = std::max(m_at, close + 1);
    while (close < 0 && isNameCharacter(at(m_at)))
        ++m_at;
    const QByteArrayView written = m_text.sliced(start, m_at - start);
    m_word->text += written;
    if (written.size() > 1)
        m_result.notes.push_back(
            {start, QStringLiteral("“%1” is filled in by the shell; here it is kept as text.").arg(QString::fromUtf8(written))});
}

}

Result<std::vector<ShellWords>, SyntaxError> splitPowerShellScript(QByteArrayView text)
{
    return PowerShellSplitter(text).run();
}

QByteArray quoteForPowerShell(QByteArrayView word)
{
    const auto isPlain = [](char c) { return (isNameCharacter(c) && c != '.') || QByteArrayView("-./+=").contains(c); };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), isPlain))
        return word.toByteArray();
    QByteArray quoted = word.toByteArray().replace('\0', "").replace('\'', "''");
    for (const char *typographic : {"\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9A", "\xE2\x80\x9B"})  // PowerShell takes these for '
        quoted.replace(typographic, QByteArray(typographic).repeated(2));
    return '\'' + quoted + '\'';
}

}
