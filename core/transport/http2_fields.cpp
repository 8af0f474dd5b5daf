#include "core/transport/http2.h"

namespace keyhole {

namespace {

bool isOfOneConnection(const Field &field)
{
    static constexpr QByteArrayView kNames[] = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"};
    const bool named
        = std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView name) { return equalsIgnoringCase(name, field.name); });
    return named || (equalsIgnoringCase(field.name, "te") && !equalsIgnoringCase(field.value, "trailers"));
}

}

FieldList http2Fields(const Request &request, std::vector<QString> &dropped)
{
    FieldList fields;
    const Field *host = request.fields.find("Host");
    fields.append(":method", request.method);
    fields.append(":scheme", request.url.scheme.toLower());
    if (host)
        fields.append(":authority", host->value);
    fields.append(":path", request.url.requestTarget());
    for (const Field &field : request.fields) {
        if (&field == host)
            continue;
        if (isOfOneConnection(field))
            dropped.push_back(QString("%1 was not sent: HTTP/2 has no such field (RFC 9113, 8.2.2).").arg(QString::fromLatin1(field.name)));
        else
            fields.append(field.name.toLower(), field.value);
    }
    return fields;
}

}
