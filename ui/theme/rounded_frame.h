#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// Fill and line of a rounded box, the line on half pixels so that it stays sharp.
void drawRoundedFrame(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line, qreal lineWidth = 1);

/// A box in the theme's colours, for a layout to be put into.
class RoundedFrame : public QWidget {
    Q_OBJECT
public:
    /// `radius` for a base text size of 13.
    RoundedFrame(const Theme &theme, ColorToken fill, ColorToken line, double radius, QWidget *parent = nullptr);
    void setColors(ColorToken fill, ColorToken line);

protected:
    void paintEvent(QPaintEvent *event) override;
    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    ColorToken m_fill, m_line;
    double m_radius;
};

}
