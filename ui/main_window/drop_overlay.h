#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// The accent frame and the words "Drop to diagnose" while something is dragged over the window.
class DropOverlay : public QWidget {
    Q_OBJECT
public:
    DropOverlay(const Theme &theme, QWidget *window);
    void appear();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

}
