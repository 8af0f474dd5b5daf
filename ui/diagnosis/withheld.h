#pragma once

#include "core/diagnosis/report.h"
#include "core/secrets/store_error.h"

namespace keyhole {

/// How the diagnosis looks when a request was not sent for want of its credential. `entry` is the label of the credential that is needed.
Report withheldReport(const Report &before, const StoreError &error, const QString &entry);

}
