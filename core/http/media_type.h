#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>
#include <vector>

namespace keyhole {

/// RFC 9110, 8.3.1. Type, subtype and parameter names in lower case; values as given, without quotes.
struct MediaType {
    QByteArray type, subtype;
    std::vector<std::pair<QByteArray, QByteArray>> parameters;

    QByteArray essence() const { return type + '/' + subtype; }
    std::optional<QByteArray> parameter(QByteArrayView name) const;
    bool isJson() const;  ///< application/json, text/json, …+json
    bool isXml() const;  ///< text/xml, application/xml, …+xml
    bool isHtml() const;  ///< text/html, application/xhtml+xml
};
Result<MediaType, SyntaxError> parseMediaType(QByteArrayView fieldValue);

}
