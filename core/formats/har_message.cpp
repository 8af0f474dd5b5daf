#include "core/formats/har_message.h"

#include "core/http/media_type.h"

namespace keyhole::har {

namespace {

bool isPseudoField(QByteArrayView name)
{
    return name.startsWith(':') || name.isEmpty();
}

FieldList readFieldList(const std::optional<Node> &list, bool splitLines)
{
    FieldList fields;
    forEachPair(list, [&](const QByteArray &name, const QByteArray &value) {
        if (isPseudoField(name))
            return;
        if (!splitLines || !value.contains('\n')) {
            fields.append(name, value);
            return;
        }
        for (const QByteArray &line : value.split('\n'))
            fields.append(name, line.trimmed());
    });
    return fields;
}

QByteArray setCookieFrom(const Node &cookie)
{
    QByteArray line = text(member(cookie, "name")) + '=' + text(member(cookie, "value"));
    const auto attribute = [&](std::string_view key, const char *name) {
        const QByteArray value = text(member(cookie, key));
        if (!value.isEmpty())
            line += QByteArray("; ") + name + '=' + value;
    };
    attribute("path", "Path");
    attribute("domain", "Domain");
    attribute("expires", "Expires");
    attribute("sameSite", "SameSite");
    const auto flag = [&](std::string_view key, const char *name) {
        bool on = false;
        const auto value = member(cookie, key);
        if (value && value->get_bool().get(on) == simdjson::SUCCESS && on)
            line += QByteArray("; ") + name;
    };
    flag("httpOnly", "HttpOnly");
    flag("secure", "Secure");
    return line;
}

QByteArray percentEncoded(const QByteArray &value)
{
    return value.toPercentEncoding().replace("%20", "+");
}

QByteArray formBody(const std::optional<Node> &parameters)
{
    QByteArray body;
    forEachPair(parameters, [&body](const QByteArray &name, const QByteArray &value) {
        if (!body.isEmpty())
            body += '&';
        body += percentEncoded(QByteArray::fromPercentEncoding(name)) + '=' + percentEncoded(QByteArray::fromPercentEncoding(value));
    });
    return body;
}

QByteArray multipartBody(const std::optional<Node> &parameters, const QByteArray &boundary)
{
    QByteArray body;
    forEach(parameters, [&](const Node &part) {
        body += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + text(member(part, "name")) + '"';
        const QByteArray fileName = text(member(part, "fileName"));
        if (!fileName.isEmpty())
            body += "; filename=\"" + fileName + '"';
        const QByteArray contentType = text(member(part, "contentType"));
        if (!contentType.isEmpty())
            body += "\r\nContent-Type: " + contentType;
        body += "\r\n\r\n" + text(member(part, "value")) + "\r\n";
    });
    return body.isEmpty() ? body : body + "--" + boundary + "--\r\n";
}

/// The text, undone from base64 where `encoding` says so and it is base64.
QByteArray decodedText(const Node &node, bool *broken = nullptr)
{
    const QByteArray written = text(member(node, "text"));
    if (text(member(node, "encoding")).toLower() != "base64")
        return written;
    auto decoded = QByteArray::fromBase64Encoding(written.simplified().replace(' ', ""), QByteArray::AbortOnBase64DecodingErrors);
    if (decoded)
        return *decoded;
    if (broken)
        *broken = true;
    return written;
}

}

QByteArray readAddress(const Node &request)
{
    QByteArray address = text(member(request, "url"));
    if (address.isEmpty() || address.contains('?'))
        return address;
    QByteArray query;
    forEachPair(member(request, "queryString"), [&query](const QByteArray &name, const QByteArray &value) {
        query += (query.isEmpty() ? '?' : '&') + QByteArray::fromPercentEncoding(name).toPercentEncoding() + '='
            + QByteArray::fromPercentEncoding(value).toPercentEncoding();
    });
    const qsizetype fragment = address.indexOf('#');
    return address.insert(fragment < 0 ? address.size() : fragment, query);
}

namespace {

/// Where fields are listed, the list is what was sent. The parameters of a body may be all that there is of its boundary.
void addContentType(const Node &request, FieldList &fields)
{
    const auto postData = member(request, "postData");
    QByteArray type = postData ? text(member(*postData, "mimeType")) : QByteArray();
    if (type.isEmpty() || !fields.isEmpty() || readRequestBody(request).isEmpty())
        return;
    const auto mediaType = parseMediaType(type);
    if (!mediaType)
        return;
    if (mediaType->type == "multipart" && !mediaType->parameter("boundary"))
        type += "; boundary=boundary";
    fields.append("Content-Type", type);
}

}

FieldList readRequestFields(const Node &request)
{
    FieldList fields = readFieldList(member(request, "headers"), false);
    addContentType(request, fields);
    if (fields.contains("Cookie"))
        return fields;
    QByteArray cookies;
    forEachPair(member(request, "cookies"), [&cookies](const QByteArray &name, const QByteArray &value) {
        cookies += (cookies.isEmpty() ? "" : "; ") + name + '=' + value;
    });
    if (!cookies.isEmpty())
        fields.append("Cookie", cookies);
    return fields;
}

FieldList readResponseFields(const Node &response)
{
    FieldList fields = readFieldList(member(response, "headers"), true);
    if (!fields.contains("Set-Cookie"))
        forEach(member(response, "cookies"), [&fields](const Node &cookie) { fields.append("Set-Cookie", setCookieFrom(cookie)); });
    return fields;
}

QByteArray readRequestBody(const Node &request)
{
    const auto postData = member(request, "postData");
    if (!postData)
        return {};
    QByteArray body = decodedText(*postData);
    const auto parameters = member(*postData, "params");
    if (!body.isEmpty() || !parameters)
        return body;
    const auto mediaType = parseMediaType(text(member(*postData, "mimeType")));
    if (mediaType && mediaType->type == "multipart")
        return multipartBody(parameters, mediaType->parameter("boundary").value_or(QByteArray("boundary")));
    return formBody(parameters);
}

void readResponseBody(const Node &response, Response &into)
{
    const auto content = member(response, "content");
    if (!content)
        return;
    const qint64 size = std::max(qint64(number(member(*content, "size")).value_or(0)), qint64(0));
    bool broken = false;
    into.body = decodedText(*content, &broken);
    into.bodySize = into.body.isEmpty() ? size : into.body.size();
    if (broken)
        into.defects.push_back(
            {"body.encoding", 0, QStringLiteral("The recording calls the body base64, and it is none; it is shown as it stands.")});
    if (into.body.isEmpty() && size > 0)
        into.defects.push_back(
            {"body.not-recorded", 0, QStringLiteral("The recording says that a body of %1 bytes came, and does not hold it.").arg(size)});
}

}
