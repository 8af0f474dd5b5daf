#pragma once

#include "core/http/exchange.h"
#include "core/json/json.h"

#include <optional>

namespace keyhole {

/// What an answer came to, as short as it can be kept to tell later whether it is another one.
struct SeenResult {
    int status = 0;  ///< 0: no answer
    QByteArray cause = {};  ///< id of the diagnosed cause; empty: none
    QByteArray body = {};  ///< 8 hexadecimal digits that another body hardly has (the first of SHA-256); empty: not known
    friend bool operator==(const SeenResult &, const SeenResult &) = default;
};

SeenResult seenResult(const Exchange &exchange, const QByteArray &cause);

JsonValue toJsonValue(const SeenResult &result);
/// Nothing for what is no such value.
std::optional<SeenResult> seenResultFrom(const JsonValue &json);

/// What is not as it was.
struct ResultChange {
    std::optional<SeenResult> before;  ///< nothing: there was no result yet
    bool status = false, cause = false, body = false;

    bool isChanged() const { return status || cause || body; }
    friend bool operator==(const ResultChange &, const ResultChange &) = default;
};
/// A body that was not known before is none that changed.
ResultChange changeBetween(const std::optional<SeenResult> &before, const SeenResult &now);
/// "401 → 200", "cause", "body"; "no" where nothing changed, empty where nothing is known.
QString changeText(const ResultChange &change, const SeenResult &now);

}
