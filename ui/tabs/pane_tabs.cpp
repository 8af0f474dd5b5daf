#include "ui/tabs/pane_tabs.h"

#include <QPainter>
#include <QStyle>

namespace keyhole {

PaneTabs::PaneTabs(const Theme &theme, QWidget *parent) : QTabBar(parent), m_theme(theme)
{
    setDrawBase(false);
    setExpanding(false);
    setUsesScrollButtons(true);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void PaneTabs::addPane(const QString &name)
{
    m_panes.push_back({name, 0, {}, {}});
    addTab(name);
}

void PaneTabs::setCount(int tab, int count)
{
    Pane &pane = m_panes.at(size_t(tab));
    if (pane.count == count)
        return;
    pane.count = count;
    describe(tab);
}

void PaneTabs::setDot(int tab, std::optional<ColorToken> colour, const QString &says)
{
    Pane &pane = m_panes.at(size_t(tab));
    if (pane.dot == colour && pane.dotSays == says)
        return;
    pane.dot = colour;
    pane.dotSays = says;
    describe(tab);
}

void PaneTabs::describe(int tab)
{
    const Pane &pane = m_panes.at(size_t(tab));
    QString name = pane.name;
    if (pane.count > 0)
        name += QStringLiteral(", %1").arg(pane.count);
    if (!pane.dotSays.isEmpty())
        name += QStringLiteral(", ") + pane.dotSays;
    setAccessibleTabName(tab, name);
    setTabText(tab, pane.name);  // asks for a new layout
    updateGeometry();
    update();
}

QString PaneTabs::countText(int tab) const
{
    const int count = m_panes.at(size_t(tab)).count;
    return count > 0 ? QString::number(count) : QString();
}

QSize PaneTabs::tabSizeHint(int index) const
{
    // Asked for while a tab is being added.
    if (index < 0 || size_t(index) >= m_panes.size())
        return {m_theme.px(40), m_theme.px(36)};
    const Pane &pane = m_panes.at(size_t(index));
    int width = QFontMetrics(m_theme.font(FontRole::Strong)).horizontalAdvance(pane.name) + m_theme.px(24);
    if (pane.count > 0)
        width += QFontMetrics(m_theme.font(FontRole::Small)).horizontalAdvance(countText(index)) + m_theme.px(7);
    if (pane.dot)
        width += m_theme.px(13);
    return {width, m_theme.px(36)};
}

QSize PaneTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

void PaneTabs::paintTab(QPainter &painter, int index) const
{
    const Pane &pane = m_panes.at(size_t(index));
    const QRect rect = tabRect(index);
    const bool current = index == currentIndex();
    const bool hovered = isEnabled() && rect.contains(mapFromGlobal(QCursor::pos())) && underMouse();
    painter.setFont(m_theme.font(current ? FontRole::Strong : FontRole::Body));
    painter.setPen(m_theme.color(current || hovered ? ColorToken::Text : ColorToken::Text2));
    QRect text = rect.adjusted(m_theme.px(12), 0, 0, 0);
    QRect used;
    painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, pane.name, &used);
    int x = used.right() + m_theme.px(7);
    if (pane.count > 0) {
        painter.setFont(m_theme.font(FontRole::Small));
        painter.setPen(m_theme.color(ColorToken::Text3));
        text.setLeft(x);
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, countText(index), &used);
        x = used.right() + m_theme.px(7);
    }
    if (pane.dot) {
        const double size = m_theme.px(7);
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(*pane.dot));
        painter.drawEllipse(QRectF(x, rect.center().y() - size / 2 + 0.5, size, size));
    }
    if (current)
        painter.fillRect(QRect(rect.left() + m_theme.px(8), rect.bottom() - 1, rect.width() - m_theme.px(12), 2),
                         m_theme.color(ColorToken::Accent));
}

void PaneTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < count(); ++i)
        paintTab(painter, i);
}

}
