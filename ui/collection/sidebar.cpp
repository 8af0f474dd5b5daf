#include "ui/collection/sidebar.h"

#include "ui/collection/empty_state.h"
#include "ui/collection/request_delegate.h"
#include "ui/collection/row_view.h"
#include "ui/controls/button.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/text_label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr std::chrono::seconds kUndoTime{10};

QFrame *rule(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("box", "rule");
    line->setFixedHeight(1);
    return line;
}

}

Sidebar::Sidebar(const Theme &theme, RequestTree &tree, HistoryModel &history, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_tree(tree), m_history(history), m_edits(tree)
{
    setProperty("box", "sidebar");
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    buildHead();
    layout->addWidget(m_stack = new QStackedWidget, 1);
    m_views[Collections] = makeView(tree, tr("Collections"));
    m_views[History] = makeView(history, tr("History"));
    m_views[History]->setSelectionMode(QAbstractItemView::ExtendedSelection);  // two can be compared
    m_empty[Collections] = new EmptyState(theme, "folder", tr("No collections yet"),
                                          tr("The lab is one: each of its requests is refused for a real reason."), tr("Open the 401 lab"));
    m_empty[History]
        = new EmptyState(theme, "history", tr("Nothing sent yet"), tr("Each answer is kept here, without its secrets."), tr("New request"));
    m_noMatch = new EmptyState(theme, "search", tr("Nothing fits the filter"),
                               tr("It looks at names, hosts, paths, methods and status codes."), tr("Clear filter"));
    for (QWidget *page : {m_empty[Collections], m_empty[History], m_noMatch})
        m_stack->addWidget(page);
    makeDraggable(m_views[Collections]);
    connectEdits();
    keepUnfolded();
    buildUndoBar();
    buildFoot();
    connect(static_cast<EmptyState *>(m_empty[Collections]), &EmptyState::actionRequested, this, &Sidebar::labRequested);
    connect(static_cast<EmptyState *>(m_empty[History]), &EmptyState::actionRequested, this, &Sidebar::newRequested);
    connect(static_cast<EmptyState *>(m_noMatch), &EmptyState::actionRequested, m_filter, &QLineEdit::clear);
    for (QAbstractItemModel *model : {static_cast<QAbstractItemModel *>(&tree), static_cast<QAbstractItemModel *>(&history)}) {
        connect(model, &QAbstractItemModel::rowsInserted, this, &Sidebar::refresh);
        connect(model, &QAbstractItemModel::rowsRemoved, this, &Sidebar::refresh);
    }
    connect(&history, &HistoryModel::shownChanged, this, &Sidebar::refresh);
    QScrollBar *bar = m_views[History]->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, [this, bar](int value) {
        if (value >= bar->maximum() - bar->pageStep())
            m_history.readOn();
    });
    refresh();
}

void Sidebar::buildHead()
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(8), 0, m_theme.px(4), 0);
    head->setSpacing(0);
    m_tabs = new TabStrip(m_theme);
    m_tabs->setHeight(40);
    m_tabs->setSpacing(8);
    m_tabs->setUsesScrollButtons(false);
    m_tabs->setAccessibleName(tr("Sidebar"));
    m_tabs->addTab(tr("Collections"));
    m_tabs->addTab(tr("History"));
    head->addWidget(m_tabs);
    head->addStretch();
    auto *add = new IconButton(m_theme, "plus", tr("New request"));
    auto *more = new IconButton(m_theme, "ellipsis", tr("More"));
    auto *menu = new QMenu(more);
    menu->addAction(tr("New collection…"), this, &Sidebar::newCollectionRequested);
    menu->addAction(tr("Open collection folder…"), this, &Sidebar::openFolderRequested);
    menu->addAction(tr("Open…"), this, &Sidebar::openRequested);
    menu->addAction(tr("Open the 401 lab"), this, &Sidebar::labRequested);
    menu->addSeparator();
    QAction *byCause = menu->addAction(tr("Group the history by cause"));
    byCause->setCheckable(true);
    connect(byCause, &QAction::toggled, this,
            [this](bool cause) { m_history.setGrouping(cause ? HistoryGrouping::Cause : HistoryGrouping::Day); });
    more->setMenu(menu);
    more->setPopupMode(QToolButton::InstantPopup);
    head->addWidget(add);
    head->addWidget(more);
    auto *layout = static_cast<QVBoxLayout *>(QFrame::layout());
    layout->addLayout(head);
    layout->addWidget(rule(this));

    m_filter = new QLineEdit;
    m_filter->setPlaceholderText(tr("Filter by name, host or status"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(false);
    m_filter->addAction(m_theme.icon("search", ColorToken::Text3), QLineEdit::LeadingPosition);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(m_theme.px(10), m_theme.px(10), m_theme.px(10), m_theme.px(8));
    row->addWidget(m_filter);
    layout->addLayout(row);

    connect(add, &IconButton::clicked, this, &Sidebar::newRequest);
    connect(m_tabs, &QTabBar::currentChanged, this, &Sidebar::refresh);
    m_complaint = new TextLabel(m_theme, {}, FontRole::Small, ColorToken::Warn);
    m_complaint->setWordWrap(true);
    m_complaint->setContentsMargins(m_theme.px(12), 0, m_theme.px(10), m_theme.px(6));
    m_complaint->hide();
    layout->addWidget(m_complaint);
    connect(m_filter, &QLineEdit::textChanged, this, &Sidebar::filterBy);
}

QTreeView *Sidebar::makeView(QAbstractItemModel &model, const QString &name)
{
    RequestFilter &filter = m_filters[&model == &m_tree ? Collections : History];
    filter.setSourceModel(&model);
    auto *view = new RowView(m_theme);
    view->setModel(&filter);
    view->setItemDelegate(new RequestDelegate(m_theme, view));
    view->setHeaderHidden(true);
    view->setUniformRowHeights(true);
    view->setMouseTracking(true);
    view->setAccessibleName(name);
    view->setFrameShape(QFrame::NoFrame);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setExpandsOnDoubleClick(true);
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, this, &model == &m_tree ? &Sidebar::showMenu : &Sidebar::showHistoryMenu);
    m_stack->addWidget(view);
    connect(view, &QTreeView::clicked, this, [this](const QModelIndex &index) {
        if (!(QApplication::keyboardModifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
            activate(index);
    });
    connect(view, &QTreeView::activated, this, &Sidebar::activate);
    return view;
}

void Sidebar::buildUndoBar()
{
    m_undoBar = new QFrame;
    m_undoBar->setProperty("box", "window");
    auto *row = new QHBoxLayout(m_undoBar);
    row->setContentsMargins(m_theme.px(10), m_theme.px(4), m_theme.px(6), m_theme.px(4));
    m_undoText = new ElidedLabel(m_theme, {}, FontRole::Small, ColorToken::Text2);
    auto *undo = new Button(m_theme, tr("Undo"), Button::Kind::Link);
    row->addWidget(m_undoText, 1);
    row->addWidget(undo);
    m_undoTime = new QTimer(this);
    m_undoTime->setSingleShot(true);
    connect(undo, &Button::clicked, this, &Sidebar::undoRemoval);
    connect(m_undoTime, &QTimer::timeout, this, [this] {
        m_undo = {};
        m_undoBar->hide();
    });
    m_undoBar->hide();
    layout()->addWidget(m_undoBar);
}

void Sidebar::buildFoot()
{
    m_foot = new QFrame;
    auto *row = new QHBoxLayout(m_foot);
    row->setContentsMargins(m_theme.px(10), 0, m_theme.px(10), 0);
    row->setSpacing(m_theme.px(6));
    auto *icon = new PlainLabel;
    const auto paint = [this, icon] { icon->setPixmap(m_theme.pixmap("inbox", ColorToken::Text3, 14, devicePixelRatioF())); };
    paint();
    connect(&m_theme, &Theme::changed, icon, paint);
    row->addWidget(icon);
    row->addWidget(new ElidedLabel(m_theme, tr("Drop a folder, HAR or curl command"), FontRole::Small, ColorToken::Text3), 1);
    m_foot->setFixedHeight(m_theme.px(34));
    layout()->addWidget(rule(this));
    layout()->addWidget(m_foot);
}

void Sidebar::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

void Sidebar::focusList()
{
    QWidget *page = m_stack->currentWidget();
    (qobject_cast<QTreeView *>(page) ? page : static_cast<QWidget *>(m_tabs))->setFocus(Qt::ShortcutFocusReason);
}

void Sidebar::select(const TreeNode *node)
{
    if (!node || !m_tree.holds(node)) {
        m_views[Collections]->setCurrentIndex({});
        return;
    }
    m_views[Collections]->setCurrentIndex(m_filters[Collections].mapFromSource(m_tree.indexOf(node)));
}

void Sidebar::activate(const QModelIndex &index)
{
    const auto *filter = static_cast<const RequestFilter *>(index.model());
    const QModelIndex source = filter->mapToSource(index);
    if (filter == &m_filters[History]) {
        const bool several = m_views[History]->selectionModel()->selectedRows().size() > 1;
        if (const HistoryModel::Row *row = m_history.rowAt(source); row && !several)
            emit exchangeChosen(*row);
    } else if (const TreeNode *node = m_tree.nodeAt(source); node->kind == TreeNode::Kind::Request || node->kind == TreeNode::Kind::Entry) {
        emit requestChosen(node);
    } else if (node->kind == TreeNode::Kind::Other) {
        emit complaintChosen(node);
    }
}

void Sidebar::editAuth()
{
    const QModelIndex current = m_filters[Collections].mapToSource(m_views[Collections]->currentIndex());
    if (!current.isValid())
        return;
    const TreeNode *node = m_tree.nodeAt(current);
    if (node->kind == TreeNode::Kind::Request)
        node = node->parent;
    if (node->kind != TreeNode::Kind::Entry && !node->recording)
        emit authRequested(node);
}

void Sidebar::removeExchange()
{
    const HistoryModel::Row *row = m_history.rowAt(m_filters[History].mapToSource(m_views[History]->currentIndex()));
    HistoryKeeper *keeper = m_history.keeper();
    if (!row || !keeper)
        return;
    const qint64 id = row->entry.id;
    keeper->remove({id});
    offerUndo(tr("Removed “%1”").arg(row->text()), [keeper, id] { keeper->restore({id}); });
}

void Sidebar::offerUndo(const QString &text, std::function<void()> undo)
{
    m_undo = std::move(undo);
    m_undoIndex = -1;
    m_undoText->setForeignText(text);
    m_undoBar->show();
    m_undoTime->start(kUndoTime);
}

void Sidebar::undoRemoval()
{
    m_undoTime->stop();
    m_undoBar->hide();
    if (const auto undo = std::exchange(m_undo, {}))
        undo();
}

void Sidebar::showHistoryMenu(const QPoint &place)
{
    QTreeView *view = m_views[History];
    const HistoryModel::Row *row = m_history.rowAt(m_filters[History].mapToSource(view->indexAt(place)));
    if (!row)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, [this, row = *row] { emit exchangeChosen(row); });
    menu->addAction(tr("Re-open as it was sent"), this, [this, row = *row] { emit reopenRequested(row); });
    if (HistoryKeeper *keeper = m_history.keeper()) {
        menu->addSeparator();
        if (const auto pair = chosenPair())
            menu->addAction(tr("Compare both"), this, [this, pair = *pair] { emit comparisonRequested(pair.first, pair.second); });
        menu->addAction(row->entry.pinned ? tr("Unpin") : tr("Pin"), this,
                        [keeper, entry = row->entry] { keeper->setPinned(entry.id, !entry.pinned); });
        menu->addAction(tr("Note…"), this, [this, row = *row] { editNote(row); });
        menu->addAction(tr("Delete"), this, &Sidebar::removeExchange);
    }
    view->selectionModel()->setCurrentIndex(view->indexAt(place), QItemSelectionModel::NoUpdate);
    menu->popup(view->viewport()->mapToGlobal(place));
}

/// The two entries of the history that are selected, the earlier one first; nothing for any other number.
std::optional<std::pair<qint64, qint64>> Sidebar::chosenPair() const
{
    std::vector<qint64> ids;
    for (const QModelIndex &index : m_views[History]->selectionModel()->selectedRows()) {
        if (const HistoryModel::Row *row = m_history.rowAt(m_filters[History].mapToSource(index)))
            ids.push_back(row->entry.id);
    }
    if (ids.size() != 2)
        return std::nullopt;
    return std::pair(std::min(ids[0], ids[1]), std::max(ids[0], ids[1]));
}

void Sidebar::editNote(const HistoryModel::Row &row)
{
    auto *dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("What to remember of this answer; the search finds it:"));
    dialog->setTextValue(row.entry.note);
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, id = row.entry.id](const QString &note) { m_history.keeper()->setNote(id, note); });
    dialog->open();
}

void Sidebar::refresh()
{
    const int tab = m_tabs->currentIndex();
    m_tabs->setCount(History, m_history.count());
    const bool empty = tab == Collections ? m_tree.isEmpty() : m_history.count() == 0 && !m_history.isFiltered();
    m_filter->setVisible(!empty || !m_filter->text().isEmpty());
    m_filter->setPlaceholderText(tab == Collections ? tr("Filter by name, host or status") : tr("401 host:… since:yesterday cause:…"));
    m_complaint->setForeignText(m_history.complaint());
    m_complaint->setVisible(tab == History && !m_history.complaint().isEmpty());
    QWidget *page = empty ? m_empty[tab] : m_filters[tab].rowCount() == 0 ? m_noMatch : m_views[tab];
    m_stack->setCurrentWidget(page);
    if (tab == History)
        m_views[History]->expandAll();
}

}
