#pragma once

#include "core/collection/opencollection/rows.h"

namespace keyhole::opencollection {

/// A body, and what its type says beyond the draft.
struct FileBody {
    BodyDraft draft;
    QByteArray mediaType = {};  ///< that goes along when no Content-Type is typed: "application/xml" for xml; empty: the draft's usual one
    friend bool operator==(const FileBody &, const FileBody &) = default;
};

/// {type, data}, or the one that is selected of several variants.
FileBody readBody(const YamlValue *body);
/// Brings `body` of `http` from `before`, which was read of it, to `after`. Only the selected variant changes.
void updateBody(YamlValue &http, const BodyDraft &before, const BodyDraft &after);

}
