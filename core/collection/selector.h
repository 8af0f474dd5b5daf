#pragma once

#include "core/http/exchange.h"

#include <optional>

namespace keyhole {

/// A value that an answer is asked for, as collections write it: a path, never code. Understood are `res.status`, `res.responseTime` (ms),
/// `res.url`, `res.headers["name"]`, `res.getHeader("name")`, `res.cookies["name"]` (of Set-Cookie), `res.body`, a path in a JSON body
/// (`res.body.data[0].id`), a group of a regular expression in the body (`res.body.match(/id=(\d+)/)[1]`), and `res.cause`: the ids of the
/// causes that the diagnosis names.
struct Selector {
    enum class Kind { Status, Time, Address, Header, Cookie, Body, Json, Pattern, Cause };
    Kind kind = Kind::Status;
    QByteArray name = {};  ///< Header, Cookie: the name; Json: the JSON pointer (RFC 6901); Pattern: the regular expression
    int group = 0;  ///< Pattern
    friend bool operator==(const Selector &, const Selector &) = default;
};

/// Nothing for what is no such path, such as code.
std::optional<Selector> parseSelector(const QByteArray &expression);
QByteArray selectorText(const Selector &selector);

/// What a selector found, as text. Strings of a JSON body come without quotes and escapes, everything else of it as it stands there.
struct Selected {
    enum class Type { Text, Number, Bool, Null, List, Object };
    Type type = Type::Text;
    QByteArray text;
};

/// The value in the last answer; nothing where there is none. A body over 16 MB (for an expression: 1 MB) and an expression that goes back
/// and forth without end find nothing. `causes` are the ids of the diagnosed causes.
std::optional<Selected> select(const Selector &selector, const Exchange &exchange, const std::vector<QByteArray> &causes = {});

}
