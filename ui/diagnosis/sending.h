#pragma once

#include "core/diagnosis/report.h"
#include "core/transport/transport.h"

namespace keyhole {

/// How the report before looks while a new request is under way: the verdict says who is waited for and how far it came, the cards what
/// is known by now.
Report sendingReport(const Report &before, const QByteArray &host, const Progress &progress, std::chrono::milliseconds elapsed);

}
