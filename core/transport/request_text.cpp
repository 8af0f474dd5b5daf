#include "core/transport/request_text.h"

namespace keyhole {

namespace {

Error refused(const QString &place, const char *what)
{
    return {QString("%1 contains %2 and was not sent.").arg(place, QString::fromLatin1(what)), place,
            QString("Take the character out, or encode it (%20 for a blank, %0D%0A for a line end in an address).")};
}

/// What a text cannot be sent with: line ends and NUL; blanks as well where a blank would end the part. nullptr: it can.
const char *foreign(QByteArrayView text, bool blankEnds)
{
    for (const char c : text) {
        if (c == '\r' || c == '\n')
            return "a line end";
        if (c == '\0')
            return "a NUL byte";
        if (blankEnds && (c == ' ' || c == '\t'))
            return "a blank";
    }
    return nullptr;
}

}

std::optional<Error> unsendable(const Request &request)
{
    if (request.method.isEmpty())
        return Error{QString("The request has no method."), QString("The method"), QString("Choose one, such as GET.")};
    if (const char *what = foreign(request.method, true))
        return refused(QString("The method"), what);
    if (const char *what = foreign(request.url.host + request.url.requestTarget(), true))
        return refused(QString("The address"), what);
    for (int i = 0; i < request.fields.size(); ++i) {
        const Field &field = request.fields.at(i);
        if (const char *what = foreign(field.name, false))
            return refused(QString("The name of header %1").arg(i + 1), what);
        if (field.name.isEmpty() || field.name.contains(':'))
            return Error{QString("Header %1 has a name that HTTP cannot carry and was not sent.").arg(i + 1),
                         QString("Header %1").arg(i + 1), QString("A name has at least one character and no colon.")};
        if (const char *what = foreign(field.value, false))
            return refused(QString("The value of header %1 (%2)").arg(i + 1).arg(QString::fromLatin1(field.name)), what);
    }
    return std::nullopt;
}

QByteArray requestHead(const Request &request, bool absoluteForm)
{
    const QByteArray target = request.url.requestTarget();
    const QByteArray prefix = absoluteForm ? request.url.scheme + "://" + request.url.hostField() : QByteArray();
    QByteArray head = request.method + ' ' + prefix + target + ' ' + (request.httpVersion == "HTTP/1.0" ? "HTTP/1.0" : "HTTP/1.1") + "\r\n";
    for (const Field &field : request.fields)
        head += field.name + (field.value.isEmpty() ? ":" : ": ") + field.value + "\r\n";
    return head + "\r\n";
}

bool isChunked(const FieldList &fields)
{
    const std::vector<QByteArray> codings = fields.values("Transfer-Encoding");
    return !codings.empty() && equalsIgnoringCase(codings.back().split(',').last().trimmed(), "chunked");
}

}
