#include "ui/token/signature_card.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/flow_label.h"

#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyle>

namespace keyhole {

namespace {

constexpr qint64 kMostKeyBytes = 1 << 20;

ColorToken colorOf(SignatureFacts::State state)
{
    switch (state) {
    case SignatureFacts::State::Verified:
        return ColorToken::Ok;
    case SignatureFacts::State::Wrong:
    case SignatureFacts::State::None:
        return ColorToken::Danger;
    case SignatureFacts::State::NoKey:
    case SignatureFacts::State::CannotBe:
        break;
    }
    return ColorToken::Text2;
}

}

SignatureCard::SignatureCard(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_title(new FlowLabel(theme, this)),
      m_text(new FlowLabel(theme, this)), m_fault(new FlowLabel(theme, this)), m_key(new QPlainTextEdit), m_form(new QWidget(this)),
      m_useKey(new Button(theme, tr("Use a key…"), Button::Kind::Outlined, {}, this))
{
    auto *check = new Button(theme, tr("Check"), Button::Kind::Outlined, {}, m_form);
    auto *open = new Button(theme, tr("Open file…"), Button::Kind::Outlined, {}, m_form);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet, {}, m_form);
    m_key->setPlaceholderText(tr("JWK, key set, PEM or secret"));
    m_key->setAccessibleName(tr("Key to check with"));
    m_key->setTabChangesFocus(true);
    m_key->setUndoRedoEnabled(false);
    m_key->installEventFilter(this);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->addWidget(m_key);
    auto *buttons = new QHBoxLayout;
    for (Button *button : {check, open, cancel})
        buttons->addWidget(button);
    buttons->addStretch();
    form->addLayout(buttons);

    auto *column = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_text, m_form, m_fault})
        column->addWidget(part);
    auto *row = new QHBoxLayout;
    row->addWidget(m_useKey);
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    connect(m_useKey, &Button::clicked, this, [this] { showForm(true); });
    connect(cancel, &Button::clicked, this, [this] { showForm(false); });
    connect(check, &Button::clicked, this, [this] { useKey(m_key->toPlainText().toUtf8()); });
    connect(open, &Button::clicked, this, &SignatureCard::openFile);
    connect(&theme, &Theme::changed, this, &SignatureCard::applyTheme);
    applyTheme();
    showForm(false);
}

void SignatureCard::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(13), theme().px(16), theme().px(14));
    layout()->setSpacing(theme().px(8));
    m_form->layout()->setSpacing(theme().px(8));
    m_title->setPadding({theme().px(26), 0, theme().px(60), 0});
    m_key->setFont(theme().font(FontRole::CodeSmall));
    m_key->setFixedHeight(theme().px(84));
}

void SignatureCard::setToken(const Token &token)
{
    m_token = token;
    m_facts = signatureFacts(token, std::nullopt);
    showForm(false);
    showFacts();
}

void SignatureCard::showFacts()
{
    m_title->setRuns({{m_facts.title, FontRole::Strong, ColorToken::Text}});
    m_text->setRuns({{m_facts.text, FontRole::Small, ColorToken::Text2}});
    const bool canCheck = m_token.form == TokenForm::Jws && m_facts.state != SignatureFacts::State::None;
    const bool checkedBefore = m_facts.state == SignatureFacts::State::Verified || m_facts.state == SignatureFacts::State::Wrong;
    m_useKey->setText(checkedBefore ? tr("Use another key…") : tr("Use a key…"));
    m_useKey->setVisible(canCheck && m_form->isHidden());
    updateGeometry();
    update();
}

void SignatureCard::showForm(bool shown)
{
    m_form->setVisible(shown);
    m_fault->hide();
    m_key->clear();
    if (shown)
        m_key->setFocus(Qt::OtherFocusReason);
    showFacts();
}

void SignatureCard::useKey(const QByteArray &keyText)
{
    const Result<KeysRead> keys = readKeys(keyText);
    if (!keys) {
        const Error &error = keys.error();
        const QString place = error.place.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.place);
        const QString fault = tr("%1%2. %3").arg(error.what, place, error.remedy);
        m_fault->setRuns({{fault, FontRole::Small, ColorToken::Danger}});
        m_key->setAccessibleDescription(fault);
        m_fault->show();
        return;
    }
    m_facts = signatureFacts(m_token, verifyWithAny(m_token, keys->keys));
    if (keys->skipped + keys->beyondLimit > 0)
        m_facts.text += QLatin1Char(' ') + tr("%n keys of the set were not used.", nullptr, keys->skipped + keys->beyondLimit);
    showForm(false);
    emit checked();
}

void SignatureCard::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open key"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &SignatureCard::readKeyFile);
    dialog->open();
}

void SignatureCard::readKeyFile(const QString &path)
{
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) {
        useKey(file.read(kMostKeyBytes + 1));
        return;
    }
    m_fault->setRuns({{tr("The file cannot be read: %1").arg(file.errorString()), FontRole::Small, ColorToken::Danger}});
    m_fault->show();
}

bool SignatureCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_key && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Escape) {
            showForm(false);
            m_useKey->setFocus(Qt::OtherFocusReason);
            return true;
        }
    }
    return RoundedFrame::eventFilter(watched, event);
}

void SignatureCard::paintEvent(QPaintEvent *event)
{
    RoundedFrame::paintEvent(event);
    QPainter painter(this);
    const int left = theme().px(16), size = theme().px(18);
    const QRect icon = QStyle::visualRect(layoutDirection(), rect(), QRect(left, m_title->y(), size, size));
    painter.drawPixmap(icon.topLeft(), theme().pixmap(m_facts.icon, colorOf(m_facts.state), 18, devicePixelRatioF()));
    painter.setFont(theme().font(FontRole::CodeSmall));
    painter.setPen(theme().color(ColorToken::Text2));
    const QRect algorithm
        = QStyle::visualRect(layoutDirection(), rect(), QRect(width() - left - theme().px(70), m_title->y(), theme().px(70), size));
    const QString name = QString::fromUtf8(m_token.headerText("alg").left(16));
    painter.drawText(algorithm, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(visibleText(name), Qt::ElideRight, algorithm.width()));
}

}
