#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The credential that a request has in the end.
struct EffectiveAuth {
    AuthDraft auth;  ///< never Inherited
    QString from;  ///< the folder or collection that it is inherited from; empty for the request's own

    friend bool operator==(const EffectiveAuth &, const EffectiveAuth &) = default;
};

/// The folders that an item is in, the nearest first. Empty for one at the top, and for one of another collection.
std::vector<const CollectionItem *> foldersAround(const Collection &collection, const CollectionItem &item);

/// `own` where it is not Inherited; else that of the nearest folder that is not Inherited itself; else the collection's. None where the
/// collection inherits too: there is nobody to inherit from.
EffectiveAuth effectiveAuth(const AuthDraft &own, const std::vector<const CollectionItem *> &folders, const Collection &collection);

}
