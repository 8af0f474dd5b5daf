#include "ui/request/secret_edit.h"

#include "ui/controls/icon_button.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>

namespace keyhole {

namespace {

constexpr std::chrono::seconds kRevealed{30};

}

SecretEdit::SecretEdit(const Theme &theme, const QString &name, QWidget *parent)
    : QWidget(parent), m_field(new QLineEdit), m_reveal(new IconButton(theme, QStringLiteral("eye"), tr("Reveal for 30 seconds")))
{
    m_field->setAccessibleName(name);
    m_field->setFont(theme.font(FontRole::CodeSmall));
    m_field->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_field->installEventFilter(this);
    m_reveal->setCheckable(true);
    m_hide.setSingleShot(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(4));
    row->addWidget(m_field, 1);
    row->addWidget(m_reveal);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_secret = Secret(text.toUtf8());
        emit edited();
    });
    connect(m_reveal, &QToolButton::toggled, this, &SecretEdit::setRevealed);
    connect(&m_hide, &QTimer::timeout, this, [this] { setRevealed(false); });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            setRevealed(false);
    });
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
        m_hide.start(kRevealed);
    else
        m_hide.stop();
    m_reveal->setChecked(revealed);
    showSecret();
}

bool SecretEdit::isVariable() const
{
    const QByteArray &value = m_secret.reveal();
    return value.startsWith("{{") && value.indexOf("}}") == value.size() - 2;
}

/// The mask stands in the field only while nobody types in it, so that it can never be taken for the value.
void SecretEdit::showSecret()
{
    const bool readable = isRevealed() || isVariable() || m_secret.isEmpty();
    const bool typing = m_field->hasFocus() && !m_readOnly;
    const QString text = readable || typing ? QString::fromUtf8(m_secret.reveal()) : m_secret.masked();
    m_field->setReadOnly(m_readOnly || !(readable || typing));
    m_field->setEchoMode(typing && !readable ? QLineEdit::Password : QLineEdit::Normal);
    if (m_field->text() != text)
        m_field->setText(text);
}

bool SecretEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        showSecret();
    return QWidget::eventFilter(watched, event);
}

}
