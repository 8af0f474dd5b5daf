#include "core/formats/transcript_reader.h"

#include "core/formats/har_fault.h"
#include "core/http/message_reader.h"

#include <QRegularExpression>

namespace keyhole {

namespace {

using Stamp = std::optional<std::chrono::microseconds>;

/// "09:43:12.418000 " and "[0-0] " before the mark.
qsizetype lengthOfStamps(const QByteArray &line, Stamp &stamp)
{
    static const QRegularExpression kStamps(QStringLiteral(R"(^(?:(\d\d):(\d\d):(\d\d)\.(\d{6}) )?(?:\[\d+-[\dx]+\] )?)"));
    const auto found = kStamps.match(QString::fromLatin1(line.left(40)));
    if (!found.captured(1).isEmpty())
        stamp = std::chrono::hours(found.captured(1).toInt()) + std::chrono::minutes(found.captured(2).toInt())
            + std::chrono::seconds(found.captured(3).toInt()) + std::chrono::microseconds(found.captured(4).toInt());
    return found.capturedLength();
}

/// curl's progress meter rewrites its line, and what comes after it stands in the same one.
QByteArray withoutProgress(QByteArray line)
{
    static const QRegularExpression kMeter(
        QStringLiteral(R"(^\s*\d+\s+[\d.]+[kMGTP]?\s+\d+\s.*(?:--:--:--|\d+:\d\d:\d\d)\s+[\d.]+[kMGTP]?)"));
    if (line.endsWith('\r'))
        line.chop(1);
    line = line.mid(line.lastIndexOf('\r') + 1);
    return line.mid(kMeter.match(QString::fromLatin1(line.left(200))).capturedLength());
}

/// What is known of the request that is being read.
struct OpenHop {
    qsizetype offset = 0;
    QByteArray sent, receivedHead, body;
    bool sending = false, headEnded = false, copied = false;  // copied: -i printed the head a second time
    QByteArray address;  // as curl told it
    ConnectionFacts connection;
    std::optional<TlsFacts> tls;
    Stamp started, connected, tlsDone, requested, answered;
};

class TranscriptReader {
public:
    explicit TranscriptReader(QByteArrayView text) : m_text(text) { }
    Result<std::vector<Hop>, SyntaxError> run();

private:
    void readLine(const TranscriptLine &line, qsizetype offset);
    void readSent(const TranscriptLine &line, qsizetype offset);
    void readReceived(const TranscriptLine &line);
    void readTold(const TranscriptLine &line);
    void readConnection(const QString &told);
    void readBody(QByteArray line);
    bool finishHop();
    Result<Request, SyntaxError> request() const;
    void fillTimes(Hop &hop) const;

    QByteArrayView m_text;
    std::vector<Hop> m_hops;
    std::optional<OpenHop> m_open;
    OpenHop m_next;  // what is told before a request is sent
    ConnectionFacts m_connection;
    std::optional<TlsFacts> m_tls;
    QByteArray m_failure;  // curl's words for why it stopped
    std::optional<SyntaxError> m_fault;
};

Result<std::vector<Hop>, SyntaxError> TranscriptReader::run()
{
    for (qsizetype at = 0; at < m_text.size() && !m_fault;) {
        const qsizetype found = m_text.indexOf('\n', at);
        const qsizetype end = found < 0 ? m_text.size() : found;
        readLine(readTranscriptLine(m_text.sliced(at, end - at).toByteArray()), at);
        at = end + 1;
    }
    if (m_open && !m_text.endsWith('\n') && m_open->body.endsWith('\n'))
        m_open->body.chop(1);
    finishHop();
    if (m_fault)
        return failure(*m_fault);
    if (m_hops.empty()) {
        const QString why = m_failure.isEmpty() ? QString() : QStringLiteral(": ") + QString::fromUtf8(m_failure);
        return failure(SyntaxError{0, QStringLiteral("curl sent no request%1").arg(why)});
    }
    return std::move(m_hops);
}

void TranscriptReader::readLine(const TranscriptLine &line, qsizetype offset)
{
    switch (line.mark) {
    case '>':
        readSent(line, offset);
        break;
    case '<':
        readReceived(line);
        break;
    case '*':
        readTold(line);
        break;
    case '\0':
        if (line.text.startsWith("curl: ("))
            m_failure = line.text;
        else
            readBody(line.text);
        break;
    default:
        break;
    }
}

void TranscriptReader::readSent(const TranscriptLine &line, qsizetype offset)
{
    const bool begins = line.text.contains(" HTTP/") && (!m_open || !m_open->sending);
    if (begins && finishHop()) {
        m_open = std::exchange(m_next, {});
        m_open->offset = offset;
        m_open->sending = true;
        m_open->connection = m_connection;
        m_open->tls = m_tls;
        m_open->requested = line.stamp;
    }
    if (m_open && m_open->sending)
        m_open->sent += line.text + "\r\n";
    if (m_open && line.text.isEmpty())
        m_open->sending = false;
}

void TranscriptReader::readReceived(const TranscriptLine &line)
{
    if (!m_open)
        return;
    m_open->sending = false;
    if (m_open->receivedHead.isEmpty())
        m_open->answered = line.stamp;
    m_open->headEnded = line.text.isEmpty();
    m_open->receivedHead += line.text + "\r\n";
}

void TranscriptReader::readConnection(const QString &told)
{
    static const QRegularExpression kConnected(
        QStringLiteral(R"(^(?:Connected to|Established connection to) (\S+) \((\S+?)(?:\) port | port )(\d+))"));
    const auto found = kConnected.match(told);
    if (!found.hasMatch())
        return;
    m_connection.address = found.captured(2).toLatin1();
    m_connection.port = found.captured(3).toInt();
    m_connection.reused = false;
    m_tls.reset();
}

void TranscriptReader::readTold(const TranscriptLine &line)
{
    static const QRegularExpression kAddress(QStringLiteral(R"((?:Issue another request to this URL: '|OPENED stream for )([^'\s]+))"));
    static const QRegularExpression kTls(QStringLiteral(R"(^SSL connection using (\S+) / (\S+))"));
    static const QRegularExpression kFailure(
        QStringLiteral("failed|refused|timed out|Could not resolve|SSL certificate problem|Empty reply|reset by peer|error:"),
        QRegularExpression::CaseInsensitiveOption);
    const QString told = QString::fromUtf8(line.text);
    readConnection(told);
    if (told.contains(QLatin1String("Connected to")))
        m_next.connected = line.stamp;
    if (told.startsWith(QLatin1String("Re-using existing connection")) || told.startsWith(QLatin1String("Reusing existing connection")))
        m_connection.reused = true;
    if (told.startsWith(QLatin1String("  Trying")) && !m_next.started)
        m_next.started = line.stamp;
    if (const auto address = kAddress.match(told); address.hasMatch())
        m_next.address = address.captured(1).toUtf8();
    if (const auto tls = kTls.match(told); tls.hasMatch()) {
        m_tls.emplace();
        m_tls->version = tls.captured(1).toLatin1();
        m_tls->cipher = tls.captured(2).toLatin1();
        m_next.tlsDone = line.stamp;
    }
    if (kFailure.match(told).hasMatch())
        m_failure = line.text;
}

/// Lines without a mark: the body, and with -i the head once more.
void TranscriptReader::readBody(QByteArray line)
{
    if (!m_open || m_open->sending || m_open->receivedHead.isEmpty())
        return;
    if (!m_open->headEnded || (m_open->body.isEmpty() && m_open->copied && line.isEmpty())) {
        m_open->copied = !m_open->headEnded;
        return;
    }
    const qsizetype told = line.indexOf("* Connection #");  // a body without a line end runs into curl's next words
    if (told >= 0)
        line.truncate(told);
    m_open->body += line + (told < 0 ? "\n" : "");
}

Result<Request, SyntaxError> TranscriptReader::request() const
{
    const bool tls = m_open->tls || m_open->connection.port == 443 || m_open->address.startsWith("https:");
    auto read = readRequest(m_open->sent, tls ? "https" : "http");
    if (!read)
        return failure(SyntaxError{m_open->offset, read.error().message});
    const auto told = Url::parse(m_open->address);
    if (told && told->requestTarget() == read->url.requestTarget())
        read->url = *told;
    return read;
}

void TranscriptReader::fillTimes(Hop &hop) const
{
    const Stamp start = m_open->started ? m_open->started : m_open->requested;
    const auto since = [&start](const Stamp &stamp) -> Stamp {
        static constexpr std::chrono::hours kDay{24};
        if (!start || !stamp)
            return std::nullopt;
        return *stamp >= *start ? *stamp - *start : *stamp + kDay - *start;  // past midnight
    };
    hop.times.connected = since(m_open->connected);
    hop.times.tlsDone = since(m_open->tlsDone);
    hop.times.sent = since(m_open->requested);
    hop.times.firstByte = since(m_open->answered);
}

/// The head printed again as a whole, before the body: with -i and both outputs in one file.
QByteArray withoutCopiedHead(QByteArray body, const QByteArray &head)
{
    const QByteArray statusLine = head.left(head.indexOf('\r'));
    if (!body.startsWith("HTTP/") || !body.startsWith(statusLine.trimmed()))
        return body;
    const qsizetype end = body.indexOf("\n\n");
    return end < 0 ? body : body.mid(end + 2);
}

/// Gives false when what was read of the hop cannot be used.
bool TranscriptReader::finishHop()
{
    if (!m_open)
        return true;
    auto read = request();
    if (!read) {
        m_fault = read.error();
        return false;
    }
    Hop hop;
    hop.request = std::move(*read);
    hop.sentBytes = m_open->sent;
    hop.receivedBytes = m_open->receivedHead;
    hop.connection = m_open->connection;
    hop.tls = m_open->tls;
    fillTimes(hop);
    if (!m_open->receivedHead.isEmpty())
        hop.response = readAnswerWithoutFraming(m_open->receivedHead, withoutCopiedHead(m_open->body, m_open->receivedHead));
    else
        hop.error
            = TransportError{faultFromWords(m_failure),
                             {m_failure.isEmpty() ? QStringLiteral("No answer is in the text.") : QString::fromUtf8(m_failure), {}, {}},
                             {}};
    const bool tunnel = hop.request.method == "CONNECT" && hop.response && hop.response->status / 100 == 2;
    if (!m_hops.empty() && m_hops.back().response && !tunnel)
        hop.whyFollowed = QStringLiteral("%1 before it").arg(m_hops.back().response->status);
    if (!tunnel)
        m_hops.push_back(std::move(hop));
    m_open.reset();
    return true;
}

}

TranscriptLine readTranscriptLine(const QByteArray &written)
{
    TranscriptLine read;
    const QByteArray line = withoutProgress(written);
    const QByteArray rest = line.mid(lengthOfStamps(line, read.stamp));
    const char first = rest.isEmpty() ? '\0' : rest.front();
    const bool marked = (first == '>' || first == '<' || first == '*') && (rest.size() == 1 || rest.at(1) == ' ');
    const bool leftOut = (first == '{' || first == '}') && rest.mid(1).startsWith(" [") && rest.endsWith("data]");
    if (!marked && !leftOut) {
        read.mark = line.isEmpty() && written.contains("--:--:--") ? '{' : '\0';  // the meter alone is no body either
        read.text = line;
        return read;
    }
    read.mark = first;
    read.text = rest.mid(2);
    return read;
}

Result<std::vector<Hop>, SyntaxError> readTranscript(QByteArrayView text)
{
    return TranscriptReader(text).run();
}

Response readAnswerWithoutFraming(QByteArrayView head, const QByteArray &body)
{
    Response response = readResponse(head, "HEAD", true).response;
    response.body = body;
    response.bodySize = body.size();
    return response;
}

}
