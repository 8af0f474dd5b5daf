#pragma once

#include "core/formats/har.h"

namespace keyhole {

/// Where an entry stands in the file, and what a list of entries shows of it.
struct IndexedEntry {
    HarEntrySummary summary;
    qsizetype offset = 0, length = 0;  ///< of its JSON text; length 0: it is no object
    QByteArray redirectUrl;  ///< as written, for answers that redirect
};

struct HarIndex {
    QString creator;
    std::vector<IndexedEntry> entries;
    std::vector<Error> warnings;
};

/// Goes through a HAR once. The text must be followed by kHarPadding readable bytes in its buffer. Values that the index does not need
/// are stepped over unread.
Result<HarIndex> indexHar(QByteArrayView text);

constexpr qsizetype kHarPadding = 64;  // what the JSON parser reads past the end

/// "entry 4, request.url"
QString placeInHar(int entry, const char *member);

}
