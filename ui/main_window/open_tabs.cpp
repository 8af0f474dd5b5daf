#include "ui/main_window/open_tabs.h"

#include "core/diagnosis/report.h"
#include "ui/collection/request_delegate.h"
#include "ui/text/plain_label.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace keyhole {

namespace {
constexpr int kHeight = 36;
constexpr int kPadding = 12;
constexpr int kWidest = 220, kNarrowest = 96;
constexpr int kCross = 24;
}

OpenTabs::OpenTabs(const Theme &theme, QWidget *parent) : QTabBar(parent), m_theme(theme)
{
    setExpanding(false);
    setDrawBase(false);
    setMovable(true);
    setUsesScrollButtons(true);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Open requests"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

OpenTabs::Request OpenTabs::requestAt(int index) const
{
    const QVariantList parts = tabData(index).toList();
    return parts.size() == 2 ? Request{parts[0].toByteArray(), parts[1].toBool()} : Request{};
}

void OpenTabs::setRequest(int index, const QByteArray &method, const QString &name, bool changed)
{
    setTabData(index, QVariantList{method, changed});
    const QString shown = visibleText(name);
    setTabText(index, shown);
    const QString spoken = QString::fromUtf8(method) + ' ' + shown;
    setAccessibleTabName(index, changed ? tr("%1, changed").arg(spoken) : spoken);
    update();
}

void OpenTabs::setLine(const QColor &color)
{
    m_line = color;
    update();
}

QSize OpenTabs::tabSizeHint(int index) const
{
    const QFontMetrics badge(m_theme.font(FontRole::Badge)), name(m_theme.font(FontRole::Body));
    const int text = badge.horizontalAdvance(methodBadge(requestAt(index).method)) + m_theme.px(8) + name.horizontalAdvance(tabText(index));
    const int width = text + 2 * m_theme.px(kPadding) + m_theme.px(kCross) + m_theme.px(6);
    return {std::clamp(width, m_theme.px(kNarrowest), m_theme.px(kWidest)), m_theme.px(kHeight)};
}

QSize OpenTabs::minimumTabSizeHint(int index) const
{
    return tabSizeHint(index);
}

QRect OpenTabs::crossRect(int index) const
{
    const QRect tab = tabRect(index);
    const int side = m_theme.px(kCross);
    const QRect cross(tab.right() - m_theme.px(6) - side, tab.center().y() - side / 2 + 1, side, side);
    return QStyle::visualRect(layoutDirection(), tab, cross);
}

void OpenTabs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int index = 0; index < count(); ++index)
        paintTab(painter, index);
}

void OpenTabs::paintTab(QPainter &painter, int index) const
{
    const QRect tab = tabRect(index);
    const bool current = index == currentIndex();
    if (current) {
        painter.fillRect(tab, m_theme.color(ColorToken::Surface));
        painter.fillRect(QRect(tab.left(), tab.top(), tab.width(), m_theme.px(2)),
                         m_line.isValid() ? m_line : m_theme.color(ColorToken::Accent));
    } else if (index == m_hovered) {
        painter.fillRect(tab, m_theme.color(ColorToken::Hover));
    }
    const QColor line = m_theme.color(ColorToken::Border);
    if (!current)
        painter.fillRect(QRect(tab.left(), tab.bottom(), tab.width(), 1), line);
    painter.fillRect(QRect(tab.right(), tab.top(), 1, tab.height()), line);

    const Request request = requestAt(index);
    QRect area = tab.adjusted(m_theme.px(kPadding), 0, -m_theme.px(kPadding), 0);
    painter.setFont(m_theme.font(FontRole::Badge));
    painter.setPen(m_theme.color(methodColor(request.method)));
    const QString badge = methodBadge(request.method);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, badge);
    area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(badge) + m_theme.px(8));
    area.setRight(crossRect(index).left() - m_theme.px(2));
    painter.setFont(m_theme.font(FontRole::Body));
    painter.setPen(m_theme.color(current ? ColorToken::Text : ColorToken::Text2));
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(tabText(index), Qt::ElideRight, area.width()));

    const QRect cross = crossRect(index);
    const bool over = index == m_hovered && m_overCross;
    if (request.changed && !over) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorToken::Text2));
        const double radius = m_theme.px(7) / 2.0;
        painter.drawEllipse(QRectF(cross).center(), radius, radius);
        return;
    }
    if (over) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorToken::Selected));
        painter.drawRoundedRect(cross, m_theme.px(5), m_theme.px(5));
    }
    const int side = m_theme.px(14);
    QRect icon(0, 0, side, side);
    icon.moveCenter(cross.center());
    m_theme.icon("x", current ? ColorToken::Text2 : ColorToken::Text3).paint(&painter, icon);
}

void OpenTabs::mouseMoveEvent(QMouseEvent *event)
{
    m_hovered = tabAt(event->pos());
    m_overCross = m_hovered >= 0 && crossRect(m_hovered).contains(event->pos());
    update();
    if (m_pressedCross < 0)
        QTabBar::mouseMoveEvent(event);
}

void OpenTabs::leaveEvent(QEvent *event)
{
    m_hovered = -1;
    m_overCross = false;
    update();
    QTabBar::leaveEvent(event);
}

void OpenTabs::mousePressEvent(QMouseEvent *event)
{
    const int index = tabAt(event->pos());
    const bool closes
        = event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && crossRect(index).contains(event->pos()));
    m_pressedCross = index >= 0 && closes ? index : -1;
    if (m_pressedCross < 0)
        QTabBar::mousePressEvent(event);
}

void OpenTabs::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressedCross, -1);
    if (pressed < 0)
        return QTabBar::mouseReleaseEvent(event);
    if (tabAt(event->pos()) == pressed)
        emit tabCloseRequested(pressed);
}

bool OpenTabs::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const int index = tabAt(help->pos()); index >= 0)
            QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(tabText(index)), this);
        return true;
    }
    return QTabBar::event(event);
}

}
