#pragma once

#include "core/diagnosis/report.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

class Button;

/// A row of buttons that stand for actions; a row that is too long is continued on the next one.
class ActionButtons : public QWidget {
    Q_OBJECT
public:
    explicit ActionButtons(const Theme &theme, QWidget *parent = nullptr);
    void setActions(const std::vector<Action> &actions);
    const std::vector<Action> &actionList() const { return m_actions; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void triggered(const keyhole::Action &action);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Places the buttons in rows no wider than `width`, when `move` says so; gives the height of all rows.
    int flow(int width, bool move) const;

    const Theme &m_theme;
    std::vector<Action> m_actions;
    std::vector<Button *> m_buttons;
};

}
