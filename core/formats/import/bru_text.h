#pragma once

#include "core/result.h"

#include <QByteArray>
#include <vector>

namespace keyhole {

/// A row of a dictionary of Bruno's text format: "name: value", switched off with "~" before it.
struct BruRow {
    bool enabled = true;
    QByteArray name, value;
    int line = 0;  ///< from 1
    QByteArray description = {};  ///< of an annotation before it: @description("…")
};

/// A block: "name { … }" with rows or, by its name, with free text; or "name [ … ]" with names. The line "color: …" is one with that text.
struct BruBlock {
    QByteArray name;
    int line = 0;  ///< from 1
    std::vector<BruRow> rows;
    QByteArray text;

    /// The value of the row of this name that is switched on; empty where there is none.
    QByteArray value(QByteArrayView row) const;
};

/// Reads a .bru file: blocks whose brackets close at the start of a line. Names may stand in quotes, values over several lines in '''. Text
/// is given without the two blanks that it is indented by. Fails with the line; 16 MB at most.
Result<std::vector<BruBlock>> parseBru(QByteArrayView text);

}
