#pragma once

#include "ui/theme/theme.h"

#include <QDialog>
#include <functional>

class QTreeWidget;

namespace keyhole {

/// A table of plain text with, where it is given, one action on the chosen row and one on all. Not modal; goes when it is closed.
class TableDialog : public QDialog {
    Q_OBJECT
public:
    TableDialog(const Theme &theme, const QString &title, const QStringList &columns, const QString &whenEmpty, QWidget *parent);
    /// Foreign text becomes visible text.
    void setRows(const std::vector<QStringList> &rows);
    void addRowAction(const QString &text, std::function<void(int row)> run);
    void addAction(const QString &text, std::function<void()> run);
    QTreeWidget *table() const { return m_table; }

private:
    const Theme &m_theme;
    QTreeWidget *m_table;
    class TextLabel *m_empty;
    class QHBoxLayout *m_buttons;
};

}
