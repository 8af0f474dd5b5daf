#pragma once

#include "core/session/environments.h"
#include "ui/theme/theme.h"

namespace keyhole {

/// The colour of an environment: the one of its file; that of danger for a production one without; nothing for any other, and where the
/// system forces its own colours.
std::optional<QColor> environmentColor(const Theme &theme, const EnvironmentChoice &environment);
/// The same colour, lighter or darker until text in it can be read on the background. WCAG 2.2, 1.4.3: 4.5 to 1.
QColor readableOn(const QColor &background, const QColor &color);
/// A filled circle.
QIcon colorDot(const Theme &theme, const QColor &color);

}
