#pragma once

#include "core/formats/import/folder_files.h"
#include "core/formats/import/import_reading.h"

#include <functional>

namespace keyhole {

/// An item that came from a file, with the number that says where among its neighbours it stands.
struct PlacedItem {
    CollectionItem item;
    double order = 0;
};

/// What an importer does with the files of its format.
struct FolderFormat {
    std::function<bool(const FolderFile &)> isRequest, isFolderHead;
    std::function<std::optional<PlacedItem>(const FolderFile &)> request;
    /// The folder as its own file describes it.
    std::function<PlacedItem(const FolderFile &)> folderHead;
    /// The folder that a head describes: "orders" for "orders/folder.bru".
    std::function<QString(const FolderFile &)> folderOf;
};

/// Requests and folders of a folder on disk, each level in order, then by name.
std::vector<CollectionItem> buildFolderTree(const std::vector<FolderFile> &files, const FolderFormat &format);

/// Puts fields that a folder or collection has for all of its requests into each of them, before those of its own; a typed one of the same
/// name stays alone.
void addInheritedFields(std::vector<CollectionItem> &items, const std::vector<DraftRow> &fields);

}
