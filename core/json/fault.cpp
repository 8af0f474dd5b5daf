#include "core/json/fault.h"

namespace keyhole {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isContinuation(char c)
{
    return (uchar(c) & 0xC0) == 0x80;
}

/// Reads a text as the grammar of RFC 8259 goes, keeping nothing. Each function is false once a fault is known.
class FaultFinder {
public:
    explicit FaultFinder(QByteArrayView text) : m_text(text) { }

    std::optional<SyntaxError> find(int depth)
    {
        if (value(depth)) {
            skipSpace();
            if (!atEnd())
                refuse("nothing may follow the value");
        }
        return m_fault;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    bool next(char c) const { return !atEnd() && m_text[m_at] == c; }
    bool take(char c) { return next(c) && ++m_at; }

    bool refuse(const char *message)
    {
        m_fault = SyntaxError{m_at, QString::fromLatin1(message)};
        return false;
    }

    void skipSpace()
    {
        while (next(' ') || next('\t') || next('\n') || next('\r'))
            ++m_at;
    }

    bool value(int depth)
    {
        skipSpace();
        switch (peek()) {
        case '{':
            return depth > 0 ? object(depth - 1) : refuse("too many levels of nesting");
        case '[':
            return depth > 0 ? array(depth - 1) : refuse("too many levels of nesting");
        case '"':
            return string();
        case 't':
            return word("true");
        case 'f':
            return word("false");
        case 'n':
            return word("null");
        default:
            return peek() == '-' || isDigit(peek()) ? number()
                                                    : refuse(atEnd() ? "the text ends where a value is due" : "a value is due here");
        }
    }

    bool object(int depth)
    {
        ++m_at;
        skipSpace();
        if (take('}'))
            return true;
        do {
            skipSpace();
            if (!next('"'))
                return refuse("a member name in double quotes is due here");
            if (!string())
                return false;
            skipSpace();
            if (!take(':'))
                return refuse("':' is due after a member name");
            if (!value(depth))
                return false;
            skipSpace();
        } while (take(','));
        return take('}') || refuse("',' or '}' is due here");
    }

    bool array(int depth)
    {
        ++m_at;
        skipSpace();
        if (take(']'))
            return true;
        do {
            if (!value(depth))
                return false;
            skipSpace();
        } while (take(','));
        return take(']') || refuse("',' or ']' is due here");
    }

    bool string()
    {
        ++m_at;
        while (!atEnd()) {
            if (take('"'))
                return true;
            if (take('\\')) {
                if (!escape())
                    return false;
            } else if (uchar(peek()) < 0x20) {
                return refuse("a control character in a string must be escaped");
            } else if (const int length = utf8Length(m_text.sliced(m_at))) {
                m_at += length;
            } else {
                return refuse("this byte is not UTF-8");
            }
        }
        return refuse("the text ends inside a string");
    }

    bool escape()
    {
        if (!take('u'))
            return QByteArrayView("\"\\/bfnrt").contains(peek()) && !atEnd() ? bool(++m_at) : refuse("no such escape");
        const qsizetype start = m_at - 2;
        const auto first = codeUnit();
        if (!first || *first < 0xD800 || *first > 0xDFFF)
            return first.has_value();
        if (*first < 0xDC00 && take('\\') && take('u')) {
            const auto second = codeUnit();
            if (!second || (*second >= 0xDC00 && *second <= 0xDFFF))
                return second.has_value();
        }
        if (atEnd())
            return refuse("the text ends inside a string");
        m_at = start;
        return refuse("half of a surrogate pair");
    }

    std::optional<uint> codeUnit()
    {
        uint unit = 0;
        for (int i = 0; i < 4; ++i, ++m_at) {
            const char c = peek();
            const int digit = isDigit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                refuse("\\u takes four hexadecimal digits");
                return std::nullopt;
            }
            unit = unit * 16 + uint(digit);
        }
        return unit;
    }

    bool digits()
    {
        if (!isDigit(peek()))
            return refuse("a digit is due here");
        while (isDigit(peek()))
            ++m_at;
        return true;
    }

    bool number()
    {
        take('-');
        if (!take('0') && !digits())
            return false;
        if (take('.') && !digits())
            return false;
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            return digits();
        }
        return true;
    }

    bool word(QByteArrayView expected)
    {
        for (const char c : expected) {
            if (!take(c))
                return refuse("only true, false, null, numbers and strings in double quotes are values");
        }
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    std::optional<SyntaxError> m_fault;
};

}

int utf8Length(QByteArrayView text)
{
    const uchar lead = uchar(text.front());
    if (lead < 0x80)
        return 1;
    const int length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || text.size() < length || !std::all_of(text.begin() + 1, text.begin() + length, isContinuation))
        return 0;
    const uchar second = uchar(text[1]);
    const bool outside = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90)
        || (lead == 0xF4 && second > 0x8F);
    return outside ? 0 : length;
}

std::optional<SyntaxError> findJsonFault(QByteArrayView text, int depth)
{
    return FaultFinder(text).find(depth);
}

}
