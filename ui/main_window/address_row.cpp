#include "ui/main_window/address_row.h"

#include "core/http/field.h"
#include "ui/collection/request_delegate.h"
#include "ui/controls/button.h"
#include "ui/controls/icon_button.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QValidator>

namespace keyhole {

namespace {

/// A method is a token. RFC 9110, 9.1.
class MethodValidator : public QValidator {
public:
    using QValidator::QValidator;
    State validate(QString &text, int &) const override
    {
        if (text.isEmpty())
            return Intermediate;
        return isToken(text.toUtf8()) ? Acceptable : Invalid;
    }
};

}

AddressRow::AddressRow(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_frame(new QWidget), m_method(new QComboBox), m_address(new AddressEdit(theme)),
      m_copy(new IconButton(theme, "copy", tr("Copy as curl"))),
      m_send(new Button(theme, tr("Send"), Button::Kind::Primary, "send-horizontal"))
{
    buildMethod();
    auto *inside = new QHBoxLayout(m_frame);
    inside->setContentsMargins(theme.px(3), 0, theme.px(5), 0);
    inside->setSpacing(theme.px(2));
    inside->addWidget(m_method);
    inside->addSpacing(theme.px(8));
    inside->addWidget(m_address, 1);
    inside->addWidget(m_copy);
    m_frame->setFixedHeight(theme.px(36));
    m_frame->installEventFilter(this);
    m_copy->setName(tr("Copy as curl, secrets as variables"), QKeySequence("Ctrl+Shift+C"));
    m_send->setFixedSize(theme.px(92), theme.px(36));

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(10));
    row->setSpacing(theme.px(8));
    row->addWidget(m_frame, 1);
    row->addWidget(m_send);

    connect(m_address, &QLineEdit::textEdited, this, [this] { emit addressEdited(address()); });
    connect(m_address, &QLineEdit::returnPressed, this, &AddressRow::press);
    connect(m_address, &AddressEdit::commandPasted, this, &AddressRow::commandPasted);
    connect(m_copy, &IconButton::clicked, this, &AddressRow::copyRequested);
    connect(m_send, &Button::clicked, this, &AddressRow::press);
    connect(&theme, &Theme::changed, this, &AddressRow::tintMethod);
    m_address->installEventFilter(this);
    tintMethod();
}

void AddressRow::buildMethod()
{
    m_method->setEditable(true);
    m_method->setProperty("plain", true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->setAccessibleName(tr("Method"));
    m_method->setFixedWidth(m_theme.px(84));
    m_method->addItems({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"});
    m_method->setValidator(new MethodValidator(m_method));
    m_method->lineEdit()->setProperty("plain", true);
    m_method->lineEdit()->setMaxLength(64);
    m_method->lineEdit()->setAccessibleName(tr("Method"));
    QFont badge = m_theme.font(FontRole::Badge);
    badge.setPixelSize(m_theme.px(12));
    m_method->lineEdit()->setFont(badge);
    connect(m_method, &QComboBox::currentTextChanged, this, [this] {
        tintMethod();
        emit methodEdited(method());
    });
}

void AddressRow::setRequest(const QByteArray &method, const QByteArray &address)
{
    const QSignalBlocker quiet(m_method);
    m_method->setCurrentText(QString::fromLatin1(method));
    tintMethod();
    setAddress(address);
}

void AddressRow::setAddress(const QByteArray &address)
{
    if (m_address->text().toUtf8() != address) {
        m_address->setText(QString::fromUtf8(address));
        m_address->setCursorPosition(0);
    }
}

void AddressRow::setMode(Mode mode)
{
    m_mode = mode;
    m_address->setReadOnly(mode == Mode::Recorded);
    m_method->setEnabled(mode != Mode::Recorded);
    m_send->setText(mode == Mode::Sending ? tr("Cancel") : mode == Mode::Recorded ? tr("Replay…") : tr("Send"));
    m_send->setIconName(mode == Mode::Sending ? "circle-stop" : mode == Mode::Recorded ? "copy" : "send-horizontal");
    m_send->setAccessibleDescription(mode == Mode::Recorded ? tr("Copies it to a new request; nothing is sent yet") : QString());
}

void AddressRow::setEnvironment(const Environment &environment)
{
    m_address->setEnvironment(environment);
}

QByteArray AddressRow::method() const
{
    return m_method->currentText().toLatin1();
}

QByteArray AddressRow::address() const
{
    return m_address->text().toUtf8();
}

void AddressRow::press()
{
    if (m_mode == Mode::Sending)
        emit cancelRequested();
    else if (m_mode == Mode::Recorded)
        emit replayRequested();
    else
        emit sendRequested();
}

void AddressRow::tintMethod()
{
    QPalette colors = m_method->lineEdit()->palette();
    colors.setColor(QPalette::Text, m_theme.color(methodColor(method())));
    m_method->lineEdit()->setPalette(colors);
}

bool AddressRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_address && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        m_frame->update();
    if (watched == m_frame && event->type() == QEvent::Paint) {
        QPainter painter(m_frame);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool focused = m_address->hasFocus();
        const double half = focused ? 1 : 0.5;
        painter.setPen(QPen(m_theme.color(focused ? ColorToken::Accent : ColorToken::Control), 2 * half));
        painter.setBrush(m_theme.color(ColorToken::Surface));
        painter.drawRoundedRect(QRectF(m_frame->rect()).adjusted(half, half, -half, -half), m_theme.px(8), m_theme.px(8));
        const int x = m_method->geometry().right() + m_theme.px(4);
        painter.fillRect(QRect(x, m_theme.px(9), 1, m_frame->height() - 2 * m_theme.px(9)), m_theme.color(ColorToken::Border));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// The style sheet sets the field's colours when it is shown for the first time.
void AddressRow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    tintMethod();
}

void AddressRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Surface));
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(ColorToken::Border));
}

}
