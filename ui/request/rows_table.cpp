#include "ui/request/rows_table.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <algorithm>

namespace keyhole {

namespace {

constexpr size_t kMostSteps = 50;

}

RowsTable::RowsTable(const Theme &theme, const QString &name, QWidget *parent) : PlainTable(theme, parent), m_model(new RowsModel(this))
{
    setModel(m_model);
    setAccessibleName(name);
    setFont(theme.font(FontRole::CodeSmall));
    setEditTriggers(DoubleClicked | SelectedClicked | EditKeyPressed | AnyKeyPressed);
    setTabKeyNavigation(false);
    horizontalHeader()->setStretchLastSection(true);
    connect(&theme, &Theme::changed, this, [this, &theme] { setFont(theme.font(FontRole::CodeSmall)); });
}

void RowsTable::setRows(const std::vector<DraftRow> &rows)
{
    m_before.clear();
    if (rows != m_model->rows())
        m_model->setRows(rows);
}

void RowsTable::setReadOnly(bool readOnly)
{
    m_model->setReadOnly(readOnly);
}

bool RowsTable::selectName(QByteArrayView name)
{
    const int row = m_model->rowOf(name);
    if (row < 0)
        return false;
    setCurrentIndex(m_model->index(row, RowsModel::NameColumn));
    selectRow(row);
    scrollTo(currentIndex());
    return true;
}

void RowsTable::removeSelected()
{
    std::vector<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.rbegin(), rows.rend());
    const std::vector<DraftRow> before = m_model->rows();
    bool removed = false;
    for (const int row : rows)
        removed |= m_model->removeRows(row, 1);
    if (!removed)
        return;
    if (m_before.size() == kMostSteps)
        m_before.erase(m_before.begin());
    m_before.push_back(before);
}

void RowsTable::undo()
{
    if (m_before.empty())
        return;
    m_model->setRows(m_before.back());
    m_before.pop_back();
    emit m_model->edited();
}

void RowsTable::keyPressEvent(QKeyEvent *event)
{
    if (state() == EditingState)
        PlainTable::keyPressEvent(event);
    else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)
        removeSelected();
    else if (event->matches(QKeySequence::Undo))
        undo();
    else if (event->key() == Qt::Key_Space && currentIndex().isValid())
        m_model->setData(currentIndex().siblingAtColumn(RowsModel::NameColumn),
                         currentIndex().siblingAtColumn(RowsModel::NameColumn).data(Qt::CheckStateRole).toInt() ? Qt::Unchecked
                                                                                                                : Qt::Checked,
                         Qt::CheckStateRole);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        edit(currentIndex());
    else
        PlainTable::keyPressEvent(event);
}

void RowsTable::resizeEvent(QResizeEvent *event)
{
    PlainTable::resizeEvent(event);
    const int width = viewport()->width();
    setColumnWidth(RowsModel::NameColumn, width * 3 / 10);
    setColumnWidth(RowsModel::ValueColumn, isColumnHidden(RowsModel::DescriptionColumn) ? width * 7 / 10 : width * 45 / 100);
}

}
