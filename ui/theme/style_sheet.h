#pragma once

#include "ui/theme/theme.h"

namespace keyhole {

/// The one application style sheet, from the tokens and the base size. What it does not name, Style paints.
QString styleSheet(const Theme &theme);

}
