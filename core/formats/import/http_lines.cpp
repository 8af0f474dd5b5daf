#include "core/formats/import/http_lines.h"

#include "core/collection/draft_from_exchange.h"
#include "core/formats/curl_command.h"
#include "core/http/credentials.h"

namespace keyhole {

namespace {

bool isMethod(QByteArrayView word)
{
    return !word.isEmpty() && std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; });
}

/// A method of capitals, or a usual one in any letters; empty where the word is none.
QByteArray methodOf(const QByteArray &word)
{
    static constexpr QByteArrayView kUsual[] = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE", "QUERY"};
    const QByteArray upper = word.toUpper();
    const bool isUsual = std::find(std::begin(kUsual), std::end(kUsual), QByteArrayView(upper)) != std::end(kUsual);
    return isUsual ? upper : isMethod(word) ? word : QByteArray();
}

constexpr const char *kOtherProtocols[] = {"WEBSOCKET", "GRPC", "RSOCKET", "TCP", "UDP"};

bool isComment(const QByteArray &line)
{
    return line.startsWith('#') || line.startsWith("//");
}

/// Goes over the lines of a section: what stands before the request line, the request line, fields, body, what follows the answer.
class HttpSectionReader {
public:
    HttpSectionReader(const HttpSection &section, std::vector<Variable> &variables, ImportReading &reading)
        : m_lines(section.lines), m_firstLine(section.line), m_variables(variables), m_reading(reading)
    {
        m_item.name = section.name;
    }
    std::optional<CollectionItem> run();

private:
    bool readHead();
    void readDirective(const QByteArray &line);
    bool readRequestLine();
    std::optional<CollectionItem> readCurl();
    void readFields();
    void readBody();
    QByteArray takeScript();
    void completeAddress();
    void setAuthorization();
    void finishName();
    bool ended() const { return m_at >= m_lines.size(); }
    QByteArray line() const { return m_lines[m_at].trimmed(); }
    void noteLine(const QString &what) { m_reading.note(QStringLiteral("%1 (line %2)").arg(what).arg(m_firstLine + int(m_at))); }

    const QByteArrayList &m_lines;
    int m_firstLine;
    std::vector<Variable> &m_variables;
    ImportReading &m_reading;
    qsizetype m_at = 0;
    CollectionItem m_item;
};

/// "# @name login", "// @no-redirect".
void HttpSectionReader::readDirective(const QByteArray &line)
{
    QByteArray text = line.mid(line.startsWith("//") ? 2 : 1).trimmed();
    if (!text.startsWith('@'))
        return;
    text = text.mid(1);
    if (text.startsWith("name"))
        m_item.name = QString::fromUtf8(text.mid(4)).remove('=').trimmed();
    else if (text.startsWith("no-redirect"))
        m_item.request.followRedirects = false;
    else if (text.startsWith("no-cookie-jar"))
        m_item.request.useJar = false;
    else
        noteLine(QStringLiteral("“@%1” is left out").arg(QString::fromUtf8(text.left(60))));
}

/// A script between "{%" and "%}", or the file that it is in.
QByteArray HttpSectionReader::takeScript()
{
    const QByteArray first = line().mid(1).trimmed();
    if (!first.startsWith("{%")) {
        ++m_at;
        return first;
    }
    QByteArrayList text;
    for (bool last = false; !ended() && !last; ++m_at) {
        last = m_lines[m_at].contains("%}");
        text.append(m_lines[m_at]);
    }
    QByteArray script = text.join('\n').trimmed().mid(1).trimmed();
    script.chop(script.endsWith("%}") ? 2 : 0);
    return script.mid(2).trimmed();
}

/// Up to the request line; gives false when there is none.
bool HttpSectionReader::readHead()
{
    while (!ended()) {
        const QByteArray text = line();
        if (text.startsWith('@')) {
            const qsizetype equals = text.indexOf('=');
            if (equals > 1)
                m_variables.push_back({text.mid(1, equals - 1).trimmed(), text.mid(equals + 1).trimmed(), false});
        } else if (text.startsWith('<')) {
            m_reading.keepScript(m_item.request.scripts, QStringLiteral("before the request"), takeScript());
            continue;
        } else if (isComment(text)) {
            readDirective(text);
        } else if (text.startsWith("import ") || text.startsWith("run ")) {
            noteLine(QStringLiteral("“%1” is left out: other files are not read").arg(QString::fromUtf8(text.left(60))));
        } else if (!text.isEmpty()) {
            return true;
        }
        ++m_at;
    }
    return false;
}

bool HttpSectionReader::readRequestLine()
{
    const auto request = readHttpRequestLine(line());
    const auto isOther = [&request](const char *other) { return request->method == other; };
    const bool speaksHttp = request && std::none_of(std::begin(kOtherProtocols), std::end(kOtherProtocols), isOther);
    if (!speaksHttp) {
        noteLine(QStringLiteral("“%1” is no HTTP request, and is left out").arg(QString::fromUtf8(line().left(60))));
        return false;
    }
    m_item.request.method = request->method;
    m_item.request.address = request->address;
    ++m_at;
    // A query may go over several lines; each begins with "?" or "&", or is indented.
    while (!ended() && !line().isEmpty() && (line().startsWith('?') || line().startsWith('&') || m_lines[m_at].startsWith("    "))) {
        if (!isComment(line()))
            m_item.request.address += line();
        ++m_at;
    }
    return true;
}

void HttpSectionReader::readFields()
{
    for (; !ended() && !line().isEmpty(); ++m_at) {
        const QByteArray text = line();
        const qsizetype colon = text.indexOf(':');
        if (isComment(text))
            readDirective(text);
        else if (colon > 0)
            m_item.request.fields.push_back({true, text.first(colon).trimmed(), text.mid(colon + 1).trimmed(), {}});
        else
            noteLine(QStringLiteral("“%1” is no field, and is left out").arg(QString::fromUtf8(text.left(60))));
    }
}

/// What follows the body tells what to do with the answer.
void HttpSectionReader::readBody()
{
    QByteArrayList body;
    while (!ended()) {
        const QByteArray text = line();
        if (text.startsWith("> ") || text.startsWith(">>") || text.startsWith(">{%")) {
            m_reading.keepScript(m_item.request.scripts, QStringLiteral("after the answer"), takeScript());
            continue;
        }
        if (text.startsWith("<> "))
            noteLine(QStringLiteral("A saved answer is left out"));
        else
            body.append(m_lines[m_at].endsWith('\r') ? m_lines[m_at].chopped(1) : m_lines[m_at]);
        ++m_at;
    }
    while (!body.isEmpty() && body.last().trimmed().isEmpty())
        body.removeLast();
    while (!body.isEmpty() && body.first().trimmed().isEmpty())
        body.removeFirst();
    setHttpBody(m_item.request, body, m_reading);
}

/// "GET /path" with a Host: those programs take https for the ports 443 and 8443.
void HttpSectionReader::completeAddress()
{
    RequestDraft &draft = m_item.request;
    if (!draft.address.startsWith('/'))
        return;
    const auto host = std::find_if(draft.fields.begin(), draft.fields.end(),
                                   [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Host") && !row.value.isEmpty(); });
    if (host == draft.fields.end())
        return noteLine(QStringLiteral("The address has no host, and no field Host tells it"));
    const bool isSecure = host->value.endsWith(":443") || host->value.endsWith(":8443");
    draft.address.prepend((isSecure ? "https://" : "http://") + host->value);
    draft.fields.erase(host);
}

/// "Authorization: Basic user password" is encoded by those programs, and "Digest user password" is answered.
void HttpSectionReader::setAuthorization()
{
    RequestDraft &draft = m_item.request;
    const auto field = std::find_if(draft.fields.begin(), draft.fields.end(),
                                    [](const DraftRow &row) { return equalsIgnoringCase(row.name, "Authorization"); });
    if (field == draft.fields.end())
        return;
    const QByteArrayList words = field->value.simplified().split(' ');
    const QByteArray scheme = words.first().toLower();
    const bool pair = words.size() == 3 || (words.size() == 2 && words[1].contains(':'));
    if ((scheme == "basic" || scheme == "digest") && pair) {
        const qsizetype colon = words[1].indexOf(':');
        draft.auth.kind = scheme == "basic" ? AuthKind::Basic : AuthKind::Digest;
        draft.auth.user = words.size() == 3 ? words[1] : words[1].first(colon);
        draft.auth.secret = Secret(words.size() == 3 ? words[2] : words[1].mid(colon + 1));
        draft.fields.erase(field);
        return;
    }
    moveCredentialToAuth(draft);
}

void HttpSectionReader::finishName()
{
    RequestDraft &draft = m_item.request;
    if (m_item.name.isEmpty())
        m_item.name = QString::fromUtf8(draft.method + ' ' + draft.address.left(80));
    draft.name = m_item.name;
}

std::optional<CollectionItem> HttpSectionReader::readCurl()
{
    auto command = parseCurlCommand(m_lines.mid(m_at).join('\n'));
    if (!command) {
        noteLine(QStringLiteral("The curl command is left out: %1").arg(command.error().what));
        return std::nullopt;
    }
    for (const Error &note : command->notes)
        m_reading.note(note.what);
    m_item.request = std::move(command->draft);
    finishName();
    return std::move(m_item);
}

std::optional<CollectionItem> HttpSectionReader::run()
{
    if (!readHead())
        return std::nullopt;
    if (line().startsWith("curl "))
        return readCurl();
    if (!readRequestLine())
        return std::nullopt;
    readFields();
    readBody();
    completeAddress();
    setAuthorization();
    finishName();
    return std::move(m_item);
}

}

std::vector<HttpSection> splitHttpSections(QByteArrayView text)
{
    std::vector<HttpSection> sections(1);
    int number = 0;
    for (const QByteArray &line : text.toByteArray().split('\n')) {
        ++number;
        if (line.startsWith("###"))
            sections.push_back({QString::fromUtf8(line.mid(3)).remove('#').trimmed(), number + 1, {}});
        else
            sections.back().lines.append(line);
    }
    return sections;
}

std::optional<HttpRequestLine> readHttpRequestLine(const QByteArray &line)
{
    const qsizetype blank = line.indexOf(' ');
    const QByteArray first = blank < 0 ? line : line.first(blank);
    HttpRequestLine request{"GET", line};
    if (const QByteArray method = blank > 0 ? methodOf(first) : QByteArray(); !method.isEmpty()) {
        request.method = method;
        request.address = line.mid(blank + 1).trimmed();
    }
    const qsizetype version = request.address.lastIndexOf(" HTTP/");
    if (version >= 0)
        request.address = request.address.first(version).trimmed();
    const bool isAddress = request.address.contains("://") || request.address.startsWith("{{") || request.address.startsWith('/')
        || (!request.address.contains(' ') && request.address.contains('.')) || request.address.startsWith("localhost");
    return isAddress ? std::optional(request) : std::nullopt;
}

std::optional<CollectionItem> readHttpSection(const HttpSection &section, std::vector<Variable> &variables, ImportReading &reading)
{
    return HttpSectionReader(section, variables, reading).run();
}

}
