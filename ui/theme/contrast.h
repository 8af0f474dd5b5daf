#pragma once

#include <QColor>

namespace keyhole {

/// From 1 (the same) to 21 (black on white). WCAG 2.2, "contrast ratio".
double contrastRatio(const QColor &a, const QColor &b);

}
