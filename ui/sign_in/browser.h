#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// Opens an address in the system's browser: the one place of the program that does. http and https only, without user name. Fails where
/// there is none to open it.
Result<void> openInBrowser(const QByteArray &address);

/// Whether it may be opened at all.
Result<void> checkForBrowser(const QByteArray &address);

}
