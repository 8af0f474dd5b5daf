#pragma once

#include "core/formats/import/imported.h"

namespace keyhole {

/// `convert --to opencollection`: a folder, or one file where `out` is empty (standard output) or ends with .yml or .yaml.
struct CollectionTarget {
    QString out;
    bool store = false;  ///< secrets go into the keychain, and the variables of the folder refer to them
};

bool isCollectionFolderName(const QString &out);

/// Writes it, and tells what could not be carried over. Gives the exit status.
int writeCollection(const CollectionTarget &target, const Imported &imported);

/// Writes a text so that only its owner may read it; to standard output where `name` is empty. Gives the exit status.
int writeOut(const QString &name, const QByteArray &text);
int tellNotes(const std::vector<Error> &notes);

}
