#pragma once

#include "core/session/environments.h"

namespace keyhole {

/// All that is kept of a folder's environments and of its own variables, so that a change of them can be taken back byte for byte.
struct EnvironmentState {
    struct File {
        QByteArray bytes;
        std::vector<VariableRow> secrets = {};  ///< with the credentials that they are taken from
        bool production = false;
        friend bool operator==(const File &, const File &) = default;
    };
    QMap<QString, File> files;  ///< by name; "" is the folder's `opencollection.yml`
    QStringList order;
    std::vector<Environment> inMemory;  ///< where it is of no collection
};

/// Of a collection, or (nullptr) of what is for all.
EnvironmentState stateOf(const Environments &environments, CollectionFolder *collection);
bool isSame(const EnvironmentState &one, const EnvironmentState &other);

/// Brings what differs between two states from `now` to `wanted`. Fails, and changes nothing, where a file is not as `now` says: others
/// changed it meanwhile.
SaveResult<> bringTo(Environments &environments, CollectionFolder *collection, const EnvironmentState &now, const EnvironmentState &wanted);

}
