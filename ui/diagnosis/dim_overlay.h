#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// Shows what lies below it at 60 %, and lets every click through. It follows the size of its parent.
class DimOverlay : public QWidget {
    Q_OBJECT
public:
    DimOverlay(const Theme &theme, QWidget *parent);
    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
};

}
