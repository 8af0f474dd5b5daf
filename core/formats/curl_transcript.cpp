#include "core/formats/curl_transcript.h"

#include "core/formats/har_redaction.h"
#include "core/formats/text_encoding.h"
#include "core/formats/transcript_reader.h"
#include "core/http/content_coding.h"
#include "core/http/message_reader.h"

namespace keyhole {

namespace {

constexpr qsizetype kTextLimit = 64 << 20;

Error tooLong()
{
    return {QStringLiteral("The text is longer than 64 MB."), {}, QStringLiteral("Cut it down to the request and its answer.")};
}

void markRedacted(Exchange &exchange)
{
    const auto field = redactedField(exchange.last());
    exchange.sanitized = field.has_value();
    if (field)
        exchange.sanitizedWhy = QStringLiteral("The value of %1 was replaced before the text was copied.").arg(QString::fromUtf8(*field));
}

bool isMethod(QByteArrayView word)
{
    return isToken(word) && std::all_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; });
}

/// Where an answer begins behind a request: a status line after a blank line, or at once behind a request without a body.
qsizetype findAnswer(QByteArrayView text)
{
    for (qsizetype at = text.indexOf("\nHTTP/"); at >= 0; at = text.indexOf("\nHTTP/", at + 1)) {
        const QByteArrayView version = text.sliced(at + 6, std::min<qsizetype>(8, text.size() - at - 6));
        if (version.size() >= 5 && (version.startsWith("1.") || version.startsWith("2") || version.startsWith("3"))
            && version.contains(' '))
            return at + 1;
    }
    return -1;
}

bool hasFramingDefect(const Response &response)
{
    return std::any_of(response.defects.begin(), response.defects.end(), [](const Defect &defect) {
        return defect.id.startsWith("chunk.") || defect.id == "body.truncated" || defect.id == "message.extra";
    });
}

/// The line ends between a request and the answer pasted below it are not part of its body.
void trimBody(Request &request)
{
    bool isNumber = false;
    const qint64 length = request.fields.value("Content-Length").value_or(QByteArray()).toLongLong(&isNumber);
    if (isNumber && length >= 0 && length < request.body.size())
        request.body.truncate(length);
    else if (request.body.trimmed().isEmpty())
        request.body.clear();
}

/// Copied text has often lost its chunks and codings, so a body that does not fit its framing is taken as it stands.
void readAnswer(Hop &hop, QByteArrayView bytes)
{
    ReadResponse read = readResponse(bytes, hop.request.method, true);
    hop.receivedBytes = bytes.toByteArray();
    hop.response = std::move(read.response);
    if (hasFramingDefect(*hop.response) && read.headLength > 0)
        hop.response = readAnswerWithoutFraming(bytes.first(read.headLength), bytes.sliced(read.headLength).toByteArray());
    Response &response = *hop.response;
    const auto coding = response.fields.value("Content-Encoding");
    if (coding && !response.body.isValidUtf8()) {
        response.encodedBody = response.body;
        response.body = decodeContent(response.encodedBody, *coding, response.defects);
    }
    response.bodySize = response.body.size();
}

}

Result<Exchange> parseCurlTranscript(QByteArrayView text)
{
    if (text.size() > kTextLimit)
        return failure(tooLong());
    auto hops = readTranscript(text);
    if (!hops)
        return failure(Error{hops.error().message, placeInText(text, hops.error().offset),
                             QStringLiteral("Run curl -v again and copy all that it prints.")});
    Exchange exchange;
    exchange.source = ExchangeSource::CurlTranscript;
    exchange.hops = std::move(*hops);
    markRedacted(exchange);
    return exchange;
}

bool looksLikeCurlTranscript(QByteArrayView text)
{
    int marked = 0;
    for (const QByteArray &line : text.first(std::min<qsizetype>(text.size(), 64 << 10)).toByteArray().split('\n')) {
        const TranscriptLine read = readTranscriptLine(line);
        if (read.mark == '>' && read.text.contains(" HTTP/"))
            return true;
        marked += read.mark == '<' && read.text.startsWith("HTTP/") ? 2 : read.mark == '*' ? 1 : 0;
    }
    return marked >= 2;
}

Result<Exchange> parseRawHttp(QByteArrayView text)
{
    if (text.size() > kTextLimit)
        return failure(tooLong());
    const qsizetype answer = findAnswer(text);
    const QByteArrayView requestText = answer < 0 ? text : text.first(answer);
    auto request = readRequest(requestText, "https");
    if (!request)
        return failure(Error{request.error().message, placeInText(text, request.error().offset),
                             QStringLiteral("Begin with a line such as “GET /path HTTP/1.1”, then Host and the other fields.")});
    Exchange exchange;
    exchange.source = ExchangeSource::RawText;
    Hop &hop = exchange.hops.emplace_back();
    hop.request = std::move(*request);
    hop.sentBytes = requestText.toByteArray();
    trimBody(hop.request);
    if (answer >= 0)
        readAnswer(hop, text.sliced(answer));
    markRedacted(exchange);
    return exchange;
}

bool looksLikeRawHttp(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    const qsizetype end = trimmed.indexOf('\n');
    const QList<QByteArray> words = trimmed.first(end < 0 ? trimmed.size() : end).trimmed().toByteArray().split(' ');
    if (words.size() == 3)
        return isMethod(words[0]) && words[2].startsWith("HTTP/");
    const bool target = words.size() == 2 && (words[1].startsWith('/') || words[1].contains("://"));
    return target && isMethod(words[0]) && end >= 0 && trimmed.sliced(end).contains(':');
}

}
