#include "ui/controls/chip.h"

#include "core/diagnosis/report.h"

#include <QPainter>
#include <QStyle>

namespace keyhole {

ToneColors colorsOf(ChipTone tone)
{
    switch (tone) {
    case ChipTone::Danger:
        return {ColorToken::Danger, ColorToken::DangerSoft, ColorToken::DangerLine};
    case ChipTone::Warn:
        return {ColorToken::Warn, ColorToken::WarnSoft, ColorToken::WarnLine};
    case ChipTone::Ok:
        return {ColorToken::Ok, ColorToken::OkSoft, ColorToken::OkLine};
    case ChipTone::Info:
        return {ColorToken::Info, ColorToken::InfoSoft, ColorToken::InfoLine};
    case ChipTone::Neutral:
        break;
    }
    return {ColorToken::Text2, ColorToken::Hover, ColorToken::Border};
}

Chip::Chip(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFont(theme.font(FontRole::SmallMedium));
}

void Chip::setState(ChipTone tone, const QString &text, const QString &icon)
{
    m_tone = tone;
    m_text = visibleText(text);
    m_icon = icon;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const int icon = m_icon.isEmpty() ? 0 : m_theme.px(14) + m_theme.px(5);
    return {fontMetrics().horizontalAdvance(m_text) + icon + 2 * m_theme.px(8), m_theme.px(22)};
}

void Chip::paintEvent(QPaintEvent *)
{
    const ToneColors colors = colorsOf(m_tone);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(colors.soft));
    painter.drawRoundedRect(rect(), m_theme.px(5), m_theme.px(5));
    QRect area = rect().adjusted(m_theme.px(8), 0, -m_theme.px(8), 0);
    if (!m_icon.isEmpty()) {
        const int side = m_theme.px(14);
        const QRect icon(area.left(), (height() - side) / 2, side, side);
        m_theme.icon(m_icon, colors.strong).paint(&painter, QStyle::visualRect(layoutDirection(), rect(), icon));
        area.setLeft(area.left() + side + m_theme.px(5));
    }
    painter.setPen(m_theme.color(colors.strong));
    painter.drawText(QStyle::visualRect(layoutDirection(), rect(), area), Qt::AlignVCenter | Qt::AlignLeading, m_text);
}

}
