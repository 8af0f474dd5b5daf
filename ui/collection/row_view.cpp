#include "ui/collection/row_view.h"

#include "ui/controls/drag_image.h"

namespace keyhole {

void RowView::startDrag(Qt::DropActions actions)
{
    QModelIndexList rows = selectionModel()->selectedRows();
    rows.removeIf([](const QModelIndex &row) { return !(row.flags() & Qt::ItemIsDragEnabled); });
    const QString text = rows.size() == 1 ? rows.front().data().toString() : tr("%n rows", nullptr, int(rows.size()));
    dragRows(*this, m_theme, rows, text, actions, defaultDropAction());
}

}
