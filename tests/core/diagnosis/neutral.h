#pragma once

#include "core/diagnosis/report.h"
#include "core/http/exchange.h"

#include <vector>

namespace keyhole {

/// The exchanges of a recording, the diagnosed one last.
using Recording = std::vector<Exchange>;

/// Takes away, or makes sound, what a line of evidence points at: "request.headers.Authorization", "response.body", "history.2", …
/// What is absent ("no Authorization") is put there; a Date is put ahead of the local clock by `clock`. False for a place that is none.
bool neutralise(Recording &recording, const QByteArray &where, Milliseconds clock = Milliseconds(0));

}
