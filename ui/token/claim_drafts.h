#pragma once

#include "core/token/editing.h"

#include <vector>

namespace keyhole {

enum class ClaimType { Text, Number, TrueFalse, Time, Json };

/// A row of the form in which claims are written.
struct ClaimDraft {
    bool enabled = true;  ///< goes into the token
    QByteArray name;
    QString value;  ///< as typed; a time by relative words ("in 1 hour"), a date or seconds
    std::optional<ClaimType> type = {};  ///< none: told from what is typed

    friend bool operator==(const ClaimDraft &, const ClaimDraft &) = default;
};

std::vector<ClaimDraft> claimDraftsOf(const JsonValue &object);

/// What goes into the token for a row. Fails with the place in its value.
Result<JsonValue, SyntaxError> claimValue(const ClaimDraft &row, Instant now);

/// The rows that are on, in their order. Fails with the name of the row as place: one that cannot be read, has no name, or stands twice.
Result<JsonValue> claimsOf(const std::vector<ClaimDraft> &rows, Instant now);

/// Claims that are typed as JSON may give their times by words as well: such texts ("exp": "in 1 hour") become seconds. A text that is no
/// such word, or is a number already, stays what it is. The names of those that were changed are returned.
std::vector<QByteArray> resolveTimes(JsonValue &claims, Instant now);

}
