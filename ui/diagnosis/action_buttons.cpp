#include "ui/diagnosis/action_buttons.h"

#include "ui/controls/button.h"
#include "ui/diagnosis/appearance.h"

#include <QEvent>
#include <QStyle>
#include <algorithm>

namespace keyhole {

ActionButtons::ActionButtons(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, &QWidget::updateGeometry);
}

void ActionButtons::setActions(const std::vector<Action> &actions)
{
    const auto same = [](const Action &a, const Action &b) {
        return a.id == b.id && a.label == b.label && a.argument == b.argument && a.primary == b.primary;
    };
    // A button that stays keeps the focus, and the press that is under way.
    if (std::equal(actions.begin(), actions.end(), m_actions.begin(), m_actions.end(), same))
        return;
    m_actions = actions;
    for (Button *button : m_buttons) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (const Action &action : m_actions) {
        const QString label = QString(action.label).replace(u'&', QStringLiteral("&&"));
        auto *button = new Button(m_theme, label, action.primary ? Button::Kind::Primary : Button::Kind::Outlined, iconOf(action), this);
        button->setAccessibleName(action.label);
        connect(button, &Button::clicked, this, [this, action] { emit triggered(action); });
        button->show();
        m_buttons.push_back(button);
    }
    flow(width(), true);
    updateGeometry();
}

int ActionButtons::flow(int width, bool move) const
{
    const int gap = m_theme.px(8);
    int x = 0, y = 0, rowHeight = 0;
    for (Button *button : m_buttons) {
        const QSize size = button->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += rowHeight + gap;
        }
        if (move)
            button->setGeometry(QStyle::visualRect(layoutDirection(), QRect(0, 0, width, y + size.height()),
                                                   QRect(x, y, qMin(size.width(), qMax(width, 1)), size.height())));
        x += size.width() + gap;
        rowHeight = size.height();
    }
    return y + rowHeight;
}

int ActionButtons::heightForWidth(int width) const
{
    return flow(width, false);
}

QSize ActionButtons::sizeHint() const
{
    return {flow(QWIDGETSIZE_MAX, false) > 0 ? m_theme.px(160) : 0, heightForWidth(QWIDGETSIZE_MAX)};
}

QSize ActionButtons::minimumSizeHint() const
{
    return {0, 0};
}

void ActionButtons::resizeEvent(QResizeEvent *)
{
    flow(width(), true);
}

void ActionButtons::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        flow(width(), true);
        updateGeometry();
    }
}

}
