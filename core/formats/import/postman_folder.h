#pragma once

#include "core/formats/import/folder_files.h"
#include "core/formats/import/imported.h"

namespace keyhole {

/// Whether the files are a collection of Postman's format 3: one YAML file a request, and what folders have in common in
/// ".resources/definition.yaml".
bool isPostmanFolder(const std::vector<FolderFile> &files);
/// Several collections beside each other become folders of one. A file that does not read is noted and left out.
Imported importPostmanFolder(const std::vector<FolderFile> &files);

}
