#include "ui/token/token_head.h"

#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/text/flow_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>

namespace keyhole {

namespace {

void showTiming(Chip *chip, const Token &token, const TokenTiming &timing)
{
    using State = TokenTiming::State;
    chip->setVisible(token.form == TokenForm::Jws);
    const QString text = timingChip(timing);
    switch (timing.state) {
    case State::Expired:
    case State::NotYetValid:
        chip->setState(ChipTone::Danger, text, QStringLiteral("circle-x"));
        break;
    case State::Undecided:
        chip->setState(ChipTone::Warn, text, QStringLiteral("circle-dot"));
        break;
    case State::Valid:
        chip->setState(ChipTone::Ok, text, QStringLiteral("circle-check"));
        break;
    case State::Timeless:
        chip->setState(ChipTone::Neutral, text, QStringLiteral("circle-minus"));
        break;
    }
}

ChipTone toneOf(SignatureFacts::State state)
{
    switch (state) {
    case SignatureFacts::State::Verified:
        return ChipTone::Ok;
    case SignatureFacts::State::Wrong:
    case SignatureFacts::State::None:
        return ChipTone::Danger;
    case SignatureFacts::State::NoKey:
    case SignatureFacts::State::CannotBe:
        break;
    }
    return ChipTone::Neutral;
}

QString signatureChip(const Token &token, const SignatureFacts &signature)
{
    switch (signature.state) {
    case SignatureFacts::State::Verified:
        return TokenHead::tr("Signature verified");
    case SignatureFacts::State::Wrong:
        return TokenHead::tr("Signature does not verify");
    case SignatureFacts::State::None:
        return TokenHead::tr("Unsigned");
    case SignatureFacts::State::NoKey:
        return TokenHead::tr("Signature not checked");
    case SignatureFacts::State::CannotBe:
        break;
    }
    return token.form == TokenForm::Jwe   ? TokenHead::tr("Encrypted")
        : token.form == TokenForm::Opaque ? TokenHead::tr("Not a JWT")
                                          : TokenHead::tr("Cannot be decoded");
}

}

QString kindTitle(TokenKind kind)
{
    switch (kind) {
    case TokenKind::Access:
        return TokenHead::tr("Access token");
    case TokenKind::Id:
        return TokenHead::tr("ID token");
    case TokenKind::Refresh:
        return TokenHead::tr("Refresh token");
    case TokenKind::Logout:
        return TokenHead::tr("Logout token");
    case TokenKind::ClientAssertion:
        return TokenHead::tr("Client assertion");
    case TokenKind::DpopProof:
        return TokenHead::tr("DPoP proof");
    case TokenKind::Session:
        return TokenHead::tr("Session token");
    case TokenKind::ServiceAccount:
        return TokenHead::tr("Service account token");
    case TokenKind::Unknown:
        break;
    }
    return TokenHead::tr("Token");
}

TokenHead::TokenHead(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_title(new FlowLabel(theme, this)), m_from(new FlowLabel(theme, this)),
      m_time(new Chip(theme, this)), m_signature(new Chip(theme, this)),
      m_paste(new Button(theme, tr("Paste token…"), Button::Kind::Outlined, {}, this)),
      m_copy(new Button(theme, tr("Copy without signature"), Button::Kind::Outlined, {}, this)), m_pasteBox(new QWidget(this)),
      m_pasteField(new QPlainTextEdit(m_pasteBox))
{
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_pasteField->setPlaceholderText(tr("A token, with or without “Bearer” before it"));
    m_pasteField->setAccessibleName(tr("Token to decode"));
    m_pasteField->setTabChangesFocus(true);
    m_pasteField->installEventFilter(this);
    build(theme);
    connect(m_paste, &Button::clicked, this, [this] { showPaste(true); });
    connect(m_copy, &Button::clicked, this, &TokenHead::copyRequested);
    connect(&theme, &Theme::changed, this, &TokenHead::applyTheme);
    m_pasteBox->hide();
    applyTheme();
}

void TokenHead::build(const Theme &theme)
{
    auto *titleRow = new QHBoxLayout;
    titleRow->setSpacing(theme.px(10));
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_time, m_signature})
        titleRow->addWidget(part, 0, Qt::AlignVCenter);
    titleRow->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(theme.px(2));
    words->addLayout(titleRow);
    words->addWidget(m_from);
    auto *top = new QHBoxLayout;
    top->setSpacing(theme.px(8));
    top->addLayout(words, 1);
    top->addWidget(m_paste);
    top->addWidget(m_copy);

    auto *decode = new Button(theme, tr("Decode"), Button::Kind::Outlined, {}, m_pasteBox);
    auto *cancel = new Button(theme, tr("Cancel"), Button::Kind::Quiet, {}, m_pasteBox);
    connect(decode, &Button::clicked, this, &TokenHead::takePasted);
    connect(cancel, &Button::clicked, this, [this] { showPaste(false); });
    auto *paste = new QHBoxLayout(m_pasteBox);
    paste->setContentsMargins(0, 0, 0, 0);
    paste->setSpacing(theme.px(8));
    paste->addWidget(m_pasteField, 1);
    paste->addWidget(decode, 0, Qt::AlignTop);
    paste->addWidget(cancel, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_pasteBox);
}

void TokenHead::applyTheme()
{
    layout()->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    layout()->setSpacing(m_theme.px(10));
    m_pasteField->setFont(m_theme.font(FontRole::CodeSmall));
    m_pasteField->setFixedHeight(m_theme.px(64));
}

void TokenHead::setToken(const Token &token, const QString &from)
{
    m_title->setRuns({{kindTitle(token.kind), FontRole::Headline, ColorToken::Text}});
    const QString shown = from.isEmpty() ? token.kindReason : from;
    m_from->setRuns({{shown, FontRole::Small, ColorToken::Text2}});
    m_copy->setEnabled(token.form == TokenForm::Jws);
    showPaste(false);
}

void TokenHead::setStates(const Token &token, const TokenTiming &timing, const SignatureFacts &signature)
{
    showTiming(m_time, token, timing);
    const bool broken = token.form == TokenForm::Broken;
    m_signature->setState(broken ? ChipTone::Danger : toneOf(signature.state), signatureChip(token, signature),
                          broken ? QStringLiteral("circle-x") : signature.icon);
}

QString TokenHead::title() const
{
    return m_title->text();
}

void TokenHead::showPaste(bool shown)
{
    m_pasteField->clear();
    m_pasteBox->setVisible(shown);
    if (shown)
        m_pasteField->setFocus(Qt::OtherFocusReason);
}

void TokenHead::takePasted()
{
    QByteArray text = m_pasteField->toPlainText().trimmed().toUtf8();
    if (text.left(7).toLower() == "bearer ")
        text = text.mid(7).trimmed();
    if (text.isEmpty())
        return;
    showPaste(false);
    emit pasted(text);
}

bool TokenHead::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_pasteField || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        takePasted();
        return true;
    }
    if (key == Qt::Key_Escape) {
        showPaste(false);
        m_paste->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void TokenHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Surface));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

}
