#include "ui/request/secret_edit.h"

#include "ui/controls/icon_button.h"
#include "ui/controls/reveal.h"
#include "ui/controls/secret_clipboard.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>

namespace keyhole {

SecretEdit::SecretEdit(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit), m_reveal(new IconButton(theme, QStringLiteral("eye"), tr("Reveal for 30 seconds"))),
      m_revealed(new Reveal(this))
{
    m_field->setAccessibleName(name);
    m_field->setFont(theme.font(FontRole::CodeSmall));
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_field->installEventFilter(this);
    m_reveal->setCheckable(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(4));
    row->addWidget(m_field, 1);
    row->addWidget(m_reveal);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_secret = Secret(text.toUtf8());
        m_field->setEchoMode(isRevealed() || isVariable() ? QLineEdit::Normal : QLineEdit::Password);
        emit edited();
    });
    connect(m_reveal, &QToolButton::toggled, this, &SecretEdit::setRevealed);
    connect(m_revealed, &Reveal::over, this, [this] { setRevealed(false); });
    connect(&theme, &Theme::changed, this, [this, &theme] { m_field->setFont(theme.font(FontRole::CodeSmall)); });
    showSecret();
}

void SecretEdit::setSecret(const Secret &secret)
{
    if (secret == m_secret)
        return;
    m_secret = secret;
    setRevealed(false);
    showSecret();
}

void SecretEdit::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    showSecret();
}

void SecretEdit::setRevealed(bool revealed)
{
    if (revealed)
        m_revealed->begin();
    else
        m_revealed->end();
    m_reveal->setChecked(revealed);
    showSecret();
}

bool SecretEdit::isRevealed() const
{
    return m_revealed->isOn();
}

/// Also one that is being typed: "{{tok".
bool SecretEdit::isVariable() const
{
    const QByteArray &value = m_secret.reveal();
    const qsizetype end = value.indexOf("}}");
    return value.startsWith("{{") && (end < 0 || end == value.size() - 2);
}

/// The mask stands in the field only while nobody types in it, so that it can never be taken for the value.
void SecretEdit::showSecret()
{
    const bool readable = isRevealed() || isVariable();
    const bool typing = m_field->hasFocus() && !m_readOnly;
    const bool asItIs = readable || typing || m_secret.isEmpty();
    const QString text = asItIs ? QString::fromUtf8(m_secret.reveal()) : m_secret.masked();
    m_field->setReadOnly(m_readOnly || !asItIs);
    m_field->setEchoMode(typing && !readable ? QLineEdit::Password : QLineEdit::Normal);
    if (m_field->text() != text)
        m_field->setText(text);
}

bool SecretEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        showSecret();
    if (event->type() == QEvent::KeyPress && isRevealed() && !isVariable())
        return copyConcealed(*static_cast<QKeyEvent *>(event));
    if (event->type() == QEvent::ContextMenu && isRevealed() && !isVariable())
        return offerPaste(static_cast<QContextMenuEvent *>(event)->globalPos());
    return false;
}

/// What is copied out of a revealed field is a secret as well.
bool SecretEdit::copyConcealed(const QKeyEvent &key)
{
    const bool cut = key.matches(QKeySequence::Cut);
    if (!cut && !key.matches(QKeySequence::Copy))
        return false;
    if (m_field->hasSelectedText())
        copySecret(Secret(m_field->selectedText().toUtf8()));
    if (cut && !m_field->isReadOnly())
        m_field->del();
    return true;
}

bool SecretEdit::offerPaste(const QPoint &place)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Copy")), &QAction::triggered, this, [this] { copySecret(m_secret); });
    connect(menu->addAction(tr("Paste")), &QAction::triggered, m_field, &QLineEdit::paste);
    menu->popup(place);
    return true;
}

}
