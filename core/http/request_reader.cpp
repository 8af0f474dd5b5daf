#include "core/http/cursor.h"
#include "core/http/line.h"
#include "core/http/message_reader.h"

namespace keyhole {

namespace {

struct RequestLine {
    QByteArrayView method, target, version;
    qsizetype targetOffset = 0;
};

/// RFC 9112, 3; the version may be left out in pasted text.
Result<RequestLine, SyntaxError> readRequestLine(const Line &line)
{
    Cursor cursor(line.text);
    RequestLine read;
    read.method = cursor.takeToken();
    if (read.method.isEmpty() || !isBlank(cursor.peek()))
        return failure(SyntaxError{line.start + cursor.offset(), "A request line such as \"GET /path HTTP/1.1\" was expected."});
    cursor.skipBlanks();
    read.targetOffset = line.start + cursor.offset();
    read.target = cursor.takeWhile([](char c) { return !isBlank(c); });
    if (read.target.isEmpty())
        return failure(SyntaxError{read.targetOffset, "A path or an address was expected after the method."});
    cursor.skipBlanks();
    const qsizetype versionOffset = line.start + cursor.offset();
    read.version = cursor.takeWhile([](char c) { return !isBlank(c); });
    cursor.skipBlanks();
    if (!cursor.atEnd() || (!read.version.isEmpty() && !read.version.startsWith("HTTP/")))
        return failure(SyntaxError{versionOffset, "\"HTTP/1.1\" or the end of the line was expected."});
    return read;
}

/// Puts the address together from the four forms of a target and the Host field. RFC 9112, 3.2 and 3.3.
Result<Url, SyntaxError> addressOf(const RequestLine &line, const FieldList &fields, QByteArrayView scheme)
{
    const auto atTarget = [&line](SyntaxError error, qsizetype added) {
        return failure(SyntaxError{line.targetOffset + std::max<qsizetype>(0, error.offset - added), error.message});
    };
    if (line.target.contains("://") && !line.target.startsWith('/')) {
        auto url = Url::parse(line.target);
        return url ? url : atTarget(url.error(), 0);
    }
    const QByteArray before = scheme.toByteArray() + "://";
    if (line.method == "CONNECT") {
        auto url = Url::parse(before + line.target.toByteArray());
        return url ? url : atTarget(url.error(), before.size());
    }
    if (!line.target.startsWith('/') && line.target != "*")
        return failure(SyntaxError{line.targetOffset, "A path that begins with '/' or an address with its scheme was expected."});
    const auto host = fields.value("Host").value_or(fields.value(":authority").value_or(QByteArray()));
    if (host.isEmpty())
        return failure(SyntaxError{line.targetOffset, "The request names no host; add a Host field or write the whole address."});
    const QByteArray authority = before + host;
    auto url = Url::parse(line.target == "*" ? authority : authority + line.target.toByteArray());
    if (!url)
        return atTarget(url.error(), authority.size());
    if (line.target == "*")
        url->path = "*";
    return url;
}

/// A request with a line that is no field would not go out as it stands.
std::optional<SyntaxError> lineWithoutColon(const std::vector<Defect> &defects)
{
    const auto found = std::find_if(defects.begin(), defects.end(), [](const Defect &defect) {
        return defect.id == "header.no-colon" || defect.id == "header.name-empty" || defect.id == "header.too-many"
            || defect.id == "header.all-too-large";
    });
    return found == defects.end() ? std::nullopt : std::optional(SyntaxError{found->offset, found->text});
}

}

Result<Request, SyntaxError> readRequest(QByteArrayView bytes, QByteArrayView defaultScheme)
{
    qsizetype start = 0;
    while (start < bytes.size() && (bytes[start] == '\r' || bytes[start] == '\n'))
        ++start;
    const Line first = lineAt(bytes, start);
    const auto line = readRequestLine(first);
    if (!line)
        return failure(line.error());
    const std::optional<Line> end = emptyLineFrom(bytes, first.next);
    const qsizetype stop = end ? end->start : bytes.size();
    Request request;
    std::vector<Defect> defects;
    request.fields = readFields(bytes.sliced(first.next, stop - first.next), first.next, defects);
    if (const auto error = lineWithoutColon(defects))
        return failure(*error);
    auto url = addressOf(*line, request.fields, defaultScheme);
    if (!url)
        return failure(url.error());
    request.method = line->method.toByteArray();
    request.url = std::move(*url);
    request.httpVersion = line->version.toByteArray();
    if (end)
        request.body = bytes.sliced(end->next).toByteArray();
    return request;
}

}
