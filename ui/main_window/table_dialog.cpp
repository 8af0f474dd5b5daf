#include "ui/main_window/table_dialog.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace keyhole {

TableDialog::TableDialog(const Theme &theme, const QString &title, const QStringList &columns, const QString &whenEmpty, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_table(new QTreeWidget),
      m_empty(new TextLabel(theme, whenEmpty, FontRole::Body, ColorToken::Text3)), m_buttons(new QHBoxLayout)
{
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(820), theme.px(420));
    m_table->setHeaderLabels(columns);
    m_table->setRootIsDecorated(false);
    m_table->setAccessibleName(title);
    m_table->setUniformRowHeights(true);
    m_table->setAlternatingRowColors(false);
    m_empty->setWordWrap(true);
    auto *close = new Button(theme, tr("Close"));
    connect(close, &Button::clicked, this, &QDialog::close);
    m_buttons->addStretch();
    m_buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(m_empty);
    layout->addWidget(m_table, 1);
    layout->addLayout(m_buttons);
}

void TableDialog::setRows(const std::vector<QStringList> &rows)
{
    m_table->clear();
    for (const QStringList &row : rows) {
        auto *item = new QTreeWidgetItem(m_table);
        for (int column = 0; column < row.size(); ++column)
            item->setText(column, visibleText(row[column]));
    }
    m_empty->setVisible(rows.empty());
    for (int column = 0; column < m_table->columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column) + m_theme.px(12), m_theme.px(260)));
    }
}

void TableDialog::addRowAction(const QString &text, std::function<void(int row)> run)
{
    addAction(text, [this, run = std::move(run)] {
        if (const int row = m_table->indexOfTopLevelItem(m_table->currentItem()); row >= 0)
            run(row);
    });
}

void TableDialog::addAction(const QString &text, std::function<void()> run)
{
    auto *button = new Button(m_theme, text);
    connect(button, &Button::clicked, this, run);
    m_buttons->insertWidget(m_buttons->count() - 2, button);
}

}
