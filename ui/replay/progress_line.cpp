#include "ui/replay/progress_line.h"

#include <QPainter>

namespace keyhole {

ProgressLine::ProgressLine(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFixedHeight(theme.px(4));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ProgressLine::setShares(double done, double failed)
{
    m_done = done;
    m_failed = failed;
    update();
}

void ProgressLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRectF line = rect();
    painter.fillRect(line, m_theme.color(ColorToken::Border));
    const double width = line.width();
    line.setWidth(width * m_done);
    painter.fillRect(line, m_theme.color(ColorToken::AccentFill));
    line.setWidth(width * m_failed);
    painter.fillRect(line, m_theme.color(ColorToken::Danger));
}

}
