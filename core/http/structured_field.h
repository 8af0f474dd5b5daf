#pragma once

#include "core/result.h"

#include <QByteArray>
#include <variant>
#include <vector>

namespace keyhole {

/// Structured fields as far as the diagnosis needs them (RateLimit, Proxy-Status, Cache-Status, Priority). RFC 9651. Dates and display
/// strings are refused with their place.
struct SfToken {
    QByteArray text;
    friend bool operator==(const SfToken &, const SfToken &) = default;
};
struct SfBytes {
    QByteArray bytes;  ///< decoded
    friend bool operator==(const SfBytes &, const SfBytes &) = default;
};
using SfBare = std::variant<qint64, double, QByteArray, SfToken, bool, SfBytes>;  // QByteArray: a string
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
struct SfMember {
    QByteArray key;
    SfItem item;  ///< true where the member has no value: "i" of "u=1, i"
    friend bool operator==(const SfMember &, const SfMember &) = default;
};

/// A member or parameter that stands twice has its last value, as RFC 9651, 4.2 says. Several fields of one name are to be joined with
/// ", " before. Inner lists are refused with their place; so is all above 1024 members or 256 parameters.
Result<SfItem, SyntaxError> parseSfItem(QByteArrayView fieldValue);
Result<std::vector<SfItem>, SyntaxError> parseSfList(QByteArrayView fieldValue);
Result<std::vector<SfMember>, SyntaxError> parseSfDictionary(QByteArrayView fieldValue);

}
