#include "ui/theme/rounded_frame.h"

#include <QPainter>

namespace keyhole {

void drawRoundedFrame(QPainter &painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &line, qreal lineWidth)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, lineWidth));
    painter.setBrush(fill);
    const qreal half = lineWidth / 2;
    painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius, radius);
    painter.restore();
}

RoundedFrame::RoundedFrame(const Theme &theme, ColorToken fill, ColorToken line, double radius, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_fill(fill), m_line(line), m_radius(radius)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RoundedFrame::setColors(ColorToken fill, ColorToken line)
{
    m_fill = fill;
    m_line = line;
    update();
}

void RoundedFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedFrame(painter, rect(), m_theme.px(m_radius), m_theme.color(m_fill), m_theme.color(m_line));
}

}
