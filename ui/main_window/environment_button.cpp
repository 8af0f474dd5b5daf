#include "ui/main_window/environment_button.h"

#include "core/diagnosis/report.h"
#include "ui/environments/environment_color.h"

#include <QActionGroup>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace keyhole {

EnvironmentButton::EnvironmentButton(const Theme &theme, QWidget *parent) : QToolButton(parent), m_theme(theme), m_menu(new QMenu(this))
{
    setPopupMode(InstantPopup);
    setMenu(m_menu);
    setFont(theme.font(FontRole::Body));
    setFocusPolicy(Qt::TabFocus);
    setFixedHeight(theme.px(28));
    setEnvironments({}, -1);
}

void EnvironmentButton::setEnvironments(const std::vector<EnvironmentChoice> &environments, int current)
{
    m_environments = environments;
    m_current = current;
    m_menu->clear();
    auto *group = new QActionGroup(m_menu);
    for (int index = -1; index < int(environments.size()); ++index) {
        QString name = index < 0 ? tr("No environment") : visibleText(environments[size_t(index)].name);
        if (index == current)
            setText(name);
        QAction *action = m_menu->addAction(name.replace('&', "&&"));
        if (const auto color = index < 0 ? std::nullopt : environmentColor(m_theme, environments[size_t(index)]))
            action->setIcon(colorDot(m_theme, *color));
        action->setCheckable(true);
        action->setChecked(index == current);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, index] { emit chosen(index); });
    }
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Environments and variables…")), &QAction::triggered, this, &EnvironmentButton::variablesRequested);
    const bool production = current >= 0 && environments[size_t(current)].production;
    setAccessibleName((production ? tr("Production environment: %1") : tr("Environment: %1")).arg(text()));
    updateGeometry();
    update();
}

QSize EnvironmentButton::sizeHint() const
{
    return {std::min(fontMetrics().horizontalAdvance(text()), m_theme.px(160)) + m_theme.px(16 + 6 + 14 + 6 + 16), m_theme.px(28)};
}

void EnvironmentButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.color(ColorToken::Hover));
        painter.drawRoundedRect(rect(), m_theme.px(5), m_theme.px(5));
    }
    const int side = m_theme.px(16), gap = m_theme.px(6);
    const auto placed = [this](const QRect &each) { return QStyle::visualRect(layoutDirection(), rect(), each); };
    const auto color = m_current < 0 ? std::nullopt : environmentColor(m_theme, m_environments[size_t(m_current)]);
    const QRect icon = placed({gap, (height() - side) / 2, side, side});
    if (color)
        colorDot(m_theme, *color).paint(&painter, icon);
    else
        m_theme.icon("layers").paint(&painter, icon);
    m_theme.icon("chevron-down")
        .paint(&painter, placed({width() - gap - m_theme.px(14), (height() - m_theme.px(14)) / 2, m_theme.px(14), m_theme.px(14)}));
    const QRect area(gap * 2 + side, 0, width() - gap * 4 - side - m_theme.px(14), height());
    painter.setPen(color ? readableOn(m_theme.color(ColorToken::Window), *color) : m_theme.color(ColorToken::Text));
    painter.drawText(placed(area), Qt::AlignVCenter | Qt::AlignLeading, fontMetrics().elidedText(text(), Qt::ElideRight, area.width()));
}

}
