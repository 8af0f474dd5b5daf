#include "ui/request/growing_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <algorithm>
#include <utility>

namespace keyhole {

GrowingTable::GrowingTable(const Theme &theme, const QString &name, GrowingModel *model, std::vector<int> widths, QWidget *parent)
    : PlainTable(theme, parent), m_model(model), m_widths(std::move(widths))
{
    model->setParent(this);
    setModel(model);
    setAccessibleName(name);
    setFont(theme.font(FontRole::CodeSmall));
    m_now = model->snapshot();
    connect(model, &GrowingModel::edited, this, &GrowingTable::note);
    connect(model, &QAbstractItemModel::modelReset, this, [this] { m_now = m_model->snapshot(); });
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    connect(&theme, &Theme::changed, this, [this, &theme] { setFont(theme.font(FontRole::CodeSmall)); });
}

bool GrowingTable::selectName(QByteArrayView name)
{
    const int row = m_model->rowOf(name);
    if (row < 0)
        return false;
    setCurrentIndex(m_model->index(row, 0));
    selectRow(row);
    scrollTo(currentIndex());
    return true;
}

void GrowingTable::removeSelected()
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.rbegin(), rows.rend());
    m_stepping = true;
    bool removed = false;
    for (const int row : rows)
        removed |= m_model->removeRows(row, 1);
    m_stepping = false;
    if (removed)
        note();
}

/// The rows were changed: there is a step back from here, and none forward.
void GrowingTable::note()
{
    if (m_stepping)
        return;
    m_steps.add(std::exchange(m_now, m_model->snapshot()));
}

void GrowingTable::step(const std::optional<std::any> &wanted)
{
    if (!wanted)
        return;
    m_stepping = true;
    m_model->restore(*wanted);
    m_stepping = false;
    m_now = m_model->snapshot();
}

void GrowingTable::undo()
{
    step(m_steps.back(m_now));
}

void GrowingTable::redo()
{
    step(m_steps.forward(m_now));
}

void GrowingTable::forgetUndo()
{
    m_steps.clear();
}

void GrowingTable::toggleRow()
{
    const QModelIndex first = currentIndex().siblingAtColumn(0);
    const bool enabled = first.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    m_model->setData(first, enabled ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

bool GrowingTable::handleKey(const QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        removeSelected();
    else if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->matches(QKeySequence::Redo))
        redo();
    else if (event->key() == Qt::Key_Space && currentIndex().isValid())
        toggleRow();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid() && !m_model->isReadOnly()
             && event->modifiers() == Qt::NoModifier)
        edit(currentIndex());
    else
        return false;
    return true;
}

void GrowingTable::keyPressEvent(QKeyEvent *event)
{
    if (state() == EditingState || !handleKey(event))
        PlainTable::keyPressEvent(event);
}

void GrowingTable::resizeEvent(QResizeEvent *event)
{
    PlainTable::resizeEvent(event);
    int shown = 0;
    for (size_t i = 0; i < m_widths.size(); ++i)
        shown += isColumnHidden(int(i)) ? 0 : m_widths[i];
    for (size_t i = 0; i < m_widths.size(); ++i)
        setColumnWidth(int(i), viewport()->width() * m_widths[i] / std::max(1, shown));
}

RowsTable::RowsTable(const Theme &theme, const QString &name, QWidget *parent)
    : GrowingTable(theme, name, new RowsModel, {30, 45, 25}, parent), m_rows(static_cast<RowsModel *>(model()))
{ }

void RowsTable::setRows(const std::vector<DraftRow> &rows)
{
    if (rows == m_rows->rows())
        return;
    forgetUndo();
    m_rows->setRows(rows);
}

}
