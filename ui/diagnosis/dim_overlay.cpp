#include "ui/diagnosis/dim_overlay.h"

#include <QEvent>
#include <QPainter>

namespace keyhole {

DimOverlay::DimOverlay(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    parent->installEventFilter(this);
    hide();
}

bool DimOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        resize(parentWidget()->size());
    return false;
}

void DimOverlay::paintEvent(QPaintEvent *)
{
    QColor veil = m_theme.color(ColorToken::Panel);
    veil.setAlphaF(0.4f);
    QPainter(this).fillRect(rect(), veil);
}

}
