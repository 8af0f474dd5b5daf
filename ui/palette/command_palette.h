#pragma once

#include "ui/theme/theme.h"

#include <QAbstractListModel>
#include <QFrame>
#include <functional>

class QLineEdit;
class QListView;

namespace keyhole {

/// Something that the palette can do.
struct Command {
    QString group;  ///< "Request", "Environment", "Action"
    QString name;
    QString detail;  ///< shortcut or address, at the right
    std::function<void()> run;
};

/// How well a command fits what was typed: every word must be in its name; a name that begins with it goes first. -1: it does not fit.
int fitOf(const Command &command, const QString &typed);

/// The commands that fit, best first, at most 200.
class CommandModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;
    void setCommands(std::vector<Command> commands);
    void setTyped(const QString &typed);
    const Command *at(int row) const;
    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<Command> m_commands;
    std::vector<int> m_shown;
};

/// Ctrl+K: requests, environments and actions by name.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    CommandPalette(const Theme &theme, QWidget *window);
    void open(std::vector<Command> commands);
    CommandModel &model() { return m_model; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void run(const QModelIndex &index);

    const Theme &m_theme;
    CommandModel m_model;
    QLineEdit *m_typed;
    QListView *m_list;
};

}
