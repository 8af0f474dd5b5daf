#include "core/collection/variable_scopes.h"

namespace keyhole {

namespace {

constexpr qsizetype kLargest = 1 << 20;
constexpr size_t kMostVariables = 10'000;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

class DotEnvReader {
public:
    explicit DotEnvReader(QByteArrayView text) : m_text(text)
    {
        if (text.startsWith("\xEF\xBB\xBF"))
            m_at = 3;
    }

    Result<std::vector<VariableRow>, SyntaxError> read()
    {
        std::vector<VariableRow> rows;
        for (skipBlank(true); !atEnd(); skipBlank(true)) {
            if (peek() == '#') {
                skipLine();
                continue;
            }
            if (rows.size() == kMostVariables)
                return fault(QStringLiteral("more than %1 variables").arg(kMostVariables));
            auto row = assignment();
            if (!row)
                return failure(SyntaxError(row.error()));
            rows.push_back(std::move(*row));
        }
        return rows;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }
    tl::unexpected<SyntaxError> fault(const QString &message) const { return failure(SyntaxError{m_at, message}); }

    void skipBlank(bool linesToo)
    {
        while (!atEnd() && (peek() == ' ' || peek() == '\t' || (linesToo && (peek() == '\n' || peek() == '\r'))))
            ++m_at;
    }
    void skipLine()
    {
        while (!atEnd() && peek() != '\n')
            ++m_at;
    }
    QByteArray name()
    {
        const qsizetype begin = m_at;
        while (!atEnd() && isNameCharacter(peek()))
            ++m_at;
        return m_text.sliced(begin, m_at - begin).toByteArray();
    }
    int lineNumber() const { return int(m_text.first(m_at).count('\n')) + 1; }

    Result<VariableRow, SyntaxError> assignment()
    {
        VariableRow row;
        row.secret = true;
        row.line = lineNumber();
        row.name = name();
        skipBlank(false);
        if (row.name == "export" && peek() != '=') {
            row.name = name();
            skipBlank(false);
        }
        if (row.name.isEmpty())
            return fault(QStringLiteral("a name is expected"));
        if (peek() != '=')
            return fault(QStringLiteral("“=” is expected behind the name"));
        ++m_at;
        skipBlank(false);
        const char first = peek();
        auto value = first == '"' || first == '\'' || first == '`' ? quoted(first) : Result<QByteArray, SyntaxError>(plain());
        if (!value)
            return failure(SyntaxError(value.error()));
        row.value = std::move(*value);
        return row;
    }

    /// To the end of the line, or a '#' behind a blank.
    QByteArray plain()
    {
        const qsizetype begin = m_at;
        skipLine();
        QByteArrayView line = m_text.sliced(begin, m_at - begin);
        for (qsizetype i = 0; i < line.size(); ++i) {
            if (line[i] == '#' && (i == 0 || line[i - 1] == ' ' || line[i - 1] == '\t'))
                line = line.first(i);
        }
        return line.trimmed().toByteArray();
    }

    Result<QByteArray, SyntaxError> quoted(char quote)
    {
        const qsizetype begin = m_at++;
        QByteArray value;
        while (!atEnd() && peek() != quote) {
            if (peek() == '\\' && quote == '"' && m_at + 1 < m_text.size()) {
                ++m_at;
                const qsizetype known = QByteArrayView("nrt\"\\$").indexOf(peek());
                value += known < 0 ? '\\' + QByteArray(1, peek()) : QByteArray(1, "\n\r\t\"\\$"[known]);
            } else {
                value += peek();
            }
            ++m_at;
        }
        if (atEnd()) {
            m_at = begin;
            return fault(QStringLiteral("the quote is not closed"));
        }
        ++m_at;
        skipBlank(false);
        if (!atEnd() && peek() != '\n' && peek() != '\r' && peek() != '#')
            return fault(QStringLiteral("the line is expected to end behind the quote"));
        skipLine();
        return value;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

}

Result<std::vector<VariableRow>, SyntaxError> parseDotEnv(QByteArrayView text)
{
    if (text.size() > kLargest)
        return failure(SyntaxError{kLargest, QStringLiteral("the file is larger than 1 MB")});
    return DotEnvReader(text).read();
}

}
