#include "app/lab/answer.h"

#include "core/http/date.h"
#include "core/json/json.h"

namespace keyhole::lab {

namespace {

QByteArray reasonOf(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 302:
        return "Found";
    case 303:
        return "See Other";
    case 307:
        return "Temporary Redirect";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 407:
        return "Proxy Authentication Required";
    case 413:
        return "Content Too Large";
    case 431:
        return "Request Header Fields Too Large";
    default:
        return {};
    }
}

}

Answer json(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json", {}}}, body};
}

Answer page(int status, const QByteArray &html)
{
    return {status, {{"Content-Type", "text/html; charset=utf-8", {}}}, html};
}

Answer redirect(int status, const QByteArray &location)
{
    return {status, {{"Location", location, {}}}};
}

Answer challenge(const QByteArray &value, const QByteArray &message)
{
    Answer answer = json(401, "{\"message\": " + jsonString(message) + "}");
    answer.fields.append("WWW-Authenticate", value);
    return answer;
}

QByteArray toBytes(const Answer &answer, Instant now, bool closes)
{
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonOf(answer.status) + "\r\n";
    bytes += "Date: " + formatHttpDate(now + answer.clockShift) + "\r\n";
    if (!answer.fields.contains("Server"))
        bytes += "Server: keyhole-lab\r\n";
    for (const Field &field : answer.fields)
        bytes += field.name + ": " + field.value + "\r\n";
    bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    if (closes)
        bytes += "Connection: close\r\n";
    return bytes + "\r\n" + answer.body;
}

}
