#pragma once

#include "core/collection/collection_folder.h"
#include "core/formats/export/export.h"
#include "core/formats/export/secret_variables.h"

namespace keyhole {

/// The stored credential that a secret variable is taken from.
struct VariableCredential {
    QString environment;  ///< empty: a variable of the collection
    QByteArray variable;
    CredentialId credential;
};

/// Writes an OpenCollection folder, one file a request, into a folder that is empty or not there. What the files have no place for, and
/// which credential a variable is taken from, stands in its side-car. Fails with the path; files that were written by then stay.
Result<void> writeOpenCollectionFolder(const QString &folder, const WithoutSecrets &content,
                                       const std::vector<VariableCredential> &credentials = {});

/// The same behind what is in a folder that is open.
Result<void> fillCollection(CollectionFolder &folder, const WithoutSecrets &content,
                            const std::vector<VariableCredential> &credentials = {});

/// Has secret variables of a folder taken from these credentials. Only its side-car changes.
Result<void> referTo(CollectionFolder &folder, const std::vector<VariableCredential> &credentials);

/// The collection with its environments in one file. `notes` tells what only a side-car could hold.
Exported writeOpenCollectionFile(const WithoutSecrets &content);

}
