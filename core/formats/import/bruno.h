#pragma once

#include "core/formats/import/folder_files.h"
#include "core/formats/import/imported.h"

namespace keyhole {

/// Whether a text looks like a request of Bruno: blocks of which one is "meta".
bool looksLikeBru(QByteArrayView text);

/// One request. Fails with its line.
Result<Imported> importBru(QByteArrayView text);

/// Whether the files of a folder are a collection of Bruno: bruno.json among them.
bool isBrunoFolder(const std::vector<FolderFile> &files);
/// A collection: its requests in folders by "seq", what folder.bru and collection.bru say, and its environments. A file that does not read
/// is noted with its line and left out.
Imported importBrunoFolder(const std::vector<FolderFile> &files);

}
