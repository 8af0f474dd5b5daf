#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// A secret that stands in clear in what was imported. The value itself is only in the collection.
struct FoundSecret {
    QString place;  ///< "Orders / Get order: Authorization"
    QString kind;  ///< "password", "token", "API key", …
    friend bool operator==(const FoundSecret &, const FoundSecret &) = default;
};

/// What a file or folder of another program holds, and what of it could not be carried over.
struct Imported {
    Collection collection;
    std::vector<Environment> environments;
    std::vector<Error> notes;  ///< one for each thing that is left out or changed: what, where, what to do
    std::vector<FoundSecret> secrets;

    int requestCount() const;
};

/// Lists the secrets of a collection and its environments that stand in clear: in credentials, fields, addresses, bodies and variables. A
/// value that is a {{variable}} is none.
std::vector<FoundSecret> findSecrets(const Collection &collection, const std::vector<Environment> &environments);

}
