#include "ui/response/viewer/json_fault.h"

#include <array>
#include <vector>

namespace keyhole {

namespace {

enum class Expect { Value, ValueOrEnd, Key, KeyOrEnd, Colon, CommaOrEnd };

constexpr bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

class FaultFinder {
public:
    explicit FaultFinder(QByteArrayView text) : m_text(text) { }

    qsizetype find()
    {
        while (true) {
            while (m_at < m_text.size() && isSpace(m_text[m_at]))
                ++m_at;
            if (m_at >= m_text.size() || !token(m_text[m_at]))
                return m_at;
        }
    }

private:
    bool token(char c)
    {
        switch (c) {
        case '{':
        case '[':
            return open(c == '{');
        case '}':
        case ']':
            return close(c == '}');
        case ',':
            return comma();
        case ':':
            return colon();
        case '"':
            return expectsKey() ? string(Expect::Colon) : expectsValue() && string(afterValue());
        default:
            return expectsValue() && (isDigit(c) || c == '-' ? number() : literal());
        }
    }

    bool expectsKey() const { return m_expect == Expect::Key || m_expect == Expect::KeyOrEnd; }
    bool expectsValue() const { return m_expect == Expect::Value || m_expect == Expect::ValueOrEnd; }
    Expect afterValue() const { return m_objects.empty() ? Expect::Value : Expect::CommaOrEnd; }

    bool open(bool object)
    {
        if (!expectsValue())
            return false;
        m_objects.push_back(object);
        m_expect = object ? Expect::KeyOrEnd : Expect::ValueOrEnd;
        ++m_at;
        return true;
    }

    bool close(bool object)
    {
        const bool fits = m_expect == Expect::CommaOrEnd || m_expect == (object ? Expect::KeyOrEnd : Expect::ValueOrEnd);
        if (m_objects.empty() || m_objects.back() != object || !fits)
            return false;
        m_objects.pop_back();
        m_expect = afterValue();
        ++m_at;
        return true;
    }

    bool comma()
    {
        if (m_expect != Expect::CommaOrEnd)
            return false;
        m_expect = m_objects.back() ? Expect::Key : Expect::Value;
        ++m_at;
        return true;
    }

    bool colon()
    {
        if (m_expect != Expect::Colon)
            return false;
        m_expect = Expect::Value;
        ++m_at;
        return true;
    }

    /// On a fault stays before the string, so that a display that breaks there keeps it whole.
    bool string(Expect next)
    {
        for (qsizetype i = m_at + 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == '"') {
                m_at = i + 1;
                m_expect = next;
                return true;
            }
            if (uchar(c) < 0x20)
                return false;
            if (c == '\\' && ++i < m_text.size() && !QByteArrayView("\"\\/bfnrtu").contains(m_text[i]))
                return false;
        }
        m_at = m_text.size();
        return true;
    }

    bool number()
    {
        qsizetype i = m_at;
        const auto digits = [&] {
            const qsizetype from = i;
            while (i < m_text.size() && isDigit(m_text[i]))
                ++i;
            return i > from || i == m_text.size();
        };
        const auto is = [&](char a, char b) { return i < m_text.size() && (m_text[i] == a || m_text[i] == b); };
        i += is('-', '-');
        const bool zero = is('0', '0');
        bool fits = digits() && !(zero && i - m_at > (m_text[m_at] == '-' ? 2 : 1));
        if (is('.', '.'))
            ++i, fits = fits && digits();
        if (is('e', 'E')) {
            ++i;
            i += is('+', '-');
            fits = fits && digits();
        }
        return fits && endWord(i);
    }

    bool literal()
    {
        for (const QByteArrayView word : {QByteArrayView("true"), QByteArrayView("false"), QByteArrayView("null")}) {
            const QByteArrayView there = m_text.sliced(m_at, std::min(word.size(), m_text.size() - m_at));
            if (word.startsWith(there) && (there.size() == word.size() || m_at + there.size() == m_text.size()))
                return endWord(m_at + there.size());
        }
        return false;
    }

    bool endWord(qsizetype end)
    {
        if (end < m_text.size() && !isSpace(m_text[end]) && !QByteArrayView(",]}").contains(m_text[end]))
            return false;
        m_at = end;
        m_expect = afterValue();
        return true;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    Expect m_expect = Expect::Value;
    std::vector<bool> m_objects;  // for each open container whether it is an object
};

}

qsizetype jsonFault(QByteArrayView text)
{
    return FaultFinder(text).find();
}

}
