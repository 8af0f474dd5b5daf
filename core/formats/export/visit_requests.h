#pragma once

#include "core/collection/request_draft.h"

#include <functional>

namespace keyhole {

/// Calls `visit` for each request with the names of the folders that lead to it, and with the credential that it inherits in its place.
void visitRequests(const Collection &collection, const std::function<void(const CollectionItem &, const QString &path)> &visit);

}
