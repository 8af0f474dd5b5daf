#include "ui/collection/empty_state.h"

#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QVBoxLayout>

namespace keyhole {

EmptyState::EmptyState(const Theme &theme, const QString &icon, const QString &title, const QString &detail, const QString &action,
                       QWidget *parent)
    : QWidget(parent), m_theme(theme), m_iconName(icon), m_icon(new PlainLabel)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(16), theme.px(24), theme.px(16), theme.px(16));
    layout->setSpacing(theme.px(2));
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addSpacing(theme.px(6));
    for (TextLabel *label : {new TextLabel(theme, title, FontRole::Strong, ColorToken::Text2),
                             new TextLabel(theme, detail, FontRole::Small, ColorToken::Text3)}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    if (!action.isEmpty()) {
        auto *button = new Button(theme, action, Button::Kind::Link);
        layout->addSpacing(theme.px(6));
        layout->addWidget(button, 0, Qt::AlignHCenter);
        connect(button, &Button::clicked, this, &EmptyState::actionRequested);
    }
    layout->addStretch();
    updateIcon();
    connect(&theme, &Theme::changed, this, &EmptyState::updateIcon);
}

void EmptyState::updateIcon()
{
    m_icon->setPixmap(m_theme.pixmap(m_iconName, ColorToken::Text3, 24, devicePixelRatioF()));
}

}
