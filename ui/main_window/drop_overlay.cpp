#include "ui/main_window/drop_overlay.h"

#include <QPainter>

namespace keyhole {

DropOverlay::DropOverlay(const Theme &theme, QWidget *window) : QWidget(window), m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::appear()
{
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = m_theme.color(ColorToken::Surface);
    veil.setAlphaF(0.75f);
    painter.fillRect(rect(), veil);
    const double inset = m_theme.px(10);
    painter.setPen(QPen(m_theme.color(ColorToken::Accent), m_theme.px(2)));
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), m_theme.px(10), m_theme.px(10));

    const QString words = tr("Drop to diagnose");
    painter.setFont(m_theme.font(FontRole::Headline));
    QRect plate = painter.fontMetrics().boundingRect(words).adjusted(-m_theme.px(24), -m_theme.px(14), m_theme.px(24), m_theme.px(14));
    plate.moveCenter(rect().center());
    painter.setBrush(m_theme.color(ColorToken::Raised));
    painter.drawRoundedRect(plate, m_theme.px(8), m_theme.px(8));
    painter.setPen(m_theme.color(ColorToken::Accent));
    painter.drawText(plate, Qt::AlignCenter, words);
}

}
