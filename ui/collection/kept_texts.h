#pragma once

#include "core/collection/collection_folder.h"

namespace keyhole {

/// The texts of files before and after a change, so that taking it back leaves them byte for byte as they were: writing the same value
/// again may put it otherwise than it stood. A file that the change made is taken away again.
class KeptTexts {
public:
    /// Reads the files of these items (0: of the collection) before they are changed.
    KeptTexts(const CollectionFolder &folder, const std::vector<int> &ids);
    /// Reads them again, under the names that they have by then.
    void changed(const CollectionFolder &folder);

    /// Those files that are still as the change left them; asked before it is taken back.
    std::vector<size_t> untouched(const CollectionFolder &folder) const;
    /// Gives those their earlier bytes, once the change was taken back.
    void putBack(CollectionFolder &folder, const std::vector<size_t> &which) const;

private:
    struct Text {
        int id = 0;
        QString pathBefore, pathAfter;
        std::optional<QByteArray> before;  ///< nothing: there was no such file
        QByteArray after;
    };
    std::vector<Text> m_texts;
};

}
