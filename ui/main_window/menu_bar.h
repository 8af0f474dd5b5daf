#pragma once

#include "ui/theme/theme.h"

namespace keyhole {

class MainWindow;

/// Every action of the program with its shortcut, in the menu bar; what it does stands in MainWindow. Actions have object names
/// ("file.new") by which others find them.
void buildMenuBar(MainWindow &window, Theme &theme);

}
