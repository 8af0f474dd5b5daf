#include "ui/compare/noise_window.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// "response.body/items/*/load" as people call it.
QString placeText(const QByteArray &place)
{
    const QString text = visibleText(QString::fromUtf8(place));
    if (place.startsWith("response.headers."))
        return NoiseWindow::tr("field %1 of the answer").arg(text.mid(17));
    if (place.startsWith("response.body/"))
        return NoiseWindow::tr("%1 in the answer").arg(text.mid(13));
    if (place.startsWith("request.headers."))
        return NoiseWindow::tr("field %1 of the request").arg(text.mid(16));
    return text;
}

QString countText(const NoiseMemory::Entry &entry)
{
    return NoiseWindow::tr("%1 of %2").arg(entry.count.differed).arg(entry.count.pairs);
}

}

NoiseWindow::NoiseWindow(const Theme &theme, NoiseKeeper &noise, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_noise(noise), m_says(new TextLabel(theme, {}, FontRole::Body, ColorToken::Text2)),
      m_table(new PlainTable(theme)), m_rows(new QStandardItemModel(0, 4, this)), m_forget(new Button(theme, tr("Forget"))),
      m_forgetHosts(new Button(theme, tr("Forget its host"))), m_forgetAll(new Button(theme, tr("Forget all")))
{
    setWindowTitle(tr("What differs each time"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.px(760), theme.px(520));
    m_says->setWordWrap(true);
    m_says->setText(tr("Learned by comparing answers that were accepted. What differed at least twice, and in half of them, is folded in "
                       "comparisons and is no change in replays. Names of fields and members are kept, never values."));
    m_rows->setHorizontalHeaderLabels({tr("Host"), tr("Place"), tr("Differed"), tr("Folded")});
    m_table->setModel(m_rows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setAccessibleName(windowTitle());
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(12));
    layout->addWidget(m_says);
    layout->addWidget(m_table, 1);
    layout->addLayout(makeButtons());
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &NoiseWindow::showChoice);
    connect(&noise, &NoiseKeeper::changed, this, &NoiseWindow::fill);
    fill();
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(1, theme.px(320));
}

QLayout *NoiseWindow::makeButtons()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_forget);
    row->addWidget(m_forgetHosts);
    row->addStretch(1);
    row->addWidget(m_forgetAll);
    connect(m_forget, &Button::clicked, this, &NoiseWindow::forgetSelected);
    connect(m_forgetHosts, &Button::clicked, this, &NoiseWindow::forgetHosts);
    connect(m_forgetAll, &Button::clicked, this, &NoiseWindow::forgetAll);
    return row;
}

void NoiseWindow::fill()
{
    m_entries = m_noise.memory().entries();
    m_rows->setRowCount(0);
    for (const NoiseMemory::Entry &entry : m_entries) {
        QList<QStandardItem *> row;
        for (const QString &cell : {visibleText(QString::fromUtf8(entry.host)), placeText(entry.place), countText(entry),
                                    entry.isNoise ? tr("yes") : tr("not yet")}) {
            row += new QStandardItem(cell);
            row.back()->setEditable(false);
        }
        m_rows->appendRow(row);
    }
    showChoice();
}

void NoiseWindow::showChoice()
{
    const bool any = m_table->selectionModel()->hasSelection();
    m_forget->setEnabled(any);
    m_forgetHosts->setEnabled(any);
    m_forgetAll->setEnabled(!m_entries.empty());
}

std::vector<NoiseMemory::Entry> NoiseWindow::selected() const
{
    std::vector<NoiseMemory::Entry> entries;
    for (const QModelIndex &row : m_table->selectionModel()->selectedRows())
        entries.push_back(m_entries[size_t(row.row())]);
    return entries;
}

void NoiseWindow::forgetSelected()
{
    for (const NoiseMemory::Entry &entry : selected())
        m_noise.forget(entry.host, entry.place);
}

void NoiseWindow::forgetHosts()
{
    for (const NoiseMemory::Entry &entry : selected())
        m_noise.forget(entry.host);
}

void NoiseWindow::forgetAll()
{
    m_noise.forget({});
}

}
