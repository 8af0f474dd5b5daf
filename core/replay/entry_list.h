#pragma once

#include "core/result.h"

#include <QString>
#include <vector>

namespace keyhole {

/// "3", "2-5", "1,4,7-9", counted from 1: the numbers from 0, in the order in which they are named. Fails for anything else, and for more
/// than are sent in one replay.
Result<std::vector<int>> parseEntries(const QString &text);

}
