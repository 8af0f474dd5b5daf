#pragma once

#include "core/json/json.h"

namespace keyhole {

/// One thing that two JSON texts do not have in common. Places are JSON pointers (RFC 6901); empty is the whole text.
struct JsonChange {
    enum class Kind { Added, Removed, Changed, Moved } kind = Kind::Changed;
    QByteArray leftPointer;  ///< in the left text; not of what was added
    QByteArray rightPointer;  ///< in the right text; not of what was removed
    const JsonValue *left = nullptr;  ///< in the value that was compared; null for what was added
    const JsonValue *right = nullptr;  ///< null for what was removed

    const QByteArray &pointer() const { return right ? rightPointer : leftPointer; }
};

struct JsonComparison {
    std::vector<JsonChange> changes;  ///< in the order of the left text, what only the right has in its place
    qsizetype leftOut = 0;  ///< changes beyond the limit
};

/// What differs in structure. Members are compared by name, whatever their order; the items of a list by what names them (id, key, name …
/// where all have it and no two the same), otherwise by what they hold: an item that stands elsewhere has moved, and an added one beside a
/// removed one has changed. Numbers are the same when they mean the same (1, 1.0, 1e0). Comparing the other way round gives the same
/// changes, turned. The values must outlive the result.
JsonComparison compareJson(const JsonValue &left, const JsonValue &right, qsizetype mostChanges = 2000);

/// The pointer with each number of a list item as "*": "/items/3/price" → "/items/*/price". What holds of every item is told so.
QByteArray generalPointer(QByteArrayView pointer);
/// The last name of a pointer, unescaped.
QByteArray lastName(QByteArrayView pointer);

}
