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
    /// The value of the first parameter of this name.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
    bool isJson() const;  ///< application/json, text/json, …+json
    bool isXml() const;  ///< text/xml, application/xml, …+xml
    bool isHtml() const;  ///< text/html, application/xhtml+xml
};
/// Fails at the first byte that does not fit; an unquoted value may hold more than a token ("profile=https://example.com/x"), which is
/// common and harmless. At most 100 parameters.
Result<MediaType, SyntaxError> parseMediaType(QByteArrayView fieldValue);

}
