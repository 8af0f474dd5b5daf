#pragma once

#include "core/collection/request_draft.h"

namespace keyhole {

/// The rows that are switched on as application/x-www-form-urlencoded; those of no name and no value are left out. URL standard, 5.2.
QByteArray formText(const std::vector<DraftRow> &rows);

}
