#pragma once

#include "core/formats/import/folder_files.h"
#include "core/yaml/yaml_value.h"

namespace keyhole {

/// The files of an OpenCollection folder as one document, as if it were kept in one file.
struct BundledFiles {
    YamlValue document;
    std::vector<Error> notes;  ///< files that cannot be read; they are left out
};
BundledFiles bundleFiles(const std::vector<FolderFile> &files);

}
