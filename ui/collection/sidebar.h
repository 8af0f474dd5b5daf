#pragma once

#include "ui/collection/history_model.h"
#include "ui/collection/request_filter.h"
#include "ui/collection/request_tree.h"
#include "ui/collection/tree_edits.h"
#include "ui/theme/theme.h"

#include <QFrame>

class QLineEdit;
class QMenu;
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
    /// Shows the rows of a collection's folders as they were shown last.
    void unfold(const TreeNode &node);
    const TreeNode *current() const;  ///< of the collections; nullptr: none
    /// The rows of the collections that are chosen, in their order; without those that are in others of them.
    std::vector<const TreeNode *> selected() const;
    TreeEdits &edits() { return m_edits; }
    /// Whether keys go to the tree of the collections.
    bool treeHasFocus() const;
    QTreeView *view(Tab tab) const { return m_views[tab]; }
    QLineEdit *filter() const { return m_filter; }

public slots:
    void newRequest();  ///< in the folder of the current row; where there is none, newRequested() follows
    void newFolder();
    void renameCurrent();
    void removeCurrent();
    void undoRemoval();
    void duplicateSelected();
    void copySelected();
    void paste();  ///< rows that were copied
    /// What is inherited from the current row; of a request, from the folder that it is in.
    void editAuth();

signals:
    void requestChosen(const keyhole::TreeNode *node);
    /// A file that is no request, or cannot be read.
    void complaintChosen(const keyhole::TreeNode *node);
    /// What is inherited from a folder or collection is to be edited.
    void authRequested(const keyhole::TreeNode *node);
    void exchangeChosen(const keyhole::HistoryModel::Row &row);
    /// The same request once more, with its stored credential.
    void reopenRequested(const keyhole::HistoryModel::Row &row);
    /// Two entries of the history are to be compared.
    void comparisonRequested(qint64 left, qint64 right);
    void newRequested();
    void openRequested();
    void openFolderRequested();
    void newCollectionRequested();
    void labRequested();
    void removed();
    /// Shown and closed as a whole; its files stay.
    void closeRequested(keyhole::OpenCollection *collection);
    /// A menu for the current row is about to be shown: others add what they do with it.
    void menuRequested(QMenu *menu, const keyhole::TreeNode *node);

private:
    void buildHead();
    void buildFoot();
    void buildUndoBar();
    QTreeView *makeView(QAbstractItemModel &model, const QString &name);
    void makeDraggable(QTreeView *view);
    void connectEdits();
    const TreeNode *currentFolder() const;
    void addMenuActions(QMenu &menu, const TreeNode &node);
    void removeRows(const std::vector<const TreeNode *> &nodes);
    void activate(const QModelIndex &index);
    void showMenu(const QPoint &place);
    void showHistoryMenu(const QPoint &place);
    std::optional<std::pair<qint64, qint64>> chosenPair() const;
    void editNote(const HistoryModel::Row &row);
    void removeExchange();
    void offerUndo(const QString &text, std::function<void()> undo);
    void filterBy(const QString &text);
    void rememberOpenRows(const QModelIndex &parent = {});
    void keepUnfolded();
    void openAgain(const TreeNode &node, const QSet<const TreeNode *> &rows);
    void refresh();

    const Theme &m_theme;
    RequestTree &m_tree;
    HistoryModel &m_history;
    TreeEdits m_edits;
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
    std::vector<const TreeNode *> m_openRows;  ///< before the filter opened them all
    std::function<void()> m_undo;  ///< what the bar takes back
    int m_undoIndex = -1;  ///< of m_edits when it was shown; -1: it is about something else
};

}
