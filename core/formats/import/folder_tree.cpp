#include "core/formats/import/folder_tree.h"

#include <map>

namespace keyhole {

namespace {

/// A folder while it is being filled.
struct OpenFolder {
    PlacedItem head;
    std::vector<PlacedItem> items;
};

QString parentOf(const QString &folder)
{
    const qsizetype slash = folder.lastIndexOf('/');
    return slash < 0 ? QString() : folder.first(slash);
}

std::vector<CollectionItem> sorted(std::vector<PlacedItem> placed)
{
    std::stable_sort(placed.begin(), placed.end(), [](const PlacedItem &a, const PlacedItem &b) { return a.order < b.order; });
    std::vector<CollectionItem> items;
    for (PlacedItem &each : placed)
        items.push_back(std::move(each.item));
    return items;
}

/// The folder of this path, with those above it.
OpenFolder &folderAt(std::map<QString, OpenFolder> &folders, const QString &path)
{
    const auto known = folders.find(path);
    if (known != folders.end())
        return known->second;
    if (!path.isEmpty())
        folderAt(folders, parentOf(path));
    OpenFolder &folder = folders[path];
    folder.head.item.folder = true;
    folder.head.item.name = path.mid(path.lastIndexOf('/') + 1);
    folder.head.order = 1e9;
    return folder;
}

}

std::vector<CollectionItem> buildFolderTree(const std::vector<FolderFile> &files, const FolderFormat &format)
{
    std::map<QString, OpenFolder> folders;
    folderAt(folders, {});
    for (const FolderFile &file : files) {
        if (format.isFolderHead(file) && !format.folderOf(file).isEmpty()) {
            OpenFolder &folder = folderAt(folders, format.folderOf(file));
            const QString byPath = folder.head.item.name;
            folder.head = format.folderHead(file);
            if (folder.head.item.name.isEmpty())
                folder.head.item.name = byPath;
        } else if (format.isRequest(file)) {
            if (auto request = format.request(file))
                folderAt(folders, file.folder()).items.push_back(std::move(*request));
        }
    }
    // A folder's path is behind its parent's in the order of the map, so that going backwards closes the inner ones first.
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
        if (folder->first.isEmpty())
            continue;
        PlacedItem head = std::move(folder->second.head);
        head.item.children = sorted(std::move(folder->second.items));
        folders.at(parentOf(folder->first)).items.push_back(std::move(head));
    }
    return sorted(std::move(folders.at({}).items));
}

void addInheritedFields(std::vector<CollectionItem> &items, const std::vector<DraftRow> &fields)
{
    for (CollectionItem &item : items) {
        addInheritedFields(item.children, fields);
        if (item.folder)
            continue;
        std::vector<DraftRow> all;
        for (const DraftRow &field : fields) {
            if (!hasField(item.request, field.name))
                all.push_back(field);
        }
        all.insert(all.end(), item.request.fields.begin(), item.request.fields.end());
        item.request.fields = std::move(all);
    }
}

}
