#pragma once

#include "core/compare/json_comparison.h"

#include <QRandomGenerator>

namespace keyhole {

/// The left value with the changes carried out: what the right one has to be, if the changes are all that differs.
JsonValue applied(const JsonValue &left, const JsonComparison &comparison);

/// A value of up to `depth` levels; names and items repeat, as they do in real answers.
JsonValue randomJson(QRandomGenerator &random, int depth);
/// The value with a few things added, removed, changed or moved.
JsonValue edited(JsonValue value, QRandomGenerator &random);

/// Whether two values mean the same: members in any order.
bool meansTheSame(const JsonValue &a, const JsonValue &b);

}
