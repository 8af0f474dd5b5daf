#pragma once

#include "ui/collection/request_tree.h"

namespace keyhole {

/// A row with all that is in it, as values. Of files: what they say, requests with their path parameters put in; what cannot be read is
/// left out. Of a recording: a request that would send the same.
CollectionItem itemOf(const TreeNode &node);
/// A collection, or one row and what is in it under a name.
Collection collectionOf(const TreeNode &node);

/// A row in memory.
std::unique_ptr<TreeNode> treeNodeOf(const CollectionItem &item);

}
