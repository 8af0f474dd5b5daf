#pragma once

#include "core/session/environments.h"
#include "ui/theme/theme.h"

#include <QToolButton>

namespace keyhole {

/// The environment in use, at the right end of the tabs; its menu changes it and opens its variables.
class EnvironmentButton : public QToolButton {
    Q_OBJECT
public:
    explicit EnvironmentButton(const Theme &theme, QWidget *parent = nullptr);
    void setEnvironments(const std::vector<EnvironmentChoice> &environments, int current);
    QSize sizeHint() const override;

signals:
    void chosen(int index);  ///< -1: none
    void variablesRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::vector<EnvironmentChoice> m_environments;
    int m_current = -1;
    class QMenu *m_menu;
};

}
