#pragma once

#include <QStringList>

namespace keyhole {

/// What each command of keyhole-cli answers to its caller.
enum ExitStatus { kDone = 0, kWrongUse = 2, kUnreadable = 3 };

int runDiagnose(const QStringList &arguments);

}
