#pragma once

#include "core/collection/collection_index.h"

namespace keyhole {

/// Finds items of a collection by words, as a person types them. The texts are made ready once, so that each key is quick.
class CollectionFilter {
public:
    explicit CollectionFilter(const std::vector<CollectionEntry> &entries);

    /// Ids of the requests that hold each word in their name, method, address or path, in any case, in the order of the entries; and of the
    /// folders that they are in. All of them for no words.
    std::vector<int> matches(const QString &words) const;

private:
    struct Item {
        int id = 0, parent = 0;
        bool folder = false;
        QString text;  ///< lower case
    };
    std::vector<Item> m_items;
    QHash<int, size_t> m_places;
};

}
