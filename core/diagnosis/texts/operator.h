#pragma once

#include "core/diagnosis/report.h"

namespace keyhole {

/// Where whoever runs a server, of whatever make, looks for the reason of this cause: log lines, settings, clocks. Empty only for an empty
/// id.
std::vector<HandOver::LookAt> operatorAdvice(QByteArrayView id);

}
