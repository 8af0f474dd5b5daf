#include "core/formats/bash_reader.h"

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

}

void BashReader::skipBlanks()
{
    while (!ended() && isBlank(at()))
        ++m_at;
}

void BashReader::skipLine()
{
    const qsizetype end = m_text.indexOf('\n', m_at);
    m_at = end < 0 ? m_text.size() : end;
}

QByteArrayView BashReader::takeLine()
{
    const qsizetype start = m_at;
    skipLine();
    QByteArrayView line = m_text.sliced(start, m_at - start);
    ++m_at;
    return line.endsWith('\r') ? line.chopped(1) : line;
}

bool BashReader::skipContinuation(bool &blankBetween)
{
    qsizetype next = 1;
    while (isBlank(at(next)))
        ++next;
    if (at() != '\\' || at(next) != '\n')
        return false;
    blankBetween = next > 1 && at(1) != '\r';  // blanks that slipped in behind the backslash
    m_at += next + 1;
    return true;
}

bool BashReader::readPiece(QByteArray &into)
{
    switch (at()) {
    case '\\':
        if (m_at + 1 < m_text.size())
            into += at(1);
        m_at += 2;
        return true;
    case '\'':
        return singleQuoted(into);
    case '"':
        return doubleQuoted(into, m_text[m_at++]);
    case '$':
        dollar(into);
        return !fault;
    case '`':
        backquoted(into);
        return true;
    default:
        into += m_text[m_at++];
        return true;
    }
}

QByteArray BashReader::expanded(QByteArrayView hereDocument)
{
    BashReader inner(hereDocument);
    inner.variables = variables;
    QByteArray text;
    (void)inner.doubleQuoted(text, '\0');
    const qsizetype before = hereDocument.data() - m_text.data();
    for (const SyntaxError &note : inner.notes)
        notes.push_back({before + note.offset, note.message});
    return text;
}

bool BashReader::open(qsizetype quote)
{
    fault = SyntaxError{quote, QStringLiteral("The quote %1 is never closed.").arg(QLatin1Char(m_text[quote]))};
    return false;
}

bool BashReader::singleQuoted(QByteArray &into)
{
    const qsizetype close = m_text.indexOf('\'', m_at + 1);
    if (close < 0)
        return open(m_at);
    into += m_text.sliced(m_at + 1, close - m_at - 1);
    m_at = close + 1;
    return true;
}

/// Up to the closing quote, or to the end of the text when `quote` is '\0'.
bool BashReader::doubleQuoted(QByteArray &into, char quote)
{
    const qsizetype opening = m_at - 1;
    while (!ended() && !(quote && at() == quote)) {
        const char next = at(1);
        if (at() == '\\' && m_at + 1 < m_text.size() && (QByteArrayView("$`\\\n").contains(next) || (quote && next == quote))) {
            if (next != '\n')
                into += next;
            m_at += 2;
        } else if (at() == '$' && next != '\'' && next != '"') {
            dollar(into);
        } else if (at() == '`') {
            backquoted(into);
        } else {
            into += m_text[m_at++];
        }
    }
    if (ended() && quote)
        return open(opening);
    ++m_at;
    return true;
}

/// $'…', $"…", a variable, or a command, which is kept as it is written.
void BashReader::dollar(QByteArray &into)
{
    const qsizetype start = m_at++;
    if (at() == '\'') {
        (void)ansiQuoted(into);
        return;
    }
    if (at() == '"') {
        (void)doubleQuoted(into, m_text[m_at++]);
        return;
    }
    if (at() == '(') {
        skipParentheses();
    } else if (at() == '{') {
        const qsizetype close = m_text.indexOf('}', m_at);
        m_at = close < 0 ? m_text.size() : close + 1;
    } else {
        while (isNameCharacter(at()))
            ++m_at;
    }
    substitution(into, start);
}

/// $name, ${name}, ${name-otherwise} and ${name:-otherwise}; gives whether that is known.
bool BashReader::parameter(QByteArrayView written, qsizetype start, QByteArray &into)
{
    const bool inBraces = written.startsWith("${") && written.endsWith('}');
    const QByteArrayView inside = inBraces ? written.sliced(2).chopped(1) : written.sliced(1);
    const auto end = std::find_if_not(inside.begin(), inside.end(), isNameCharacter);
    const QByteArrayView rest(end, inside.end());
    const bool hasOther = rest.startsWith('-') || rest.startsWith(":-");
    if (!rest.isEmpty() && !(inBraces && hasOther))
        return false;
    const auto known = variables.constFind(QByteArray(inside.begin(), end - inside.begin()));
    if (known != variables.constEnd() && !(rest.startsWith(':') && known->isEmpty())) {
        into += *known;
        return true;
    }
    if (!hasOther)
        return false;
    into += expanded(rest.sliced(rest.startsWith(':') ? 2 : 1));
    notes.push_back(
        {start, QStringLiteral("“%1” is what it says for itself; the shell may know another value.").arg(QString::fromUtf8(written))});
    return true;
}

/// The value of a variable or of commands that is known; otherwise what was written.
void BashReader::substitution(QByteArray &into, qsizetype start)
{
    const QByteArray written = m_text.sliced(start, m_at - start).toByteArray();
    if (written.startsWith('$') && written.size() > 1 && parameter(written, start, into))
        return;
    if (outputOf && written.startsWith("$(") && written.endsWith(')') && !written.startsWith("$((")) {
        if (const auto output = outputOf(m_text.sliced(start + 2, written.size() - 3))) {
            into += *output;
            return;
        }
    }
    into += written;
    if (written.size() > 1)
        notes.push_back(
            {start, QStringLiteral("“%1” is filled in by the shell; here it is kept as text.").arg(QString::fromUtf8(written))});
}

void BashReader::skipParentheses()
{
    int depth = 0;
    while (!ended()) {
        const char c = m_text[m_at];
        if (c == '\'' || c == '"') {
            const qsizetype close = m_text.indexOf(c, m_at + 1);
            m_at = close < 0 ? m_text.size() : close + 1;
            continue;
        }
        ++m_at;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0)
            return;
    }
}

void BashReader::backquoted(QByteArray &into)
{
    const qsizetype start = m_at++;
    while (!ended() && at() != '`')
        m_at += at() == '\\' ? 2 : 1;
    m_at = std::min(m_at + 1, m_text.size());
    substitution(into, start);
}

bool BashReader::ansiQuoted(QByteArray &into)
{
    const qsizetype quote = m_at++;
    while (!ended() && at() != '\'') {
        if (at() == '\\' && m_at + 1 < m_text.size())
            ansiEscape(into);
        else
            into += m_text[m_at++];
    }
    if (ended())
        return open(quote);
    ++m_at;
    return true;
}

void BashReader::ansiEscape(QByteArray &into)
{
    static constexpr QByteArrayView kLetters("abeEfnrtv"), kValues("\a\b\x1B\x1B\f\n\r\t\v");
    const char c = m_text[++m_at];
    if (const qsizetype letter = kLetters.indexOf(c); letter >= 0) {
        into += kValues[letter];
        ++m_at;
    } else if (c == 'u' || c == 'U') {
        ++m_at;
        character(into, c == 'u' ? 4 : 8);
    } else if (c == 'x') {
        ++m_at;
        into += char(digits(2, 16).value_or('x'));
    } else if (c >= '0' && c <= '7') {
        into += char(digits(3, 8).value_or(0));
    } else if (c == 'c' && m_at + 1 < m_text.size()) {
        into += char(at(1) & 0x1F);
        m_at += 2;
    } else {
        if (!QByteArrayView("\\'\"?").contains(c))
            into += '\\';
        into += c;
        ++m_at;
    }
}

/// Up to `most` digits.
std::optional<char32_t> BashReader::digits(int most, int base)
{
    const qsizetype start = m_at;
    char32_t value = 0;
    while (m_at - start < most) {
        bool isDigit = false;
        const uint digit = QByteArray(1, at()).toUInt(&isDigit, base);
        if (!isDigit)
            break;
        value = value * char32_t(base) + digit;
        ++m_at;
    }
    return m_at > start ? std::optional(value) : std::nullopt;
}

/// \uNNNN and \UNNNNNNNN. Browsers write a character beyond the first plane as two halves of UTF-16.
void BashReader::character(QByteArray &into, int most)
{
    const qsizetype start = m_at;
    auto value = digits(most, 16);
    if (!value) {
        into += m_text.sliced(start - 2, 2);
        return;
    }
    if (QChar::isHighSurrogate(*value) && startsWith("\\u")) {
        m_at += 2;
        const auto low = digits(4, 16);
        value = QChar::surrogateToUcs4(char16_t(*value), char16_t(low.value_or(0xDC00)));
    }
    const char32_t character = *value;
    into += QString::fromUcs4(&character, 1).toUtf8();
}

}
