#include "ui/credentials/keychain_bar.h"

#include "core/secrets/when_done.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace keyhole {

namespace {

struct Look {
    QString icon;
    QString action;
    bool mayLookAgain = false;
};

/// Nothing for a state that needs no attention.
std::optional<Look> lookOf(StoreState state)
{
    switch (state) {
    case StoreState::Unknown:
    case StoreState::Ready:
        return std::nullopt;
    case StoreState::NoPassword:
        return Look{QStringLiteral("lock-keyhole-open"), KeychainBar::tr("How to set one up…")};
    case StoreState::Waiting:
        return Look{QStringLiteral("loader-circle"), {}};
    case StoreState::Locked:
        return Look{QStringLiteral("lock-keyhole"), KeychainBar::tr("Unlock keychain…")};
    case StoreState::Absent:
        return Look{QStringLiteral("unplug"), KeychainBar::tr("How to set one up…"), true};
    case StoreState::Denied:
        return Look{QStringLiteral("shield-x"), KeychainBar::tr("Ask again")};
    case StoreState::Replaced:
        return Look{QStringLiteral("shield-question-mark"), KeychainBar::tr("Start anew with this keychain"), true};
    }
    return std::nullopt;
}

}

KeychainBar::KeychainBar(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_icon(new TextLabel(theme)), m_text(new TextLabel(theme)),
      m_action(new Button(theme, tr("Unlock keychain…"))), m_again(new Button(theme, tr("Look again"), Button::Kind::Link))
{
    m_text->setWordWrap(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8));
    row->setSpacing(theme.px(10));
    row->addWidget(m_icon, 0, Qt::AlignVCenter);
    row->addWidget(m_text, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    row->addWidget(m_again, 0, Qt::AlignVCenter);
    connect(m_action, &Button::clicked, this, &KeychainBar::act);
    connect(m_again, &Button::clicked, this, &KeychainBar::look);
    connect(&theme, &Theme::changed, this, &KeychainBar::showState);
    showState();
}

void KeychainBar::setStore(CredentialStore *store)
{
    if (store == m_store)
        return;
    if (m_store)
        disconnect(m_store, nullptr, this, nullptr);
    m_store = store;
    if (store)
        connect(store, &CredentialStore::stateChanged, this, &KeychainBar::showState);
    showState();
}

QString KeychainBar::text() const
{
    return m_text->text();
}

void KeychainBar::showState()
{
    const auto look = m_store && m_store->isLasting() ? lookOf(m_store->state()) : std::nullopt;
    setVisible(look.has_value());
    if (!look)
        return;
    m_icon->setPixmap(m_theme.pixmap(look->icon, ColorToken::Warn, 16, devicePixelRatioF()));
    m_text->setText(stateMeaning(m_store->state()));
    setAccessibleName(stateName(m_store->state()));
    m_action->setText(look->action);
    m_action->setVisible(!look->action.isEmpty());
    m_action->setEnabled(!m_acting);
    m_again->setVisible(look->mayLookAgain);
    m_again->setEnabled(!m_acting);
    update();
}

void KeychainBar::act()
{
    if (!m_store)
        return;
    switch (m_store->state()) {
    case StoreState::Locked:
    case StoreState::Denied:
        return showAnswer(m_store->unlock());
    case StoreState::Replaced:
        return showAnswer(m_store->startAnew());
    default:
        emit helpRequested();
    }
}

void KeychainBar::look()
{
    if (m_store)
        showAnswer(m_store->refresh());
}

/// The buttons rest until the keychain has answered: it may be asking its user.
void KeychainBar::showAnswer(const QFuture<StoreState> &answer)
{
    m_acting = true;
    showState();
    whenDone(answer, this, [this](StoreState) {
        m_acting = false;
        showState();
    });
}

void KeychainBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(ColorToken::WarnLine));
    painter.setBrush(m_theme.color(ColorToken::WarnSoft));
    const qreal radius = m_theme.px(8);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

}
