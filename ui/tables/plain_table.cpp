#include "ui/tables/plain_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace keyhole {

namespace {

/// Cells begin where the head of their column does, and the first column where the names of tabs do.
class CellDelegate : public QStyledItemDelegate {
public:
    CellDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) { }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        const QWidget *table = option.widget;
        table->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &cell, painter, table);
        cell.rect = inner(option.rect);
        cell.backgroundBrush = Qt::NoBrush;
        cell.state &= ~QStyle::State_HasFocus;
        if (cell.text.isEmpty())
            showPlaceholder(cell, index);
        table->style()->drawControl(QStyle::CE_ItemViewItem, &cell, painter, table);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(m_theme.px(8), 0);
    }

    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override
    {
        QStyleOptionViewItem cell = option;
        cell.rect = inner(option.rect);
        return QStyledItemDelegate::editorEvent(event, model, cell, index);
    }

private:
    void showPlaceholder(QStyleOptionViewItem &cell, const QModelIndex &index) const
    {
        cell.text = index.data(PlainTable::PlaceholderRole).toString();
        if (cell.text.isEmpty())
            return;
        cell.features |= QStyleOptionViewItem::HasDisplay;
        cell.palette.setColor(QPalette::Text, m_theme.color(ColorToken::Text3));
    }
    QRect inner(const QRect &rect) const { return rect.adjusted(m_theme.px(4), 0, 0, 0); }

    const Theme &m_theme;
};

}

PlainTable::PlainTable(const Theme &theme, QWidget *parent) : QTableView(parent), m_theme(theme)
{
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    setItemDelegate(new CellDelegate(theme, this));
    takeMeasures();
    connect(&theme, &Theme::changed, this, &PlainTable::takeMeasures);
}

void PlainTable::takeMeasures()
{
    verticalHeader()->setDefaultSectionSize(m_theme.px(28));
    horizontalHeader()->setFixedHeight(m_theme.px(26));
    horizontalHeader()->setFont(m_theme.font(FontRole::Small));
    setIconSize(QSize(m_theme.px(16), m_theme.px(16)));
    viewport()->update();
}

QString PlainTable::selectedText() const
{
    QStringList lines;
    for (const QModelIndex &row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column) {
            const QString cell = row.siblingAtColumn(column).data().toString();
            if (!isColumnHidden(column) && !cell.isEmpty())
                cells += cell;
        }
        lines += cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

void PlainTable::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy) && state() != EditingState && selectionModel())
        QGuiApplication::clipboard()->setText(selectedText());
    else
        QTableView::keyPressEvent(event);
}

}
