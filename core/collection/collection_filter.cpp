#include "core/collection/collection_filter.h"

namespace keyhole {

CollectionFilter::CollectionFilter(const std::vector<CollectionEntry> &entries)
{
    m_items.reserve(entries.size());
    for (const CollectionEntry &entry : entries) {
        const QString text
            = entry.name + '\n' + QString::fromUtf8(entry.method) + ' ' + QString::fromUtf8(entry.address) + '\n' + entry.path;
        m_places.insert(entry.id, m_items.size());
        m_items.push_back({entry.id, entry.parent, entry.kind == CollectionEntry::Kind::Folder, text.toLower()});
    }
}

std::vector<int> CollectionFilter::matches(const QString &words) const
{
    const QStringList wanted = words.toLower().split(' ', Qt::SkipEmptyParts);
    std::vector<bool> shown(m_items.size(), wanted.isEmpty());
    for (size_t i = 0; i < m_items.size() && !wanted.isEmpty(); ++i) {
        const Item &item = m_items[i];
        if (item.folder || !std::all_of(wanted.begin(), wanted.end(), [&item](const QString &word) { return item.text.contains(word); }))
            continue;
        shown[i] = true;
        for (int parent = item.parent; parent != 0;) {
            const size_t place = m_places.value(parent);
            if (shown[place])
                break;
            shown[place] = true;
            parent = m_items[place].parent;
        }
    }
    std::vector<int> ids;
    for (size_t i = 0; i < m_items.size(); ++i) {
        if (shown[i])
            ids.push_back(m_items[i].id);
    }
    return ids;
}

}
