#include "ui/welcome/welcome_page.h"

#include "ui/controls/button.h"
#include "ui/text/text_label.h"
#include "ui/welcome/welcome_action.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

WelcomePage::WelcomePage(const Theme &theme, QWidget *parent) : QFrame(parent), m_theme(theme)
{
    setProperty("box", "surface");
    auto *content = new QWidget;
    content->setMaximumWidth(theme.px(560));
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new TextLabel(theme, tr("Why did the server say 401?"), FontRole::Display));
    column->addSpacing(theme.px(6));
    auto *line = new TextLabel(theme, tr("Bring a request. Keyhole sends it, reads the answer and names the cause."), FontRole::Body,
                               ColorToken::Text2);
    line->setWordWrap(true);
    column->addWidget(line);
    column->addSpacing(theme.px(22));
    addActions(*column);
    addNotes(*column);

    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(content, 100);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(24));
    layout->addStretch(2);
    layout->addLayout(row);
    layout->addStretch(3);
}

void WelcomePage::addActions(QVBoxLayout &column)
{
    auto *frame = new QFrame;
    frame->setProperty("box", "card");
    auto *rows = new QVBoxLayout(frame);
    rows->setContentsMargins(1, 1, 1, 1);
    rows->setSpacing(0);
    using Place = WelcomeAction::Place;
    const auto add = [&](const QString &icon, const QString &title, const QString &detail, const char *shortcut, Place place,
                         void (WelcomePage::*chosen)()) {
        auto *action = new WelcomeAction(m_theme, icon, title, detail, QKeySequence(shortcut), place);
        connect(action, &QAbstractButton::clicked, this, chosen);
        rows->addWidget(action);
        if (!m_first)
            m_first = action;
    };
    add("terminal", tr("Paste a curl command"), tr("From the browser’s developer tools, a script or the documentation"), "Ctrl+V",
        Place::First, &WelcomePage::pasteRequested);
    add("file-json", tr("Open a HAR file…"), tr("Diagnose an exchange that was recorded elsewhere, without sending it"), "Ctrl+O",
        Place::Middle, &WelcomePage::openRequested);
    add("plus", tr("New request"), tr("Type an address and the credential that goes with it"), "Ctrl+N", Place::Middle,
        &WelcomePage::newRequested);
    add("ticket", tr("Decode a token…"), tr("Nothing leaves this computer"), "Ctrl+Shift+J", Place::Last, &WelcomePage::tokenRequested);
    column.addWidget(frame);
}

void WelcomePage::addNotes(QVBoxLayout &column)
{
    auto *example = new Button(m_theme, tr("Open the worked example: an expired token"), Button::Kind::Link);
    connect(example, &Button::clicked, this, &WelcomePage::exampleRequested);
    auto *first = new QHBoxLayout;
    first->addWidget(new TextLabel(m_theme, tr("New to this?"), FontRole::Body, ColorToken::Text2));
    first->addWidget(example);
    first->addStretch();
    column.addSpacing(m_theme.px(18));
    column.addLayout(first);

    auto *lock = new PlainLabel;
    const auto paint = [this, lock] { lock->setPixmap(m_theme.pixmap("lock-keyhole", ColorToken::Text3, 14, devicePixelRatioF())); };
    paint();
    connect(&m_theme, &Theme::changed, lock, paint);
    auto *note
        = new TextLabel(m_theme, tr("Secrets stay in your keychain, or in memory until you quit. Nothing is sent but your own requests."),
                        FontRole::Small, ColorToken::Text3);
    note->setWordWrap(true);
    auto *second = new QHBoxLayout;
    second->setSpacing(m_theme.px(8));
    second->addWidget(lock);
    second->addWidget(note, 1);
    column.addSpacing(m_theme.px(18));
    column.addLayout(second);
}

void WelcomePage::focusFirst()
{
    m_first->setFocus(Qt::OtherFocusReason);
}

}
