#include "core/http/challenge.h"

#include "core/http/cursor.h"
#include "core/http/field.h"

#include <array>

namespace keyhole {

namespace {

constexpr qsizetype kMostChallenges = 100;
constexpr qsizetype kMostParameters = 200;  // of one challenge
constexpr qsizetype kMostProblems = 100;

/// The IANA registry of HTTP authentication schemes, and what well-known services use beside it.
constexpr std::array<QByteArrayView, 32> kSchemes{"Basic",
                                                  "Bearer",
                                                  "Concealed",
                                                  "Digest",
                                                  "DPoP",
                                                  "GNAP",
                                                  "HOBA",
                                                  "Mutual",
                                                  "Negotiate",
                                                  "OAuth",
                                                  "PrivateToken",
                                                  "SCRAM-SHA-1",
                                                  "SCRAM-SHA-256",
                                                  "vapid",
                                                  "NTLM",
                                                  "Kerberos",
                                                  "AWS4-HMAC-SHA256",
                                                  "AWS",
                                                  "Token",
                                                  "JWT",
                                                  "ApiKey",
                                                  "Api-Key",
                                                  "Key",
                                                  "Bot",
                                                  "Hawk",
                                                  "HMAC",
                                                  "Signature",
                                                  "SSWS",
                                                  "GenieKey",
                                                  "Splunk",
                                                  "MAC",
                                                  "PASETO"};

/// Parameters after which nothing but a value makes sense: "Basic realm=" is a token68 by the grammar and by nobody's intention.
constexpr std::array<QByteArrayView, 10> kParameters{
    "realm", "charset", "nonce", "qop", "algorithm", "opaque", "error", "error_description", "scope", "resource_metadata"};

template <size_t count> bool isAmong(const std::array<QByteArrayView, count> &names, QByteArrayView text)
{
    return std::any_of(names.begin(), names.end(), [text](QByteArrayView name) { return equalsIgnoringCase(name, text); });
}

bool isToken68Character(char c)
{
    return isAlpha(c) || isDigit(c) || std::string_view("-._~+/").find(c) != std::string_view::npos;
}

bool endsElement(char c)
{
    return c == ',' || isBlank(c);
}

/// Reads the list element by element. An element is a scheme with what follows it, or a parameter of the challenge before it: RFC 9110
/// lets the comma mean both.
class ChallengeReader {
public:
    explicit ChallengeReader(QByteArrayView text) : m_cursor(text) { }

    ChallengeList read()
    {
        while (skipSeparators() && !m_full)
            readElement();
        return std::move(m_list);
    }

private:
    bool skipSeparators()
    {
        m_cursor.takeWhile(endsElement);
        return !m_cursor.atEnd();
    }

    void readElement()
    {
        if (assignmentFollows()) {
            readParameterInList();
            return;
        }
        const qsizetype start = m_cursor.offset();
        const QByteArrayView scheme = m_cursor.takeToken();
        if (scheme.isEmpty()) {
            problem(start, "A scheme such as Basic or Bearer was expected here.");
            skipToComma();
            return;
        }
        beginChallenge(scheme, start);
    }

    void beginChallenge(QByteArrayView scheme, qsizetype start)
    {
        if (qsizetype(m_list.challenges.size()) == kMostChallenges) {
            stop("There are more than 100 challenges; the rest was not read.");
            return;
        }
        m_list.challenges.push_back({scheme.toByteArray(), {}, {}, start});
        m_blankAfterScheme = isBlank(m_cursor.peek());
        if (!m_cursor.atEnd() && !endsElement(m_cursor.peek())) {
            problem(m_cursor.offset(), "A blank was expected after the scheme.");
            m_cursor.takeWhile([](char c) { return !endsElement(c); });
            m_blankAfterScheme = isBlank(m_cursor.peek());
        }
        m_cursor.skipBlanks();
        if (m_cursor.atEnd() || m_cursor.peek() == ',' || parameterFollows() || readToken68())
            return;
        if (schemeFollows()) {
            problem(m_cursor.offset(), "A comma was expected between two challenges.");
            return;
        }
        problem(m_cursor.offset(), "A parameter such as realm=\"…\" or a token was expected here.");
        skipToComma();
    }

    /// A parameter that stands where an element begins: it belongs to the challenge before it.
    void readParameterInList()
    {
        const qsizetype start = m_cursor.offset();
        AuthParameter parameter = readParameter();
        if (m_list.challenges.empty()) {
            problem(start, QString("The parameter \"%1\" belongs to no scheme.").arg(QString::fromUtf8(parameter.name)));
        } else {
            addParameter(std::move(parameter));
        }
        expectSeparator();
    }

    void addParameter(AuthParameter parameter)
    {
        Challenge &challenge = m_list.challenges.back();
        if (!challenge.token68.isEmpty())
            problem(parameter.offset, "A parameter cannot stand beside a token68.");
        if (challenge.parameters.empty() && !m_blankAfterScheme)
            problem(parameter.offset, "A blank was expected between the scheme and its first parameter.");
        if (challenge.parameter(parameter.name))
            problem(parameter.offset, QString("The parameter \"%1\" stands twice.").arg(QString::fromUtf8(parameter.name)));
        if (qsizetype(challenge.parameters.size()) == kMostParameters)
            stop("A challenge has more than 200 parameters; the rest was not read.");
        else
            challenge.parameters.push_back(std::move(parameter));
    }

    AuthParameter readParameter()
    {
        AuthParameter parameter;
        parameter.offset = m_cursor.offset();
        parameter.name = m_cursor.takeToken().toByteArray();
        m_cursor.skipBlanks();
        m_cursor.take('=');
        const bool blanks = isBlank(m_cursor.peek());
        m_cursor.skipBlanks();
        parameter.quoted = m_cursor.peek() == '"';
        parameter.value = parameter.quoted ? readQuoted() : readUnquoted(blanks);
        return parameter;
    }

    QByteArray readQuoted()
    {
        const qsizetype opening = m_cursor.offset();
        QByteArray value;
        m_cursor.take('"');
        while (!m_cursor.atEnd()) {
            if (m_cursor.take('"'))
                return value;
            m_cursor.take('\\');
            value += m_cursor.takeWhile([](char) { return true; }, 1);
            value += m_cursor.takeWhile([](char c) { return c != '"' && c != '\\'; });
        }
        problem(opening, "This quotation mark is never closed.");
        return value;
    }

    /// A token, or what was meant to be one: unquoted text up to a comma, or up to a blank after which something new begins.
    QByteArray readUnquoted(bool blanksBefore)
    {
        const qsizetype start = m_cursor.offset();
        const bool apostrophe = m_cursor.peek() == '\'';
        const auto isInside = [](char c) { return !endsElement(c); };
        QByteArray value = blanksBefore && assignmentFollows() ? QByteArray() : m_cursor.takeWhile(isInside).toByteArray();
        while (!value.isEmpty() && isBlank(m_cursor.peek()) && !somethingFollowsBlanks(apostrophe && !value.endsWith('\''))) {
            value += m_cursor.takeWhile(isBlank);
            value += m_cursor.takeWhile(isInside);
        }
        if (value.isEmpty())
            problem(start, "A value was expected after '='.");
        else if (!isToken(value))
            problem(start, "This value needs quotation marks around it.");
        return value;
    }

    /// Whether the text after these blanks is no part of an unquoted value: the end, a comma, a parameter or a challenge.
    bool somethingFollowsBlanks(bool insideApostrophes)
    {
        const qsizetype start = m_cursor.offset();
        m_cursor.skipBlanks();
        const bool follows = m_cursor.atEnd() || m_cursor.peek() == ','
            || (!insideApostrophes && (assignmentFollows() || knownSchemeFollows() || m_cursor.peek() == '"'));
        m_cursor.setOffset(start);
        return follows;
    }

    /// Whether `token BWS =` is next.
    bool assignmentFollows() const
    {
        Cursor ahead = m_cursor;
        const bool named = !ahead.takeToken().isEmpty();
        ahead.skipBlanks();
        return named && ahead.peek() == '=';
    }

    /// The same behind a scheme, where "YWJj==" is a token68.
    bool parameterFollows() const
    {
        Cursor ahead = m_cursor;
        const QByteArrayView name = ahead.takeToken();
        ahead.skipBlanks();
        if (name.isEmpty() || !ahead.take('='))
            return false;
        ahead.skipBlanks();
        return isAmong(kParameters, name) || !(ahead.atEnd() || ahead.peek() == '=' || ahead.peek() == ',');
    }

    bool knownSchemeFollows() const
    {
        Cursor ahead = m_cursor;
        return isKnownScheme(ahead.takeToken()) && (ahead.atEnd() || endsElement(ahead.peek()));
    }

    bool schemeFollows() const
    {
        Cursor ahead = m_cursor;
        return !ahead.takeToken().isEmpty() && (ahead.atEnd() || endsElement(ahead.peek()));
    }

    bool readToken68()
    {
        Cursor ahead = m_cursor;
        const qsizetype start = ahead.offset();
        ahead.takeWhile(isToken68Character);
        ahead.takeWhile([](char c) { return c == '='; });
        const qsizetype end = ahead.offset();
        ahead.skipBlanks();
        if (end == start || !(ahead.atEnd() || ahead.peek() == ','))
            return false;
        m_list.challenges.back().token68 = m_cursor.rest().first(end - start).toByteArray();
        m_cursor = ahead;
        return true;
    }

    void expectSeparator()
    {
        const bool blanks = isBlank(m_cursor.peek());
        m_cursor.skipBlanks();
        if (m_cursor.atEnd() || m_cursor.peek() == ',')
            return;
        problem(m_cursor.offset(), "A comma was expected here.");
        if (!assignmentFollows() && !(blanks && schemeFollows()))
            skipToComma();
    }

    /// A comma inside quotation marks does not count, unless they are never closed.
    void skipToComma()
    {
        const QByteArrayView rest = m_cursor.rest();
        qsizetype comma = -1;
        bool quoted = false;
        for (qsizetype i = 0; i < rest.size(); ++i) {
            if (quoted && rest[i] == '\\')
                ++i;
            else if (rest[i] == '"')
                quoted = !quoted;
            else if (rest[i] == ',' && !quoted) {
                comma = i;
                break;
            }
        }
        if (comma < 0 && quoted)
            comma = rest.indexOf(',');
        m_cursor.setOffset(m_cursor.offset() + (comma < 0 ? rest.size() : comma));
    }

    void problem(qsizetype offset, const QString &message)
    {
        if (!m_full)
            m_list.problems.push_back({offset, message});
        m_full |= qsizetype(m_list.problems.size()) == kMostProblems;
    }
    void stop(const QString &message)
    {
        problem(m_cursor.offset(), message);
        m_full = true;
    }

    Cursor m_cursor;
    ChallengeList m_list;
    bool m_blankAfterScheme = false;
    bool m_full = false;
};

}

bool isKnownScheme(QByteArrayView text)
{
    return isAmong(kSchemes, text);
}

bool Challenge::is(QByteArrayView otherScheme) const
{
    return equalsIgnoringCase(scheme, otherScheme);
}

std::optional<QByteArray> Challenge::parameter(QByteArrayView name) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [name](const AuthParameter &parameter) { return equalsIgnoringCase(parameter.name, name); });
    return found == parameters.end() ? std::nullopt : std::optional(found->value);
}

ChallengeList readChallenges(QByteArrayView fieldValue)
{
    return ChallengeReader(fieldValue).read();
}

Result<std::vector<Challenge>, SyntaxError> parseChallenges(QByteArrayView fieldValue)
{
    ChallengeList list = readChallenges(fieldValue);
    if (!list.problems.empty())
        return failure(list.problems.front());
    return std::move(list.challenges);
}

}
