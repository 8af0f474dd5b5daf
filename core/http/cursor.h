#pragma once

#include "core/result.h"

#include <QByteArrayView>
#include <cstddef>
#include <string_view>

namespace keyhole {

/// Character classes, in ASCII whatever the locale.
constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isAlpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}
/// A C0 control character or DEL; a tab is one too.
constexpr bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}
/// `tchar` of RFC 9110, 5.6.2.
constexpr bool isTokenCharacter(char c)
{
    return isAlpha(c) || isDigit(c) || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

/// Without the blanks around it: OWS of RFC 9110, 5.6.3.
inline QByteArrayView trimmedBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && isBlank(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isBlank(text.back()))
        text.chop(1);
    return text;
}

/// A place in a text that is being read. Never goes past the end; the text must outlive it.
class Cursor {
public:
    explicit Cursor(QByteArrayView text, qsizetype offset = 0) : m_text(text), m_offset(offset) { }

    bool atEnd() const { return m_offset >= m_text.size(); }
    qsizetype offset() const { return m_offset; }
    void setOffset(qsizetype offset) { m_offset = offset; }
    /// The next byte, or 0 at the end.
    char peek() const { return atEnd() ? '\0' : m_text[m_offset]; }
    QByteArrayView rest() const { return m_text.sliced(m_offset); }

    /// Goes over `c` if it is next.
    bool take(char c)
    {
        if (atEnd() || m_text[m_offset] != c)
            return false;
        ++m_offset;
        return true;
    }
    bool take(QByteArrayView literal)
    {
        if (!rest().startsWith(literal))
            return false;
        m_offset += literal.size();
        return true;
    }
    /// Goes over the bytes that `belongs` holds for, at most `most` of them.
    template <class Predicate> QByteArrayView takeWhile(Predicate belongs, qsizetype most = PTRDIFF_MAX)
    {
        const qsizetype start = m_offset;
        while (!atEnd() && m_offset - start < most && belongs(m_text[m_offset]))
            ++m_offset;
        return m_text.sliced(start, m_offset - start);
    }
    QByteArrayView takeToken() { return takeWhile(isTokenCharacter); }
    void skipBlanks() { takeWhile(isBlank); }

    SyntaxError error(const QString &message) const { return {m_offset, message}; }

private:
    QByteArrayView m_text;
    qsizetype m_offset;
};

}
