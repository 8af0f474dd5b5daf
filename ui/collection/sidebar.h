#pragma once

#include "ui/collection/history_model.h"
#include "ui/collection/request_filter.h"
#include "ui/collection/request_tree.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLineEdit;
class QStackedWidget;
class QTimer;
class QTreeView;

namespace keyhole {

class TabStrip;
class TextLabel;

/// The left column: Collections and History, a filter for both, what can be dropped, and for ten seconds the way back after a deletion.
class Sidebar : public QFrame {
    Q_OBJECT
public:
    Sidebar(const Theme &theme, RequestTree &tree, HistoryModel &history, QWidget *parent = nullptr);

    enum Tab { Collections, History };
    void showTab(Tab tab);
    void focusList();
    void select(const TreeNode *node);
    QTreeView *view(Tab tab) const { return m_views[tab]; }
    QLineEdit *filter() const { return m_filter; }

public slots:
    void renameCurrent();
    void removeCurrent();
    void undoRemoval();
    /// What is inherited from the current row; of a request, from the folder that it is in.
    void editAuth();

signals:
    void requestChosen(const keyhole::TreeNode *node);
    /// What is inherited from a folder or collection is to be edited.
    void authRequested(const keyhole::TreeNode *node);
    void exchangeChosen(const keyhole::HistoryModel::Row &row);
    /// The same request once more, with its stored credential.
    void reopenRequested(const keyhole::HistoryModel::Row &row);
    void newRequested();
    void openRequested();
    void labRequested();
    void removed();

private:
    void buildHead();
    void buildFoot();
    void buildUndoBar();
    QTreeView *makeView(QAbstractItemModel &model, const QString &name);
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &place);
    void showHistoryMenu(const QPoint &place);
    void editNote(const HistoryModel::Row &row);
    void removeExchange();
    void offerUndo(const QString &text, std::function<void()> undo);
    void filterBy(const QString &text);
    void refresh();

    const Theme &m_theme;
    RequestTree &m_tree;
    HistoryModel &m_history;
    RequestFilter m_filters[2];
    TabStrip *m_tabs;
    QLineEdit *m_filter;
    TextLabel *m_complaint;  ///< why the search cannot be read
    QStackedWidget *m_stack;
    QTreeView *m_views[2];
    QWidget *m_empty[2];
    QWidget *m_noMatch;
    QFrame *m_foot;
    QFrame *m_undoBar;
    TextLabel *m_undoText;
    QTimer *m_undoTime;
    std::function<void()> m_undo;  ///< what the bar takes back
};

}
