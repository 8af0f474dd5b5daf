#include "ui/text/text_label.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace keyhole {

TextLabel::TextLabel(const Theme &theme, const QString &text, FontRole font, ColorToken color, QWidget *parent)
    : PlainLabel(text, parent), m_theme(theme), m_color(color)
{
    setFontRole(font);
    applyColor();
    connect(&theme, &Theme::changed, this, &TextLabel::applyColor);
}

void TextLabel::setColor(ColorToken color)
{
    m_color = color;
    applyColor();
}

void TextLabel::setFontRole(FontRole role)
{
    setFont(m_theme.font(role));
    if (role == FontRole::Code || role == FontRole::CodeSmall || role == FontRole::MicroMono)
        setLayoutDirection(Qt::LeftToRight);
}

QColor TextLabel::shownColor() const
{
    return m_theme.color(m_color);
}

void TextLabel::applyColor()
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(m_color));
    setPalette(colors);
}

ElidedLabel::ElidedLabel(const Theme &theme, const QString &text, FontRole font, ColorToken color, QWidget *parent)
    : TextLabel(theme, text, font, color, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("…")) * 3, fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(shownColor());  // the palette is the style sheet's, which may be older than the theme
    const QRect area = contentsRect();
    painter.drawText(area, int(alignment() | Qt::TextSingleLine), fontMetrics().elidedText(text(), m_mode, area.width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && fontMetrics().horizontalAdvance(text()) > contentsRect().width()) {
        const QString plain = Qt::convertFromPlainText(text(), Qt::WhiteSpaceNormal);
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), plain, this);
        return true;
    }
    return TextLabel::event(event);
}

}
