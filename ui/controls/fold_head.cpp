#include "ui/controls/fold_head.h"

#include "ui/text/text_flow.h"
#include "ui/theme/rounded_frame.h"

#include <QKeyEvent>
#include <QPainter>

namespace keyhole {

namespace {
constexpr int kIcon = 16, kGap = 10;
}

FoldHead::FoldHead(const Theme &theme, const QString &icon, ColorToken iconColor, const QString &title, QWidget *parent)
    : PaintedButton(theme, parent), m_icon(icon), m_iconColor(iconColor), m_title(title)
{
    setCheckable(true);
    setAccessibleName(title);
}

void FoldHead::setNote(const QString &note)
{
    m_note = note;
    setAccessibleDescription(note);
    updateGeometry();
    update();
}

TextFlow FoldHead::flow() const
{
    return {theme(),
            {{m_title, FontRole::Strong, ColorToken::Text},
             {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
             {m_note, FontRole::Small, ColorToken::Text3}}};
}

int FoldHead::textWidth(int width) const
{
    return width - theme().px(2 * kPadding + kIndent + kIcon + 6);
}

int FoldHead::heightForWidth(int width) const
{
    return flow().heightFor(textWidth(width)) + 2 * theme().px(kGap);
}

void FoldHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (isHot()) {
        const QColor hover = theme().color(ColorToken::Hover);
        drawRoundedFrame(painter, rect().adjusted(1, 1, -1, -1), theme().px(7), hover, hover);
    }
    const int left = theme().px(kPadding), top = theme().px(kGap), icon = theme().px(kIcon);
    const auto draw = [&](const QString &name, int x, ColorToken color) {
        painter.drawPixmap(placed({x, top, icon, icon}).topLeft(), theme().pixmap(name, color, kIcon, devicePixelRatioF()));
    };
    draw(m_icon, left, m_iconColor);
    flow().draw(painter, placed({left + theme().px(kIndent), top, textWidth(width()), height()}));
    const QString closed = isRightToLeft() ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
    draw(isChecked() ? QStringLiteral("chevron-down") : closed, width() - left - icon, ColorToken::Text2);
}

void FoldHead::keyPressEvent(QKeyEvent *event)
{
    const int onward = isRightToLeft() ? Qt::Key_Left : Qt::Key_Right;
    const int back = isRightToLeft() ? Qt::Key_Right : Qt::Key_Left;
    if (event->key() == onward || event->key() == back)
        setChecked(event->key() == onward);
    else
        PaintedButton::keyPressEvent(event);
}

}
