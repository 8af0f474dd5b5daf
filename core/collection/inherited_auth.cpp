#include "core/collection/inherited_auth.h"

namespace keyhole {

namespace {

bool findAround(const std::vector<CollectionItem> &items, const CollectionItem &item, std::vector<const CollectionItem *> &folders)
{
    for (const CollectionItem &each : items) {
        if (&each == &item)
            return true;
        if (findAround(each.children, item, folders)) {
            folders.push_back(&each);
            return true;
        }
    }
    return false;
}

}

std::vector<const CollectionItem *> foldersAround(const Collection &collection, const CollectionItem &item)
{
    std::vector<const CollectionItem *> folders;
    findAround(collection.items, item, folders);
    return folders;
}

EffectiveAuth effectiveAuth(const AuthDraft &own, const std::vector<const CollectionItem *> &folders, const Collection &collection)
{
    if (own.kind != AuthKind::Inherited)
        return {own, {}};
    for (const CollectionItem *folder : folders) {
        if (folder->auth.kind != AuthKind::Inherited)
            return {folder->auth, folder->name};
    }
    if (collection.auth.kind != AuthKind::Inherited)
        return {collection.auth, collection.name};
    return {};
}

}
