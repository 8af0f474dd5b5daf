#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// How much of something is done, as a thin line; what failed of it in the colour of failures.
class ProgressLine : public QWidget {
    Q_OBJECT
public:
    explicit ProgressLine(const Theme &theme, QWidget *parent = nullptr);
    void setShares(double done, double failed);  ///< of 1; `failed` is a part of `done`

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    double m_done = 0, m_failed = 0;
};

}
