#include "core/formats/powershell_request.h"

#include "core/formats/curl_reading.h"
#include "core/formats/shell_words.h"
#include "core/formats/text_encoding.h"

#include <QHash>
#include <QRegularExpression>

namespace keyhole {

namespace {

/// A piece of a script: a string or word, or one of = @{ } ( ) ; , that stands by itself.
struct Piece {
    QByteArray text;
    qsizetype offset = 0;
    bool isString = false;

    bool is(QByteArrayView word) const { return !isString && equalsIgnoringCase(text, word); }
};

constexpr QByteArrayView kMarks("@={}();,\n");

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// Where the string that begins at `at` ends; -1 when it never does.
qsizetype endOfString(QByteArrayView text, qsizetype at)
{
    const char quote = text[at];
    for (qsizetype end = at + 1; end < text.size(); ++end) {
        if (text[end] == '`' && quote == '"')
            ++end;
        else if (text[end] == quote && end + 1 < text.size() && text[end + 1] == quote)
            ++end;
        else if (text[end] == quote)
            return end + 1;
    }
    return -1;
}

Result<std::vector<Piece>, SyntaxError> splitScript(QByteArrayView text)
{
    std::vector<Piece> pieces;
    for (qsizetype at = 0; at < text.size();) {
        const char c = text[at];
        const bool goesOn = c == '`' && at + 1 < text.size() && (text[at + 1] == '\n' || text[at + 1] == '\r');
        if (isBlank(c) || goesOn) {
            at = goesOn ? std::max(text.indexOf('\n', at), at) + 1 : at + 1;
        } else if (c == '"' || c == '\'') {
            const qsizetype end = endOfString(text, at);
            const auto words = splitPowerShell(text.sliced(at, (end < 0 ? text.size() : end) - at));
            if (!words || end < 0)
                return failure(SyntaxError{at, QStringLiteral("The quote %1 is never closed.").arg(QLatin1Char(c))});
            pieces.push_back({words->words.empty() ? QByteArray() : words->words.front().text, at, true});
            at = end;
        } else if (kMarks.contains(c)) {
            pieces.push_back({QByteArray(1, c), at++});
        } else {
            const qsizetype start = at;
            while (at < text.size() && !isBlank(text[at]) && !kMarks.contains(text[at]) && text[at] != '"' && text[at] != '\'')
                ++at;
            pieces.push_back({text.sliced(start, at - start).toByteArray(), start});
        }
    }
    return pieces;
}

class ScriptReader {
public:
    ScriptReader(QByteArrayView text, std::vector<Piece> pieces) : m_text(text), m_pieces(std::move(pieces)) { }
    /// One for each command; at least one.
    Result<std::vector<CurlCommand>> run();

private:
    void readRequest();
    const Piece *piece(size_t ahead = 0) const { return m_next + ahead < m_pieces.size() ? &m_pieces[m_next + ahead] : nullptr; }
    void readSession(const Piece &word);
    void readParameter(const Piece &word);
    void readFields();
    QByteArray takeValue();
    void set(const QByteArray &name, const QByteArray &value) { m_reading.draft.fields.push_back({true, name, value, {}}); }

    QByteArrayView m_text;
    std::vector<Piece> m_pieces;
    size_t m_next = 0;
    bool m_inCommand = false;
    CurlReading m_reading;
};

Result<std::vector<CurlCommand>> ScriptReader::run()
{
    std::vector<CurlCommand> commands;
    do {
        readRequest();
        auto command = finishCurl(std::exchange(m_reading, {}));
        if (!command && !commands.empty())
            break;  // what follows the last request is none
        if (!command)
            return failure(command.error());
        command->shell = ShellKind::PowerShell;
        commands.push_back(std::move(*command));
    } while (piece());
    return commands;
}

/// Up to the end of the next command that sends one.
void ScriptReader::readRequest()
{
    m_inCommand = false;
    m_reading.compressed = true;  // .NET asks for gzip and deflate, and follows redirects
    m_reading.follow = true;
    while (const Piece *next = piece()) {
        const Piece word = *next;
        ++m_next;
        m_reading.place = placeInText(m_text, word.offset);
        if (word.is("Invoke-WebRequest") || word.is("Invoke-RestMethod") || word.is("iwr") || word.is("irm"))
            m_inCommand = true;
        else if (m_inCommand && (word.is("\n") || word.is(";")))
            break;
        else if (!m_inCommand)
            readSession(word);
        else if (!word.isString && word.text.startsWith('-'))
            readParameter(word);
        else if (word.isString || word.text.contains("://"))
            m_reading.addresses.push_back(word.text);
    }
}

/// $session.UserAgent = "…" and $session.Cookies.Add((New-Object System.Net.Cookie("name", "value", …)))
void ScriptReader::readSession(const Piece &word)
{
    if (word.isString)
        return;
    const QByteArray name = word.text.toLower();
    if (name.endsWith(".useragent") && piece() && piece()->is("=")) {
        ++m_next;
        set("User-Agent", takeValue());
    } else if (name == "system.net.cookie" && piece() && piece()->is("(")) {
        ++m_next;
        const QByteArray cookie = takeValue();
        if (piece() && piece()->is(","))
            ++m_next;
        m_reading.draft.cookies.push_back({true, cookie, takeValue(), {}});
    }
}

/// The next string or word; inside brackets the first string (as in GetBytes("…")).
QByteArray ScriptReader::takeValue()
{
    if (!piece())
        return {};
    const Piece first = *piece();
    if (first.isString || !first.is("(")) {
        ++m_next;
        return first.text;
    }
    QByteArray value;
    int depth = 0;
    for (bool found = false; piece(); ++m_next) {
        depth += piece()->is("(") ? 1 : piece()->is(")") ? -1 : 0;
        if (piece()->isString && !std::exchange(found, true))
            value = piece()->text;
        if (depth == 0) {
            ++m_next;
            break;
        }
    }
    return value;
}

/// @{ "name"="value"; name = 'value' }
void ScriptReader::readFields()
{
    if (!piece() || !piece()->is("@") || !piece(1) || !piece(1)->is("{")) {
        m_reading.note(QStringLiteral("The fields of %1 are not known here.").arg(QString::fromUtf8(takeValue())));
        return;
    }
    m_next += 2;
    while (piece() && !piece()->is("}")) {
        const Piece name = *piece();
        ++m_next;
        if (!piece() || !piece()->is("="))
            continue;
        ++m_next;
        set(name.text, takeValue());
    }
    if (piece())
        ++m_next;
}

void ScriptReader::readParameter(const Piece &word)
{
    const QByteArray name = word.text.mid(1).toLower();
    if (name == "headers")
        readFields();
    else if (name == "uri")
        m_reading.addresses.push_back(takeValue());
    else if (name == "method" || name == "custommethod")
        m_reading.method = takeValue().toUpper();
    else if (name == "body")
        m_reading.data.push_back({takeValue(), {}});
    else if (name == "infile")
        m_reading.data.push_back({{}, QString::fromUtf8(takeValue())});
    else if (name == "contenttype")
        set("Content-Type", takeValue());
    else if (name == "useragent")
        set("User-Agent", takeValue());
    else if (name == "proxy")
        std::tie(m_reading.draft.transport.proxy, m_reading.draft.transport.proxyAddress) = std::pair(ProxyChoice::Custom, takeValue());
    else if (name == "skipcertificatecheck")
        m_reading.draft.transport.verifyCertificate = false;
    else if (name == "websession" || name == "outfile" || name == "sessionvariable")
        takeValue();
    else if (name != "usebasicparsing" && name != "passthru" && name != "disablekeepalive")
        m_reading.note(QStringLiteral("-%1 is not carried out.").arg(QString::fromUtf8(name)));
}

}

bool looksLikePowerShellRequest(QByteArrayView text)
{
    static const QRegularExpression kCommand(QStringLiteral(R"((?:^|[\s=(;])(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\s)"),
                                             QRegularExpression::CaseInsensitiveOption);
    const QByteArray start = text.trimmed().first(std::min<qsizetype>(text.trimmed().size(), 20)).toByteArray().toLower();
    return (start.startsWith('$') || start.startsWith("invoke-") || start.startsWith("iwr ") || start.startsWith("irm "))
        && kCommand.match(QString::fromUtf8(text)).hasMatch();
}

Result<std::vector<CurlCommand>> parsePowerShellRequests(QByteArrayView text)
{
    auto pieces = splitScript(text);
    if (!pieces)
        return failure(Error{pieces.error().message, placeInText(text, pieces.error().offset),
                             QStringLiteral("Copy the whole command again, or close the quote.")});
    return ScriptReader(text, std::move(*pieces)).run();
}

Result<CurlCommand> parsePowerShellRequest(QByteArrayView text)
{
    auto commands = parsePowerShellRequests(text);
    if (!commands)
        return failure(commands.error());
    CurlCommand first = std::move(commands->front());
    if (commands->size() > 1)
        first.notes.push_back({QStringLiteral("Only the first of %1 requests is read.").arg(commands->size()), {}, {}});
    return first;
}

}
