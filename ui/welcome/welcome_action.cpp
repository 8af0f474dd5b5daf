#include "ui/welcome/welcome_action.h"

#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace keyhole {

namespace {
constexpr int kHeight = 58;
constexpr int kTextLeft = 50;
}

WelcomeAction::WelcomeAction(const Theme &theme, const QString &icon, const QString &title, const QString &detail,
                             const QKeySequence &shortcut, Place place, QWidget *parent)
    : QAbstractButton(parent), m_theme(theme), m_icon(icon), m_detail(detail), m_shortcut(shortcut.toString(QKeySequence::NativeText)),
      m_place(place)
{
    setText(title);
    setAccessibleName(title);
    setAccessibleDescription(detail);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize WelcomeAction::sizeHint() const
{
    return {m_theme.px(560), m_theme.px(kHeight)};
}

QSize WelcomeAction::minimumSizeHint() const
{
    return {m_theme.px(320), m_theme.px(kHeight)};
}

void WelcomeAction::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_Up)
        focusNextPrevChild(event->key() == Qt::Key_Down);
    else
        QAbstractButton::keyPressEvent(event);
}

void WelcomeAction::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        // The frame around the rows is round at both ends.
        const int radius = m_theme.px(8);
        QPainterPath fill;
        fill.addRoundedRect(rect().adjusted(0, m_place == Place::First ? 0 : -radius, 0, m_place == Place::Last ? 0 : radius), radius,
                            radius);
        painter.fillPath(fill, m_theme.color(ColorToken::Hover));
    }
    const int side = m_theme.px(20);
    const QRect icon(m_theme.px(16), (height() - side) / 2, side, side);
    m_theme.icon(m_icon, ColorToken::Accent).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));

    const int cap = paintShortcut(painter);
    QRect area = rect().adjusted(m_theme.px(kTextLeft), m_theme.px(11), -m_theme.px(16) - cap, -m_theme.px(11));
    area = QStyle::visualRect(layoutDirection(), rect(), area);
    QFont title = m_theme.font(FontRole::Body);
    title.setPixelSize(m_theme.px(14));
    title.setWeight(QFont::Medium);
    painter.setFont(title);
    painter.setPen(m_theme.color(ColorToken::Text));
    painter.drawText(area, Qt::AlignTop | Qt::AlignLeading, text());
    painter.setFont(m_theme.font(FontRole::Small));
    painter.setPen(m_theme.color(ColorToken::Text3));
    painter.drawText(area, Qt::AlignBottom | Qt::AlignLeading, painter.fontMetrics().elidedText(m_detail, Qt::ElideRight, area.width()));
    if (m_place != Place::Last)
        painter.fillRect(0, height() - 1, width(), 1, m_theme.color(ColorToken::Border));
}

int WelcomeAction::paintShortcut(QPainter &painter) const
{
    painter.setFont(m_theme.font(FontRole::Small));
    const int wide = painter.fontMetrics().horizontalAdvance(m_shortcut) + m_theme.px(18), high = m_theme.px(24);
    const QRect cap
        = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - m_theme.px(16) - wide, (height() - high) / 2, wide, high));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.setBrush(m_theme.color(ColorToken::Sunken));
    painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), m_theme.px(5), m_theme.px(5));
    painter.setPen(m_theme.color(ColorToken::Text2));
    painter.drawText(cap, Qt::AlignCenter, m_shortcut);
    return wide + m_theme.px(8);
}

}
