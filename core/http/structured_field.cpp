#include "core/http/structured_field.h"

#include "core/http/cursor.h"

namespace keyhole {

namespace {

constexpr size_t kMostMembers = 1024;
constexpr size_t kMostParameters = 256;

bool isLowerAlpha(char c)
{
    return c >= 'a' && c <= 'z';
}
bool isKeyStart(char c)
{
    return isLowerAlpha(c) || c == '*';
}
bool isKeyCharacter(char c)
{
    return isKeyStart(c) || isDigit(c) || c == '_' || c == '-' || c == '.';
}

/// The algorithms of RFC 9651, 4.2, one function each.
class StructuredReader {
public:
    explicit StructuredReader(QByteArrayView text) : m_cursor(text) { skipSpaces(); }

    Result<SfItem, SyntaxError> item()
    {
        auto read = readItem();
        skipSpaces();
        if (read && !m_cursor.atEnd())
            return failure(m_cursor.error("The item ends here; more was not expected."));
        return read;
    }

    Result<std::vector<SfItem>, SyntaxError> list()
    {
        std::vector<SfItem> items;
        while (!m_cursor.atEnd()) {
            auto read = readItem();
            if (!read)
                return failure(read.error());
            items.push_back(std::move(*read));
            if (auto next = goToNext(items.size()); !next)
                return failure(next.error());
        }
        return items;
    }

    Result<std::vector<SfMember>, SyntaxError> dictionary()
    {
        std::vector<SfMember> members;
        while (!m_cursor.atEnd()) {
            auto read = readMember();
            if (!read)
                return failure(read.error());
            const auto same = std::find_if(members.begin(), members.end(), [&](const SfMember &member) { return member.key == read->key; });
            if (same == members.end())
                members.push_back(std::move(*read));
            else
                *same = std::move(*read);
            if (auto next = goToNext(members.size()); !next)
                return failure(next.error());
        }
        return members;
    }

private:
    void skipSpaces()
    {
        m_cursor.takeWhile([](char c) { return c == ' '; });
    }

    /// Over the comma to the next member, or to the end.
    Result<void, SyntaxError> goToNext(size_t soFar)
    {
        m_cursor.skipBlanks();
        if (m_cursor.atEnd())
            return {};
        if (!m_cursor.take(','))
            return failure(m_cursor.error("A comma or the end was expected."));
        m_cursor.skipBlanks();
        if (m_cursor.atEnd())
            return failure(m_cursor.error("Another member was expected after the comma."));
        if (soFar == kMostMembers)
            return failure(m_cursor.error("There are more than 1024 members."));
        return {};
    }

    Result<SfMember, SyntaxError> readMember()
    {
        auto key = readKey();
        if (!key)
            return failure(key.error());
        SfMember member{std::move(*key), {true, {}}};
        if (m_cursor.take('=')) {
            auto read = readItem();
            if (!read)
                return failure(read.error());
            member.item = std::move(*read);
            return member;
        }
        if (auto read = readParameters(member.item.parameters); !read)
            return failure(read.error());
        return member;
    }

    Result<SfItem, SyntaxError> readItem()
    {
        auto bare = readBare();
        if (!bare)
            return failure(bare.error());
        SfItem read{std::move(*bare), {}};
        if (auto parameters = readParameters(read.parameters); !parameters)
            return failure(parameters.error());
        return read;
    }

    Result<void, SyntaxError> readParameters(std::vector<SfParameter> &parameters)
    {
        while (m_cursor.take(';')) {
            skipSpaces();
            auto name = readKey();
            if (!name)
                return failure(name.error());
            SfBare value = true;
            if (m_cursor.take('=')) {
                auto read = readBare();
                if (!read)
                    return failure(read.error());
                value = std::move(*read);
            }
            const auto same
                = std::find_if(parameters.begin(), parameters.end(), [&](const SfParameter &parameter) { return parameter.name == *name; });
            if (same != parameters.end())
                same->value = std::move(value);
            else if (parameters.size() == kMostParameters)
                return failure(m_cursor.error("There are more than 256 parameters."));
            else
                parameters.push_back({std::move(*name), std::move(value)});
        }
        return {};
    }

    Result<QByteArray, SyntaxError> readKey()
    {
        if (!isKeyStart(m_cursor.peek()))
            return failure(m_cursor.error("A key was expected: a lower-case letter or '*' first."));
        return m_cursor.takeWhile(isKeyCharacter).toByteArray();
    }

    Result<SfBare, SyntaxError> readBare()
    {
        const char c = m_cursor.peek();
        if (isDigit(c) || c == '-')
            return readNumber();
        if (c == '"')
            return readString();
        if (c == '?')
            return readBoolean();
        if (c == ':')
            return readBytes();
        if (isAlpha(c) || c == '*')
            return SfToken{m_cursor.takeWhile([](char t) { return isTokenCharacter(t) || t == ':' || t == '/'; }).toByteArray()};
        if (c == '(')
            return failure(m_cursor.error("Inner lists are not read."));
        if (c == '@' || c == '%')
            return failure(m_cursor.error("Dates and display strings are not read."));
        return failure(m_cursor.error("A number, a string, a token, a boolean or bytes were expected."));
    }

    Result<SfBare, SyntaxError> readNumber()
    {
        const qsizetype start = m_cursor.offset();
        const qint64 sign = m_cursor.take('-') ? -1 : 1;
        const QByteArrayView whole = m_cursor.takeWhile(isDigit);
        if (whole.isEmpty())
            return failure(m_cursor.error("A digit was expected."));
        if (!m_cursor.take('.')) {
            if (whole.size() > 15)
                return failure(SyntaxError{start, "An integer has 15 digits at most."});
            return SfBare(sign * whole.toByteArray().toLongLong());
        }
        const QByteArrayView fraction = m_cursor.takeWhile(isDigit);
        if (fraction.isEmpty())
            return failure(m_cursor.error("A digit was expected after the point."));
        if (whole.size() > 12 || fraction.size() > 3)
            return failure(SyntaxError{start, "A decimal has 12 digits before the point and 3 after it at most."});
        return SfBare(double(sign) * (whole.toByteArray() + '.' + fraction.toByteArray()).toDouble());
    }

    Result<SfBare, SyntaxError> readString()
    {
        const SyntaxError unclosed = m_cursor.error("This quotation mark is never closed.");
        m_cursor.take('"');
        QByteArray text;
        while (!m_cursor.atEnd()) {
            if (m_cursor.take('"'))
                return SfBare(std::move(text));
            const bool escaped = m_cursor.take('\\');
            const char c = m_cursor.peek();
            if (escaped && !m_cursor.atEnd() && c != '"' && c != '\\')
                return failure(m_cursor.error("Only '\"' and '\\' can follow a backslash."));
            if (!m_cursor.atEnd() && (isControl(c) || static_cast<unsigned char>(c) > 0x7e))
                return failure(m_cursor.error("A string holds printable ASCII only."));
            text += m_cursor.takeWhile([](char) { return true; }, 1);
        }
        return failure(unclosed);
    }

    Result<SfBare, SyntaxError> readBoolean()
    {
        m_cursor.take('?');
        if (m_cursor.take('1'))
            return SfBare(true);
        if (m_cursor.take('0'))
            return SfBare(false);
        return failure(m_cursor.error("?0 or ?1 was expected."));
    }

    Result<SfBare, SyntaxError> readBytes()
    {
        m_cursor.take(':');
        const qsizetype start = m_cursor.offset();
        const QByteArrayView encoded = m_cursor.takeWhile([](char c) { return c != ':'; });
        if (!m_cursor.take(':'))
            return failure(SyntaxError{start - 1, "This ':' is never closed by another."});
        const auto decoded = QByteArray::fromBase64Encoding(encoded.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return failure(SyntaxError{start, "Base64 was expected between the colons."});
        return SfBare(SfBytes{*decoded});
    }

    Cursor m_cursor;
};

}

Result<SfItem, SyntaxError> parseSfItem(QByteArrayView fieldValue)
{
    return StructuredReader(fieldValue).item();
}

Result<std::vector<SfItem>, SyntaxError> parseSfList(QByteArrayView fieldValue)
{
    return StructuredReader(fieldValue).list();
}

Result<std::vector<SfMember>, SyntaxError> parseSfDictionary(QByteArrayView fieldValue)
{
    return StructuredReader(fieldValue).dictionary();
}

}
