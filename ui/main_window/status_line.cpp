#include "ui/main_window/status_line.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/text_label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QTimer>
#include <QToolButton>

namespace keyhole {

namespace {
constexpr std::chrono::seconds kMessageTime{10};
}

StatusLine::StatusLine(const Theme &theme, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_message(new ElidedLabel(theme, {}, FontRole::Small, ColorToken::Text)),
      m_undoButton(new Button(theme, tr("Undo"), Button::Kind::Link)), m_time(new QTimer(this))
{
    setProperty("box", "status");
    setFixedHeight(theme.px(28));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(6), 1, theme.px(6), 0);
    row->setSpacing(theme.px(8));
    addEntry(Secrets, "lock-keyhole");
    addEntry(HostClock, "clock");
    row->addSpacing(theme.px(8));
    row->addWidget(m_message);
    row->addWidget(m_undoButton);
    row->addStretch(1);
    addEntry(Jar, "cookie");
    addEntry(Proxy, "globe");
    m_message->setAccessibleName({});
    m_undoButton->setFont(theme.font(FontRole::SmallMedium));
    m_undoButton->hide();
    m_entries[HostClock]->hide();
    m_time->setSingleShot(true);
    connect(m_time, &QTimer::timeout, this, [this] { say({}); });
    connect(m_undoButton, &Button::clicked, this, &StatusLine::undo);
}

void StatusLine::addEntry(Entry entry, const QString &icon)
{
    auto *button = new QToolButton;
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFont(m_theme.font(FontRole::Small));
    button->setIconSize({m_theme.px(14), m_theme.px(14)});
    button->setFixedHeight(m_theme.px(24));
    button->setFocusPolicy(Qt::TabFocus);
    m_entries[entry] = button;
    m_icons[entry] = icon;
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, [this, entry] { emit entryRequested(entry); });
}

void StatusLine::setEntry(Entry entry, const QString &text, ColorToken color)
{
    QToolButton *button = m_entries[entry];
    const QString shown = visibleText(text);
    button->setText(QString(shown).replace('&', "&&"));
    button->setAccessibleName(shown);
    button->setIcon(m_theme.icon(m_icons[entry], color));
    const char *tone = color == ColorToken::Warn ? "warn" : color == ColorToken::Danger ? "danger" : "";
    if (button->property("tone").toString() != tone) {
        button->setProperty("tone", tone);
        button->setStyle(button->style());  // the sheet looks at the property anew
    }
    button->setVisible(!text.isEmpty());
}

void StatusLine::say(const QString &text, std::function<void()> undo)
{
    m_message->setForeignText(text);
    m_undo = std::move(undo);
    m_undoButton->setVisible(bool(m_undo));
    if (text.isEmpty())
        return m_time->stop();
    m_time->start(kMessageTime);
    m_message->setAccessibleName(m_message->text());
    QAccessibleEvent announcement(m_message, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
}

void StatusLine::undo()
{
    if (auto back = std::exchange(m_undo, {})) {
        back();
        say(tr("Undone"));
    }
}

QString StatusLine::message() const
{
    return m_message->text();
}

}
