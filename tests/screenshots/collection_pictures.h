#pragma once

class QDir;

namespace keyhole {

/// Folders of collections: the tree with what was answered and what is wrong, the bars, two versions side by side, where to save, light and
/// dark.
bool collectionPictures(const QDir &folder);

}
