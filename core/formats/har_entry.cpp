#include "core/formats/har_entry.h"

#include "core/formats/har_date.h"
#include "core/formats/har_fault.h"
#include "core/formats/har_index.h"
#include "core/formats/har_message.h"
#include "core/formats/text_encoding.h"
#include "core/json/fault.h"

namespace keyhole {

namespace {

using namespace har;
using Duration = PhaseTimes::Duration;

TransportError errorFrom(const Node &entry, const std::optional<Node> &response)
{
    QByteArray words = text(member(response, "_error"));
    if (const auto ours = faultNamed(text(member(response, "_fault"))))
        return {*ours, {QString::fromUtf8(words), {}, {}}, {}};
    for (const auto &other :
         {member(entry, "_error"), member(response, "statusText"), member(response, "comment"), member(entry, "comment")}) {
        if (words.isEmpty())
            words = text(other);
    }
    QString what = QStringLiteral("The recording holds no answer to this request.");
    if (!words.isEmpty())
        what = QStringLiteral("The recording holds no answer: %1").arg(QString::fromUtf8(words).left(200));
    return {faultFromWords(words), {what, {}, {}}, {}};
}

/// A phase of `timings`; absent for -1, which stands for "does not apply".
std::optional<Duration> phase(const std::optional<Node> &timings, std::string_view name)
{
    static constexpr double kLongest = 1e9;  // milliseconds; more is a slip of the recorder
    const auto milliseconds = number(member(timings, name));
    if (!milliseconds || !(*milliseconds >= 0) || *milliseconds > kLongest)
        return std::nullopt;
    return Duration(std::llround(*milliseconds * 1000));
}

PhaseTimes readTimes(const Node &entry)
{
    const auto timings = member(entry, "timings");
    const auto dns = phase(timings, "dns"), connect = phase(timings, "connect"), ssl = phase(timings, "ssl");
    const auto send = phase(timings, "send"), wait = phase(timings, "wait"), receive = phase(timings, "receive");
    PhaseTimes times;
    Duration now = phase(timings, "blocked").value_or(Duration(0));
    if (dns && dns->count() > 0)
        times.nameResolved = now += *dns;
    if (connect && connect->count() > 0) {
        const bool tls = ssl && ssl->count() > 0 && *ssl <= *connect;
        times.connected = now + *connect - (tls ? *ssl : Duration(0));
        now += *connect;
        if (tls)
            times.tlsDone = now;
    }
    if (send)
        times.sent = now += *send;
    if (wait)
        times.firstByte = now += *wait;
    times.end = receive ? now + *receive : phase(entry, "time");
    return times;
}

void readClock(const Node &entry, Hop &hop)
{
    const auto date = readHarDate(text(member(entry, "startedDateTime")));
    if (!date)
        return;
    hop.sentAt = date->instant;
    const auto answered = readHarDate(text(member(entry, "_answeredDateTime")));
    const auto untilAnswer = hop.times.firstByte ? hop.times.firstByte : phase(entry, "time");
    if (answered)
        hop.answeredAt = answered->instant;
    else if (hop.response && untilAnswer)
        hop.answeredAt = date->instant + std::chrono::round<Milliseconds>(*untilAnswer);
}

std::optional<Response> readResponse(const std::optional<Node> &node)
{
    const int status = int(number(member(node, "status")).value_or(0));
    if (!node || status < 100 || status > 999)
        return std::nullopt;
    Response response;
    response.status = status;
    response.reason = text(member(node, "statusText"));
    response.httpVersion = normalisedHttpVersion(text(member(node, "httpVersion")));
    response.fields = readResponseFields(*node);
    readResponseBody(*node, response);
    return response;
}

ConnectionFacts readConnection(const Node &entry, const Url &url)
{
    ConnectionFacts connection;
    connection.address = text(member(entry, "serverIPAddress"));
    if (connection.address.startsWith('[') && connection.address.endsWith(']'))
        connection.address = connection.address.mid(1, connection.address.size() - 2);
    connection.port = std::max(url.effectivePort(), 0);
    const auto connect = number(member(member(entry, "timings"), "connect"));
    connection.reused = connect && *connect < 0;
    return connection;
}

Error missing(int number, const char *name)
{
    return {QStringLiteral("%1 is missing.").arg(QLatin1String(name)), placeInHar(number, name),
            QStringLiteral("The other entries can be opened.")};
}

Result<Request> readRequest(const std::optional<Node> &node, int number)
{
    if (!node)
        return failure(missing(number, "request"));
    const QByteArray address = readAddress(*node);
    if (address.isEmpty())
        return failure(missing(number, "request.url"));
    const auto url = Url::parse(address);
    if (!url)
        return failure(
            Error{QStringLiteral("The address cannot be read: %1").arg(url.error().message), placeInHar(number, "request.url"), {}});
    Request request;
    request.url = *url;
    request.method = text(member(node, "method"));
    if (request.method.isEmpty())
        request.method = "GET";
    request.httpVersion = normalisedHttpVersion(text(member(node, "httpVersion")));
    request.fields = readRequestFields(*node);
    request.body = readRequestBody(*node);
    return request;
}

}

QByteArray normalisedHttpVersion(QByteArrayView written)
{
    QByteArray version = written.trimmed().toByteArray().toLower();
    if (version.startsWith("http/"))
        version.remove(0, 5);
    if (version == "h2" || version == "h2c" || version == "2" || version == "2.0")
        return "HTTP/2";
    if (version.startsWith("h3") || version == "3" || version == "3.0" || version.startsWith("2+quic") || version == "quic")
        return "HTTP/3";
    if (version == "1.0" || version == "1.1" || version == "0.9")
        return "HTTP/" + version;
    return {};
}

Result<HarEntry> readHarEntry(QByteArrayView json, int number)
{
    simdjson::dom::parser parser;
    Node entry;
    if (parser.parse(json.data(), size_t(json.size()), false).get(entry) != simdjson::SUCCESS) {
        static constexpr int kDeepest = 1000;
        const SyntaxError error = findJsonFault(json, kDeepest).value_or(SyntaxError{0, QStringLiteral("a number is out of range")});
        return failure(Error{QStringLiteral("The entry is no JSON: %1.").arg(error.message),
                             placeInHar(number, "") + QStringLiteral(", ") + placeInText(json, error.offset),
                             QStringLiteral("The other entries can be opened.")});
    }
    HarEntry read;
    auto request = readRequest(member(entry, "request"), number);
    if (!request)
        return failure(request.error());
    read.hop.request = std::move(*request);
    const auto response = member(entry, "response");
    read.hop.response = readResponse(response);
    if (!read.hop.response || member(response, "_fault"))
        read.hop.error = errorFrom(entry, response);
    if (read.hop.response && read.hop.request.httpVersion.isEmpty())
        read.hop.request.httpVersion = read.hop.response->httpVersion;
    read.hop.times = readTimes(entry);
    read.hop.connection = readConnection(entry, read.hop.request.url);
    readClock(entry, read.hop);
    const auto headSize = har::number(member(member(entry, "request"), "headersSize"));
    if (headSize && *headSize > 0)
        read.requestHeadSize = qint64(*headSize);
    return read;
}

}
