#include "ui/main_window/saved_requests.h"

#include "core/collection/conflict.h"
#include "core/collection/draft_journal.h"
#include "core/diagnosis/report.h"

namespace keyhole {

SavedRequests::SavedRequests(OpenRequests &requests, OpenCollections &collections, RequestTree &tree, QObject *parent)
    : QObject(parent), m_requests(requests), m_collections(collections), m_tree(tree)
{
    connect(&m_collections, &OpenCollections::listed, this, [this](OpenCollection *collection) {
        m_tree.update(*collection);
        follow(*collection, false);
    });
    connect(&m_collections, &OpenCollections::changed, this, [this](OpenCollection *collection) {
        m_tree.update(*collection);
        follow(*collection, true);
    });
    connect(&m_collections, &OpenCollections::closing, this, [this](OpenCollection *collection) { leave(collection->folder().folder()); });
    m_requests.setComplete([this](const OpenRequest &request) { return toSend(request); });
}

void SavedRequests::open(const TreeNode *node)
{
    if (const int open = m_requests.find(node); open >= 0)
        return m_requests.setCurrent(open);
    m_tree.readAuth(node);
    const QString folder = node->files->folder().folder();
    if (m_requests.reopen(folder, node->path))
        return follow(m_requests.currentIndex(), *node->files, true);
    auto file = node->files->folder().requestFile(node->id);
    if (!file)
        return emit refused(file.error());
    if (!file->notes.empty())
        emit noticed(file->notes);
    OpenRequest request;
    request.draft = file->draft;
    request.name = node->name;
    request.node = node;
    request.origin = {folder, node->path, node->id, std::move(*file)};
    m_requests.add(std::move(request));
}

void SavedRequests::save(int index)
{
    OpenRequest &request = m_requests.at(index);
    OpenCollection *collection = request.origin ? m_collections.find(request.origin->folder) : nullptr;
    if (!collection && request.origin && OpenCollections::isCollection(request.origin->folder)) {
        m_saveOnceOpen = request.key;
        return m_collections.open(request.origin->folder);
    }
    if (request.recorded || !collection || request.origin->gone)
        return emit placeWanted(index);
    if (request.origin->outside)
        return emit standingChanged(index);
    if (collection->isBusy()) {
        m_saveOnceOpen = request.key;  // when its files are done with
        return;
    }
    RequestFile file = request.edited();
    const auto written = collection->folder().save(request.origin->id, file);
    if (!written && written.error().reason != SaveFailure::Reason::Refused) {
        collection->watch().look();
        return follow(index, *collection, true);
    }
    if (!written)
        return emit refused(written.error().error);
    request.origin->file = file;
    request.changed = false;
    m_requests.retitle(index);
    collection->told();
    emit saved(index, file);
}

void SavedRequests::saveAs(int index, OpenCollection &collection, int folder, const QString &name)
{
    if (collection.isBusy())
        return emit refused(
            {tr("Files of “%1” are still being changed.").arg(collection.folder().name()), {}, tr("Save it when that is done.")});
    OpenRequest &request = m_requests.at(index);
    RequestFile file = request.edited();
    file.draft.name = name;
    file.text.clear();
    const auto id = collection.folder().add(folder, file);
    if (!id)
        return emit refused(id.error().error);
    auto written = collection.folder().requestFile(*id);
    if (!written)
        return emit refused(written.error());
    request.origin = {collection.folder().folder(), collection.folder().entry(*id)->path, *id, std::move(*written)};
    request.draft.name = name;
    request.name = visibleText(name);
    request.changed = request.recorded = false;
    collection.told();
    m_requests.retitle(index);
    emit replaced(index);
    emit saved(index, request.origin->file);
}

void SavedRequests::keepTo(OpenCollection &made, const TreeNode &row, int id)
{
    if (const int open = m_requests.find(&row); open >= 0 && id != 0 && !m_requests.at(open).recorded)
        keepTo(made, row, id, open);
    std::vector<const CollectionEntry *> written;
    for (const CollectionEntry &entry : made.folder().entries()) {
        if (entry.parent == id)
            written.push_back(&entry);
    }
    for (const auto &child : row.children) {
        const bool isFolder = child->kind == TreeNode::Kind::Folder;
        const auto found = std::find_if(written.begin(), written.end(), [&](const CollectionEntry *entry) {
            return (entry->kind == CollectionEntry::Kind::Folder) == isFolder && visibleText(entry->name) == child->name;
        });
        if (found == written.end())
            continue;
        const int entry = (*found)->id;
        written.erase(found);
        keepTo(made, *child, entry);
    }
}

/// What nobody edited is what its file says, so without the secrets that variables stand for there.
void SavedRequests::keepTo(OpenCollection &made, const TreeNode &row, int id, int index)
{
    auto file = made.folder().requestFile(id);
    if (!file)
        return emit refused(file.error());
    OpenRequest &request = m_requests.at(index);
    RequestFile before = *file;
    before.draft = row.draft;
    RequestFile mine = before;
    mine.draft = request.draft;
    const RequestDraft draft = request.changed ? mergeVersions(before, mine, *file).draft : file->draft;
    const CollectionEntry &entry = *made.folder().entry(id);
    request.origin = RequestOrigin{made.folder().folder(), entry.path, id, {}};
    request.node = m_tree.nodeOf(made, id);
    request.name = visibleText(entry.name);
    become(index, std::move(*file), draft, request.changed);
}

void SavedRequests::become(int index, RequestFile file, RequestDraft draft, bool changed)
{
    OpenRequest &request = m_requests.at(index);
    request.origin->file = std::move(file);
    request.origin->outside.reset();
    request.draft = std::move(draft);
    request.changed = changed;
    m_requests.retitle(index);
    emit replaced(index);
    emit standingChanged(index);
}

void SavedRequests::settle(int index, const RequestFile &wanted)
{
    if (m_requests.at(index).origin && m_requests.at(index).origin->outside)
        become(index, *m_requests.at(index).origin->outside, wanted.draft, true);
}

void SavedRequests::takeOutside(int index)
{
    if (m_requests.at(index).origin && m_requests.at(index).origin->outside) {
        const RequestFile outside = *m_requests.at(index).origin->outside;
        become(index, outside, outside.draft, false);
    }
}

void SavedRequests::leave(const QString &folder)
{
    for (int index = m_requests.count() - 1; index >= 0; --index) {
        OpenRequest &request = m_requests.at(index);
        if (!request.origin || request.origin->folder != folder)
            continue;
        request.node = nullptr;
        request.origin->id = 0;
        if (!request.isUnsaved() && !request.sending)
            m_requests.close(index);
    }
}

void SavedRequests::lose(const QString &folder)
{
    for (int index = m_requests.count() - 1; index >= 0; --index) {
        OpenRequest &request = m_requests.at(index);
        if (!request.origin || request.origin->folder != folder)
            continue;
        if (!request.changed) {
            m_requests.close(index);
            continue;
        }
        request.origin->gone = true;
        m_requests.retitle(index);
        emit standingChanged(index);
    }
}

void SavedRequests::follow(OpenCollection &collection, bool byOthers)
{
    for (int index = 0; index < m_requests.count(); ++index) {
        const auto &origin = m_requests.at(index).origin;
        if (origin && origin->folder == collection.folder().folder())
            follow(index, collection, byOthers);
    }
    for (int index = 0; index < m_requests.count() && !m_saveOnceOpen.isEmpty(); ++index) {
        const OpenRequest &request = m_requests.at(index);
        if (request.key == m_saveOnceOpen && request.origin->folder == collection.folder().folder()) {
            m_saveOnceOpen.clear();
            save(index);
        }
    }
}

void SavedRequests::follow(int index, OpenCollection &collection, bool byOthers)
{
    OpenRequest &request = m_requests.at(index);
    RequestOrigin &origin = *request.origin;
    const CollectionEntry *entry = collection.folder().entry(origin.id);
    if (!entry)
        entry = collection.folder().entry(collection.folder().idOf(origin.path));
    const bool wasGone = std::exchange(origin.gone, !entry);
    origin.id = entry ? entry->id : 0;
    request.node = entry ? m_tree.nodeOf(collection, entry->id) : nullptr;
    if (entry) {
        origin.path = entry->path;
        request.name = visibleText(entry->name);
        m_tree.readAuth(request.node);
        readAgain(index, collection, byOthers && !wasGone);
    }
    if (wasGone != origin.gone)
        emit standingChanged(index);
    m_requests.retitle(index);
}

/// What we did ourselves (a name, a place in the list) goes together with what is being edited.
void SavedRequests::readAgain(int index, OpenCollection &collection, bool byOthers)
{
    RequestOrigin &origin = *m_requests.at(index).origin;
    auto file = collection.folder().requestFile(origin.id);
    if (!file)
        return byOthers ? emit refused(file.error()) : void();
    if (file->text == origin.file.text) {
        if (std::exchange(origin.outside, std::nullopt))
            emit standingChanged(index);
        return;
    }
    const OpenRequest &request = m_requests.at(index);
    if (const QByteArray hash = std::exchange(origin.baseHash, {}); request.changed && !hash.isEmpty()) {
        // Edits of an earlier start: against the file as it is, when that is the one that they began with.
        const bool same = hash == baseHashOf(file->text);
        origin.file = *file;
        if (!same)
            origin.outside = std::move(*file);
        return emit standingChanged(index);
    }
    if (!request.changed) {
        const RequestDraft draft = file->draft;
        return become(index, std::move(*file), draft, false);
    }
    if (!byOthers && !origin.outside) {
        const RequestDraft draft = mergeVersions(origin.file, request.edited(), *file).draft;
        return become(index, std::move(*file), draft, true);
    }
    origin.outside = std::move(*file);
    emit standingChanged(index);
}

RequestDraft SavedRequests::toSend(const OpenRequest &request) const
{
    OpenCollection *collection = request.origin ? m_collections.find(request.origin->folder) : nullptr;
    const CollectionEntry *entry = collection ? collection->folder().entry(request.origin->id) : nullptr;
    RequestFile file = request.edited();
    return entry ? collection->folder().toSend(file, entry->parent) : file.toSend();
}

}
