#pragma once

#include <QFont>

namespace keyhole {

/// The interface font: the platform's own, or Inter where the platform offers none (a bare window manager gives DejaVu Sans).
/// In pixels, never under 10.
QFont interfaceFont(const QFont &platformFont);

/// The family of code: JetBrains Mono where it is installed, otherwise the platform's fixed font.
QString codeFamily();

}
