#include "core/http/field.h"
#include "core/secrets/import/collector.h"

namespace keyhole {

namespace {

/// Words of a .netrc as curl reads them: between blanks, or in quotation marks with \n, \r, \t and \" inside; a word that begins with '#'
/// begins a comment.
class NetrcWords {
public:
    explicit NetrcWords(QByteArrayView text) : m_text(text) { }

    /// Nothing at the end, and where a quotation mark is never closed.
    std::optional<QByteArray> next()
    {
        skipBlanks();
        if (m_at == m_text.size())
            return std::nullopt;
        return m_text[m_at] == '"' ? quoted() : plain();
    }

    /// A macro ends with an empty line.
    void skipMacro()
    {
        skipLine();
        while (m_at < m_text.size() && m_text[m_at] != '\n' && !m_text.sliced(m_at).startsWith("\r\n"))
            skipLine();
    }

    int line() const { return m_line; }
    int unclosedLine() const { return m_unclosedLine; }  ///< 0: none

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

    void skipLine()
    {
        while (m_at < m_text.size() && m_text[m_at] != '\n')
            ++m_at;
        step();
    }
    void step()
    {
        if (m_at == m_text.size())
            return;
        if (m_text[m_at++] == '\n')
            ++m_line;
    }
    void skipBlanks()
    {
        while (m_at < m_text.size() && (isBlank(m_text[m_at]) || m_text[m_at] == '#')) {
            if (m_text[m_at] == '#')
                skipLine();
            else
                step();
        }
    }
    QByteArray plain()
    {
        const qsizetype start = m_at;
        while (m_at < m_text.size() && !isBlank(m_text[m_at]))
            ++m_at;
        return m_text.sliced(start, m_at - start).toByteArray();
    }
    std::optional<QByteArray> quoted()
    {
        QByteArray word;
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '\n'; ++m_at) {
            char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return word;
            }
            if (c == '\\' && m_at + 1 < m_text.size()) {
                c = m_text[++m_at];
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
            }
            word += c;
        }
        m_unclosedLine = m_line;
        return std::nullopt;
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    int m_line = 1;
    int m_unclosedLine = 0;
};

struct NetrcEntry {
    QByteArray host;  ///< empty: for every host that has no entry of its own
    QByteArray user, password;
    int line = 0;
};

void addEntry(const NetrcEntry &entry, CredentialCollector &found)
{
    const QString host = QString::fromUtf8(entry.host);
    const QString place = entry.host.isEmpty() ? QString("default, line %1").arg(entry.line) : "machine " + host;
    if (entry.password.isEmpty())
        return found.passOver("an entry without a password", place, "There is nothing to move.");
    FoundCredential credential{place, {}, CredentialKind::Basic, {host, {}, QString::fromUtf8(entry.user)}, {}, {}};
    if (const auto origin = originOf("https://" + entry.host))
        credential.origins.push_back(*origin);
    credential.parts = {{"user", Secret(entry.user)}, {"password", Secret(entry.password)}};
    found.add(std::move(credential));
}

/// What the word after a keyword is for.
QByteArray *memberFor(const QByteArray &keyword, NetrcEntry &entry, QByteArray &unused)
{
    if (equalsIgnoringCase(keyword, "login"))
        return &entry.user;
    if (equalsIgnoringCase(keyword, "password"))
        return &entry.password;
    return equalsIgnoringCase(keyword, "account") ? &unused : nullptr;
}

}

FoundCredentials readNetrc(QByteArrayView text)
{
    CredentialCollector found("netrc file", text);
    NetrcWords words(text);
    std::optional<NetrcEntry> entry;
    const auto begin = [&](std::optional<NetrcEntry> next) {
        if (entry)
            addEntry(*entry, found);
        entry = std::move(next);
    };
    while (const auto word = words.next()) {
        QByteArray unused;
        if (equalsIgnoringCase(*word, "macdef"))
            words.skipMacro();
        else if (equalsIgnoringCase(*word, "default"))
            begin(NetrcEntry{{}, {}, {}, words.line()});
        else if (equalsIgnoringCase(*word, "machine"))
            begin(NetrcEntry{words.next().value_or(QByteArray()), {}, {}, words.line()});
        else if (QByteArray *member = entry ? memberFor(*word, *entry, unused) : nullptr)
            *member = words.next().value_or(QByteArray());
    }
    begin(std::nullopt);
    if (const int line = words.unclosedLine())
        found.passOver("a quotation mark that is never closed", QString("line %1").arg(line), "Close it; no word was read from there.");
    return found.take();
}

}
