#include "core/replay/collection_source.h"

#include "core/json/values.h"

namespace keyhole {

namespace {

constexpr char kLastResults[] = "lastResults";
constexpr qsizetype kMostKept = 20'000;  // last results in the side-car

ReplayItem itemOf(const CollectionEntry &entry)
{
    ReplayItem item{entry.name, entry.path, entry.method, entry.address};
    if (entry.kind == CollectionEntry::Kind::Other)
        item.leftOut = entry.type.isEmpty() ? QStringLiteral("It cannot be read.")
                                            : QStringLiteral("Keyhole sends no %1 requests.").arg(QString::fromUtf8(entry.type));
    return item;
}

}

std::vector<int> requestsBelow(const CollectionFolder &collection, int folder)
{
    std::vector<int> ids;
    for (const int id : collection.childrenOf(folder)) {
        if (collection.entry(id)->kind != CollectionEntry::Kind::Folder) {
            ids.push_back(id);
            continue;
        }
        const std::vector<int> below = requestsBelow(collection, id);
        ids.insert(ids.end(), below.begin(), below.end());
    }
    return ids;
}

CollectionSource::CollectionSource(CollectionFolder &collection, std::vector<int> ids, const QString &environment, Outside outside)
    : m_collection(collection), m_ids(std::move(ids)), m_environment(environment), m_outside(std::move(outside))
{
    for (const int id : m_ids) {
        const CollectionEntry *entry = m_collection.entry(id);
        m_items.push_back(entry ? itemOf(*entry) : ReplayItem{{}, {}, {}, {}, QStringLiteral("It is not there any more.")});
    }
    for (const JsonMember &member : m_collection.sideCar().state(kLastResults).members) {
        if (const auto seen = seenResultFrom(member.value))
            m_last.insert(QString::fromUtf8(member.name), *seen);
    }
}

Result<const CollectionSource::Surroundings *> CollectionSource::around(int folder)
{
    if (const auto known = m_around.find(folder); known != m_around.end())
        return &known->second;
    Surroundings surroundings;
    std::vector<int> chain;
    for (const CollectionEntry *each = m_collection.entry(folder); each; each = m_collection.entry(each->parent))
        chain.push_back(each->id);
    chain.push_back(0);
    for (const int id : chain) {
        auto settings = m_collection.settings(id);
        if (!settings)
            return failure(settings.error());
        surroundings.settings.push_back(std::move(*settings));
    }
    std::vector<FileNote> notes;
    surroundings.scopes = m_collection.scopesFor({}, folder, m_environment, {}, &notes);
    for (const FileNote &note : notes) {
        if (std::find(m_notes.begin(), m_notes.end(), note) == m_notes.end())
            m_notes.push_back(note);
    }
    return &m_around.emplace(folder, std::move(surroundings)).first->second;
}

void CollectionSource::readAhead(const std::vector<int> &items)
{
    m_readAhead.cancel();
    m_ahead = items;
    std::vector<int> ids;
    for (const int item : items)
        ids.push_back(m_ids.at(size_t(item)));
    m_readAhead = m_collection.readFiles(ids);
}

Result<RequestFile> CollectionSource::file(int item)
{
    const int id = m_ids.at(size_t(item));
    const auto ahead = std::find(m_ahead.begin(), m_ahead.end(), item);
    if (ahead == m_ahead.end())
        return m_collection.requestFile(id);
    *ahead = -1;  // the next time it may be another
    return m_collection.requestFile(id, m_readAhead.resultAt(int(ahead - m_ahead.begin())));
}

Result<ReplayRequest> CollectionSource::request(int item)
{
    auto file = this->file(item);
    if (!file)
        return failure(file.error());
    const auto surroundings = around(m_collection.entry(m_ids.at(size_t(item)))->parent);
    if (!surroundings)
        return failure(surroundings.error());
    ReplayRequest request;
    request.draft = withInherited(file->toSend(), (*surroundings)->settings);
    std::vector<ScopedVariables> own = m_outside ? m_outside(*file, m_items.at(size_t(item)).place) : std::vector<ScopedVariables>();
    own.push_back({VariableScope::Request, file->draft.name, {}, file->variables});
    request.scopes = (*surroundings)->scopes.with(std::move(own));
    request.captures = std::move(file->captures);
    request.expectations = std::move(file->expectations);
    for (const FileNote &note : file->notes) {
        if (note.kind == FileNote::Kind::Ignored || note.kind == FileNote::Kind::Script)
            request.notes += note.text;
    }
    return request;
}

std::optional<SeenResult> CollectionSource::lastResult(int item) const
{
    const auto last = m_last.find(m_items.at(size_t(item)).place);
    return last == m_last.end() ? std::nullopt : std::optional(*last);
}

void CollectionSource::setLastResult(int item, const SeenResult &result)
{
    m_last.insert(m_items.at(size_t(item)).place, result);
}

Result<void> CollectionSource::keepResults()
{
    QStringList paths;
    for (const CollectionEntry &entry : m_collection.entries()) {
        if (m_last.contains(entry.path))
            paths += entry.path;
    }
    paths.sort();
    std::vector<JsonMember> members;
    for (const QString &path : std::as_const(paths).first(std::min(paths.size(), kMostKept)))
        members.push_back({path.toUtf8(), toJsonValue(m_last.value(path))});
    m_collection.sideCar().setState(kLastResults, jsonObject(std::move(members)));
    return m_collection.sideCar().save();
}

}
