#pragma once

#include "core/result.h"

#include <QByteArray>
#include <optional>
#include <vector>

namespace keyhole {

struct JsonMember;

/// A JSON text as it was written: members in order, duplicates kept, numbers as text. RFC 8259.
struct JsonValue {
    enum class Type { Null, Bool, Number, String, Array, Object };
    Type type = Type::Null;
    bool boolean = false;
    QByteArray text;  ///< Number: as written; String: decoded, UTF-8
    std::vector<JsonValue> items;  ///< Array
    std::vector<JsonMember> members;  ///< Object

    bool isObject() const { return type == Type::Object; }
    bool isArray() const { return type == Type::Array; }
    bool isString() const { return type == Type::String; }
    bool isNumber() const { return type == Type::Number; }
    /// The member of this name (the last one of duplicates, as most readers take it), or nullptr.
    const JsonValue *find(QByteArrayView name) const;
    /// Steps down members (and items, by number): find({"error", "details", "0", "reason"}).
    const JsonValue *at(std::initializer_list<QByteArrayView> path) const;
    /// The text of the string or number there; empty when there is none.
    QByteArray string(QByteArrayView name) const;
    std::optional<double> number() const;
    bool operator==(const JsonValue &) const;
};
struct JsonMember {
    QByteArray name;
    JsonValue value;
    bool operator==(const JsonMember &) const;
};

struct JsonLimits {
    qsizetype bytes = 16 << 20;
    int depth = 200;
};

/// Parses a whole JSON text strictly. Fails with the place of the fault. `duplicates` gets the names that stand twice in one object.
Result<JsonValue, SyntaxError> parseJson(QByteArrayView text, const JsonLimits &limits = {}, std::vector<QByteArray> *duplicates = nullptr);

/// The value as JSON, compact; strings escaped so that no control character is left.
QByteArray toJson(const JsonValue &value);
/// A string literal, quotes included.
QByteArray jsonString(QByteArrayView utf8);

}
