#include "ui/tables/plain_table.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

namespace keyhole {

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
    setViewportMargins(theme.px(8), 0, 0, 0);
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
