#pragma once

#include "core/formats/import/import_reading.h"

namespace keyhole {

/// The lines of one request of a .http file, from "###" to "###".
struct HttpSection {
    QString name;  ///< behind "###"
    int line = 1;  ///< of its first line
    QByteArrayList lines;
};
std::vector<HttpSection> splitHttpSections(QByteArrayView text);

/// One section as a request; nothing where it holds none. Variables that it sets go to `variables`.
std::optional<CollectionItem> readHttpSection(const HttpSection &section, std::vector<Variable> &variables, ImportReading &reading);

/// The body as its lines and the media type say: a file, parts, a form, JSON, GraphQL or text.
void setHttpBody(RequestDraft &draft, const QByteArrayList &lines, ImportReading &reading);

/// "METHOD address HTTP/1.1", "METHOD address" or "address"; nothing for another line.
struct HttpRequestLine {
    QByteArray method, address;
};
std::optional<HttpRequestLine> readHttpRequestLine(const QByteArray &line);

}
