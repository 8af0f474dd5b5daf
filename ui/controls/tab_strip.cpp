#include "ui/controls/tab_strip.h"

#include <QHoverEvent>
#include <QPainter>

namespace keyhole {

TabStrip::TabStrip(const Theme &theme, Look look, QWidget *parent)
    : QTabBar(parent), m_theme(theme), m_look(look), m_height(theme.px(look == Look::Underlined ? 36 : 26)),
      m_padding(theme.px(look == Look::Underlined ? 12 : 13))
{
    setExpanding(false);
    setDrawBase(false);
    setUsesScrollButtons(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setElideMode(Qt::ElideNone);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void TabStrip::setHeight(int at13)
{
    m_height = m_theme.px(at13);
    updateGeometry();
}

void TabStrip::setSpacing(int at13)
{
    m_padding = m_theme.px(at13);
    updateGeometry();
}

void TabStrip::setCount(int index, int count)
{
    m_marks[index].count = count;
    describe(index);
}

void TabStrip::setDot(int index, std::optional<ColorToken> color, const QString &meaning)
{
    m_marks[index].dot = color;
    m_marks[index].meaning = meaning;
    describe(index);
}

void TabStrip::describe(int index)
{
    const Mark &mark = m_marks[index];
    QString name = tabText(index);
    if (mark.count > 0)
        name = tr("%1, %2").arg(name).arg(mark.count);
    if (!mark.meaning.isEmpty())
        name = tr("%1, %2").arg(name, mark.meaning);
    setAccessibleTabName(index, name);
    setTabText(index, tabText(index));  // lays the tabs out anew
}

int TabStrip::textWidth(int index) const
{
    return QFontMetrics(m_theme.font(m_look == Look::Underlined ? FontRole::Strong : FontRole::SmallMedium))
        .horizontalAdvance(tabText(index));
}

QSize TabStrip::tabSizeHint(int index) const
{
    int width = textWidth(index) + 2 * m_padding;
    if (const auto found = m_marks.find(index); found != m_marks.end()) {
        const Mark &mark = found->second;
        if (mark.count > 0)
            width += m_theme.px(6) + QFontMetrics(m_theme.font(FontRole::Body)).horizontalAdvance(QString::number(mark.count));
        if (mark.dot)
            width += m_theme.px(13);
    }
    return {width, m_height};
}

bool TabStrip::event(QEvent *event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const int under = event->type() == QEvent::HoverLeave ? -1 : tabAt(static_cast<QHoverEvent *>(event)->position().toPoint());
        if (under != m_hovered) {
            m_hovered = under;
            update();
        }
    }
    return QTabBar::event(event);
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int index = 0; index < count(); ++index) {
        if (!isTabVisible(index))
            continue;
        if (m_look == Look::Segments)
            paintSegment(painter, index);
        else
            paintTab(painter, index);
    }
}

void TabStrip::paintSegment(QPainter &painter, int index) const
{
    const bool current = index == currentIndex();
    const QRect area = tabRect(index);
    if (current || index == m_hovered) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(current ? ColorToken::Selected : ColorToken::Hover));
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), m_theme.px(5), m_theme.px(5));
    }
    painter.setFont(m_theme.font(FontRole::SmallMedium));
    painter.setPen(m_theme.color(current ? ColorToken::Accent : ColorToken::Text2));
    painter.drawText(area, Qt::AlignCenter, tabText(index));
}

void TabStrip::paintTab(QPainter &painter, int index) const
{
    const bool current = index == currentIndex(), enabled = isTabEnabled(index);
    const QRect area = tabRect(index);
    QRect rest = area.adjusted(m_padding, 0, -m_padding, 0);
    painter.setFont(m_theme.font(current ? FontRole::Strong : FontRole::Body));
    painter.setPen(m_theme.color(!enabled ? ColorToken::Text3 : current || index == m_hovered ? ColorToken::Text : ColorToken::Text2));
    painter.drawText(rest, Qt::AlignVCenter | Qt::AlignLeading, tabText(index));
    int x = rest.left() + painter.fontMetrics().horizontalAdvance(tabText(index));
    if (const auto found = m_marks.find(index); found != m_marks.end()) {
        const Mark &mark = found->second;
        if (mark.count > 0) {
            painter.setFont(m_theme.font(FontRole::Body));
            painter.setPen(m_theme.color(ColorToken::Text3));
            const QRect number(x + m_theme.px(6), rest.top(), area.right() - x, rest.height());
            painter.drawText(number, Qt::AlignVCenter | Qt::AlignLeading, QString::number(mark.count));
            x = number.left() + painter.fontMetrics().horizontalAdvance(QString::number(mark.count));
        }
        if (mark.dot) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.color(*mark.dot));
            const double radius = m_theme.px(7) / 2.0;
            painter.drawEllipse(QPointF(x + m_theme.px(6) + radius, area.center().y() + 1), radius, radius);
            x += m_theme.px(13);
        }
    }
    if (current)
        painter.fillRect(QRect(area.left() + m_padding, area.bottom() - m_theme.px(2) + 1, area.width() - 2 * m_padding, m_theme.px(2)),
                         m_theme.color(ColorToken::Accent));
}

}
