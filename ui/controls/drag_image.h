#pragma once

#include "ui/theme/theme.h"

class QAbstractItemView;

namespace keyhole {

/// Begins to drag rows of a view, with a small sign of them beside the pointer that leaves the place below it to be seen. `text` is
/// foreign.
void dragRows(QAbstractItemView &view, const Theme &theme, const QModelIndexList &rows, const QString &text, Qt::DropActions actions,
              Qt::DropAction usual);

/// The sign: a text of one line on a raised ground, cut where it is long.
QPixmap dragImage(const Theme &theme, const QString &text, qreal pixelRatio);

}
