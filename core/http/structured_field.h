#pragma once

#include "core/result.h"

#include <QByteArray>
#include <variant>
#include <vector>

namespace keyhole {

/// Structured fields as far as the diagnosis needs them (RateLimit, Proxy-Status, Cache-Status, Priority). RFC 9651.
struct SfToken {
    QByteArray text;
    friend bool operator==(const SfToken &, const SfToken &) = default;
};
using SfBare = std::variant<qint64, double, QByteArray, SfToken, bool>;  // QByteArray: a string
struct SfParameter {
    QByteArray name;
    SfBare value;
    friend bool operator==(const SfParameter &, const SfParameter &) = default;
};
struct SfItem {
    SfBare value;
    std::vector<SfParameter> parameters;
    friend bool operator==(const SfItem &, const SfItem &) = default;
};
Result<SfItem, SyntaxError> parseSfItem(QByteArrayView fieldValue);
Result<std::vector<SfItem>, SyntaxError> parseSfList(QByteArrayView fieldValue);  ///< inner lists are refused with their place

}
