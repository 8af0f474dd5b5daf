#pragma once

#include "ui/theme/theme.h"
#include "ui/token/token_timing.h"

#include <QRectF>

namespace keyhole {

/// Two clocks that stand close together, enlarged: their distance, and the band in which the server's is known to lie, to scale.
void drawClockLens(QPainter &painter, const Theme &theme, const QRectF &box, const TokenTiming &timing, TimeForm form);

}
