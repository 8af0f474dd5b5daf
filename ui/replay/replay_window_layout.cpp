// How the parts of the window stand.
#include "core/replay/replay_report.h"
#include "ui/controls/button.h"
#include "ui/replay/choice_model.h"
#include "ui/replay/host_model.h"
#include "ui/replay/progress_line.h"
#include "ui/replay/replay_window.h"
#include "ui/replay/result_model.h"
#include "ui/replay/run_settings.h"
#include "ui/tables/plain_table.h"
#include "ui/text/text_label.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr int kMostHostRows = 4;  // shown at once

/// What is typed is shown as dots.
class HiddenEdit : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        auto *edit = new QLineEdit(parent);
        edit->setEchoMode(QLineEdit::Password);
        return edit;
    }
};

QVBoxLayout *columnOf(QWidget *page, const Theme &theme)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    return column;
}

}

QWidget *ReplayWindow::makeChooser()
{
    auto *filter = new QLineEdit;
    filter->setPlaceholderText(tr("Filter by name, method or address"));
    filter->setAccessibleName(tr("Filter"));
    filter->setClearButtonEnabled(true);
    connect(filter, &QLineEdit::textChanged, m_filtered, &QSortFilterProxyModel::setFilterFixedString);
    auto *all = new Button(m_theme, tr("Tick &all shown"), Button::Kind::Quiet);
    auto *none = new Button(m_theme, tr("&Untick all shown"), Button::Kind::Quiet);
    connect(all, &Button::clicked, this, [this] { chooseShown(true); });
    connect(none, &Button::clicked, this, [this] { chooseShown(false); });
    auto *chooser = new QWidget;
    auto *row = new QHBoxLayout(chooser);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(m_theme.px(8));
    row->addWidget(filter, 1);
    row->addWidget(all);
    row->addWidget(none);
    return chooser;
}

QWidget *ReplayWindow::makeHosts()
{
    m_hosts = new HostModel(m_theme, m_subject.recording->recordedOrigins(), this);
    m_hostTable = new PlainTable(m_theme);
    m_hostTable->setModel(m_hosts);
    m_hostTable->setAccessibleName(tr("Servers of the recording"));
    m_hostTable->setEditTriggers(QAbstractItemView::AllEditTriggers);
    m_hostTable->setItemDelegateForColumn(HostModel::TokenColumn, new HiddenEdit(this));
    m_hostTable->setFixedHeight(m_theme.px(30 + 28 * std::clamp(m_hosts->rowCount(), 1, kMostHostRows)));
    m_recorded->setChecked(true);
    auto *hosts = new QWidget;
    QVBoxLayout *column = columnOf(hosts, m_theme);
    column->addWidget(m_hostTable);
    column->addWidget(m_recorded);
    return hosts;
}

QWidget *ReplayWindow::makeChoicePage()
{
    m_filtered->setSourceModel(m_choices);
    m_filtered->setFilterKeyColumn(-1);
    m_filtered->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_choiceTable->setModel(m_filtered);
    m_choiceTable->setAccessibleName(tr("Requests to send"));
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page, m_theme);
    column->addWidget(makeChooser());
    column->addWidget(m_choiceTable, 1);
    if (m_subject.recording)
        column->addWidget(makeHosts());
    else
        m_recorded->setParent(page), m_recorded->hide();
    return page;
}

QWidget *ReplayWindow::makeResultPage()
{
    m_resultTable->setModel(m_results);
    m_resultTable->setAccessibleName(tr("Results"));
    m_detail->setWordWrap(true);
    m_detail->setMinimumHeight(m_theme.px(36));
    m_detail->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *page = new QWidget;
    QVBoxLayout *column = columnOf(page, m_theme);
    column->addWidget(m_resultTable, 1);
    column->addWidget(m_detail);
    return page;
}

QWidget *ReplayWindow::makeFoot()
{
    m_told->setWordWrap(true);
    auto *menu = new QMenu(m_save);
    connect(menu->addAction(tr("as &JSON…")), &QAction::triggered, this,
            [this] { save(QStringLiteral(".json"), replayToJson(reportOf(*m_run))); });
    connect(menu->addAction(tr("as JUnit &XML…")), &QAction::triggered, this,
            [this] { save(QStringLiteral(".xml"), replayToJUnit(reportOf(*m_run))); });
    connect(menu->addAction(tr("as &HAR, secrets masked…")), &QAction::triggered, this,
            [this] { save(QStringLiteral(".har"), replayToHar(reportOf(*m_run), false)); });
    m_save->setMenu(menu);
    m_save->setMinimumWidth(m_save->sizeHint().width() + m_theme.px(28));  // the arrow of the menu has no room otherwise
    auto *foot = new QWidget;
    QVBoxLayout *column = columnOf(foot, m_theme);
    auto *row = new QHBoxLayout;
    row->setSpacing(m_theme.px(8));
    row->addWidget(m_told, 1);
    for (Button *button : {m_back, m_save, m_pause, m_cancel, m_start})
        row->addWidget(button);
    column->addWidget(m_line);
    column->addWidget(m_sendChanges);
    column->addLayout(row);
    return foot;
}

void ReplayWindow::fitColumns()
{
    const int choices[] = {260, 90, 440, 160}, results[] = {90, 70, 80, 320, 190, 80, 140}, hosts[] = {260, 240, 140, 300};
    for (int column = 0; column < ChoiceModel::ColumnCount; ++column)
        m_choiceTable->setColumnWidth(column, m_theme.px(choices[column]));
    for (int column = 0; column < ResultModel::ColumnCount; ++column)
        m_resultTable->setColumnWidth(column, m_theme.px(results[column]));
    for (int column = 0; m_hostTable && column < HostModel::ColumnCount; ++column)
        m_hostTable->setColumnWidth(column, m_theme.px(hosts[column]));
    m_choiceTable->horizontalHeader()->setSectionResizeMode(ChoiceModel::AddressColumn, QHeaderView::Stretch);
    m_resultTable->horizontalHeader()->setSectionResizeMode(ResultModel::RequestColumn, QHeaderView::Stretch);
    if (m_hostTable)
        m_hostTable->horizontalHeader()->setStretchLastSection(true);
}

void ReplayWindow::connectParts()
{
    connect(m_choices, &ChoiceModel::choiceChanged, this, &ReplayWindow::showChoice);
    connect(m_sendChanges, &QCheckBox::toggled, this, &ReplayWindow::showChoice);
    if (m_hosts)
        connect(m_hosts, &HostModel::edited, this, &ReplayWindow::showChoice);
    connect(m_start, &Button::clicked, this, &ReplayWindow::start);
    connect(m_pause, &Button::clicked, this, &ReplayWindow::pauseOrResume);
    connect(m_cancel, &Button::clicked, this, &ReplayWindow::cancel);
    connect(m_back, &Button::clicked, this, &ReplayWindow::showChoice);
    connect(m_resultTable, &QAbstractItemView::activated, this, [this](const QModelIndex &index) { openResult(index.row()); });
    connect(m_resultTable->selectionModel(), &QItemSelectionModel::currentChanged, this, &ReplayWindow::showDetail);
    connect(&m_ticking, &QTimer::timeout, this, &ReplayWindow::showProgress);
    connect(&m_theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

}
