#include "core/formats/json_fault.h"

namespace keyhole {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Walks over a JSON text without building anything.
class JsonWalk {
public:
    explicit JsonWalk(QByteArrayView text) : m_text(text) { }

    std::optional<JsonFault> run();

private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool ended() const { return m_at >= m_text.size(); }
    void skipBlanks();
    bool take(char c);
    bool fail(const QString &message);
    bool value();
    bool afterValue();
    bool open(char closing);
    bool memberName();
    bool string();
    bool escape();
    bool number();
    bool digits();
    bool literal(QByteArrayView word);

    QByteArrayView m_text;
    qsizetype m_at = 0;
    QByteArray m_open;  // the closing bracket of each level
    bool m_done = false;
    std::optional<JsonFault> m_fault;
};

std::optional<JsonFault> JsonWalk::run()
{
    while (!m_done && value()) {
        while (!m_done && afterValue()) { }
        if (m_fault)
            break;
    }
    return m_fault;
}

void JsonWalk::skipBlanks()
{
    while (!ended() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t'))
        ++m_at;
}

bool JsonWalk::take(char c)
{
    if (ended() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool JsonWalk::fail(const QString &message)
{
    m_fault = JsonFault{{m_at, message}, ended()};
    return false;
}

/// One value, or the beginning of one. An opened array leaves its first value to the next round.
bool JsonWalk::value()
{
    skipBlanks();
    switch (peek()) {
    case '{':
        return open('}') && (peek() == '}' || memberName()) && (peek() == '}' || value());
    case '[':
        return open(']') && (peek() == ']' || value());
    case '"':
        return string();
    case 't':
        return literal("true");
    case 'f':
        return literal("false");
    case 'n':
        return literal("null");
    default:
        return peek() == '-' || isDigit(peek()) ? number() : fail(QStringLiteral("a value is expected"));
    }
}

bool JsonWalk::open(char closing)
{
    static constexpr qsizetype kDeepest = 1024;  // as deep as the quick parser goes; value() calls itself once a level
    if (m_open.size() >= kDeepest)
        return fail(QStringLiteral("nested too deeply"));
    ++m_at;
    m_open.append(closing);
    skipBlanks();
    return true;
}

bool JsonWalk::memberName()
{
    skipBlanks();
    if (peek() != '"')
        return fail(QStringLiteral("a member name in quotes is expected"));
    if (!string())
        return false;
    skipBlanks();
    return take(':') || fail(QStringLiteral("“:” is expected"));
}

/// Closes what ends here. Gives false when another value must follow, when the text is over, and after a fault.
bool JsonWalk::afterValue()
{
    skipBlanks();
    if (m_open.isEmpty()) {
        m_done = ended();
        return m_done ? false : fail(QStringLiteral("nothing may follow the whole value"));
    }
    const char closing = m_open.back();
    if (take(closing)) {
        m_open.chop(1);
        return true;
    }
    if (!take(','))
        return fail(QStringLiteral("“,” or “%1” is expected").arg(QLatin1Char(closing)));
    if (closing == '}')
        memberName();
    return false;
}

bool JsonWalk::string()
{
    ++m_at;
    while (!ended() && peek() != '"') {
        if (uchar(peek()) < 0x20)
            return fail(QStringLiteral("a control character must be escaped in a string"));
        if (peek() == '\\' && !escape())
            return false;
        ++m_at;
    }
    return take('"') || fail(QStringLiteral("the string is not closed"));
}

bool JsonWalk::escape()
{
    ++m_at;
    if (peek() == 'u') {
        for (int digit = 0; digit < 4; ++digit) {
            ++m_at;
            if (!isHexDigit(peek()))
                return fail(QStringLiteral("four hexadecimal digits are expected after \\u"));
        }
        return true;
    }
    return (!ended() && QByteArrayView("\"\\/bfnrt").contains(peek())) || fail(QStringLiteral("this escape is unknown"));
}

bool JsonWalk::digits()
{
    if (!isDigit(peek()))
        return fail(QStringLiteral("a digit is expected"));
    while (isDigit(peek()))
        ++m_at;
    return true;
}

bool JsonWalk::number()
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

bool JsonWalk::literal(QByteArrayView word)
{
    for (const char c : word) {
        if (!take(c))
            return fail(QStringLiteral("“%1” is expected").arg(QLatin1String(word.data(), word.size())));
    }
    return true;
}

}

std::optional<JsonFault> findJsonFault(QByteArrayView text)
{
    return JsonWalk(text).run();
}

}
