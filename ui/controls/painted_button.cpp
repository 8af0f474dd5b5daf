#include "ui/controls/painted_button.h"

#include <QKeyEvent>
#include <QStyle>

namespace keyhole {

PaintedButton::PaintedButton(const Theme &theme, QWidget *parent) : QAbstractButton(parent), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

QSize PaintedButton::sizeHint() const
{
    const int width = m_theme.px(180);
    return {width, heightForWidth(width)};
}

QSize PaintedButton::minimumSizeHint() const
{
    return {m_theme.px(120), m_theme.px(24)};
}

void PaintedButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

QRect PaintedButton::placed(const QRect &leftToRight) const
{
    return QStyle::visualRect(layoutDirection(), rect(), leftToRight);
}

}
