#include "core/formats/export/visit_requests.h"

namespace keyhole {

namespace {

using Visit = std::function<void(const CollectionItem &, const QString &)>;

void visitItems(const std::vector<CollectionItem> &items, const QString &path, const AuthDraft &inherited, const Visit &visit)
{
    for (const CollectionItem &item : items) {
        const QString name = path.isEmpty() ? item.name : path + QStringLiteral(" / ") + item.name;
        if (item.folder) {
            visitItems(item.children, name, item.auth.kind == AuthKind::Inherited ? inherited : item.auth, visit);
            continue;
        }
        CollectionItem resolved = item;
        if (resolved.request.auth.kind == AuthKind::Inherited)
            resolved.request.auth = inherited;
        visit(resolved, name);
    }
}

}

void visitRequests(const Collection &collection, const Visit &visit)
{
    visitItems(collection.items, {}, collection.auth, visit);
}

}
