#pragma once

#include "core/formats/import/folder_files.h"
#include "core/formats/import/imported.h"
#include "core/yaml/yaml.h"

namespace keyhole {

/// A collection in one file (`items` in it), an environment-less single request, or neither.
bool isOpenCollection(const YamlValue &document);

/// Reads a collection that stands in one file, or a file of one request. Fails for text that is no YAML, with the line.
Result<Imported> importOpenCollection(QByteArrayView text);

/// Whether a folder holds an OpenCollection: opencollection.yml at its top.
bool isOpenCollectionFolder(const std::vector<FolderFile> &files);
/// A file that cannot be read is left out and noted.
Imported importOpenCollectionFolder(const std::vector<FolderFile> &files);

}
