#include "ui/token/token_head.h"

#include "ui/controls/button.h"
#include "ui/controls/chip.h"
#include "ui/text/flow_label.h"
#include "ui/token/paste_box.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QSignalBlocker>

namespace keyhole {

namespace {

ChipTone toneOf(SignatureFacts::State state)
{
    switch (state) {
    case SignatureFacts::State::Verified:
    case SignatureFacts::State::Opened:
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
    case SignatureFacts::State::Opened:
        return TokenHead::tr("Encrypted, opened");
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

void showTimeState(Chip *chip, const Token &token, const TokenTiming &timing)
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
      m_time(new Chip(theme, this)), m_signature(new Chip(theme, this)), m_places(new QComboBox(this)),
      m_showPlace(new Button(theme, tr("Show it"), Button::Kind::Link, {}, this)),
      m_paste(new Button(theme, tr("Paste token…"), Button::Kind::Outlined, {}, this)),
      m_compare(new Button(theme, tr("Compare with…"), Button::Kind::Outlined, {}, this)),
      m_edit(new Button(theme, tr("Edit and sign…"), Button::Kind::Outlined, {}, this)),
      m_copy(new Button(theme, tr("Copy without signature"), Button::Kind::Outlined, {}, this)),
      m_pasteBox(new PasteBox(theme, tr("Token to decode"), this))
{
    for (FlowLabel *label : {m_title, m_from})
        label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_places->setAccessibleName(tr("Found in"));
    m_places->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_showPlace->setAccessibleName(tr("Show where the token stands"));
    build();
    connect(m_paste, &Button::clicked, m_pasteBox, &PasteBox::open);
    connect(m_pasteBox, &PasteBox::pasted, this, &TokenHead::pasted);
    connect(m_pasteBox, &PasteBox::left, this, [this] { m_paste->setFocus(Qt::OtherFocusReason); });
    connect(m_compare, &Button::clicked, this, &TokenHead::compareRequested);
    connect(m_edit, &Button::clicked, this, &TokenHead::editRequested);
    connect(m_copy, &Button::clicked, this, &TokenHead::copyRequested);
    connect(m_places, &QComboBox::activated, this, &TokenHead::placeChosen);
    connect(m_showPlace, &Button::clicked, this, &TokenHead::showPlaceRequested);
    connect(&theme, &Theme::changed, this, &TokenHead::applyTheme);
    applyTheme();
}

QLayout *TokenHead::wordsLayout()
{
    m_titleRow = new QHBoxLayout;
    m_titleRow->setSpacing(m_theme.px(10));
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_time, m_signature})
        m_titleRow->addWidget(part, 0, Qt::AlignVCenter);
    m_titleRow->addStretch();
    auto *fromRow = new QHBoxLayout;
    fromRow->setSpacing(m_theme.px(8));
    fromRow->addWidget(m_places);
    fromRow->addWidget(m_from, 0, Qt::AlignVCenter);
    fromRow->addWidget(m_showPlace);
    fromRow->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(m_theme.px(2));
    words->addLayout(m_titleRow);
    words->addLayout(fromRow);
    return words;
}

void TokenHead::build()
{
    m_buttons = new QHBoxLayout;
    m_buttons->setSpacing(m_theme.px(8));
    for (Button *button : {m_paste, m_compare, m_edit, m_copy})
        m_buttons->addWidget(button);
    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->setSpacing(m_theme.px(8));
    m_top->addLayout(wordsLayout(), 1);
    m_top->addLayout(m_buttons);
    auto *column = new QVBoxLayout(this);
    column->addLayout(m_top);
    column->addWidget(m_pasteBox);
}

void TokenHead::applyTheme()
{
    layout()->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    layout()->setSpacing(m_theme.px(10));
}

/// Beside the title where there is room for both.
void TokenHead::placeButtons()
{
    const QMargins margins = layout()->contentsMargins();
    const int needed = m_titleRow->sizeHint().width() + m_top->spacing() + m_buttons->sizeHint().width();
    const bool fits = needed <= width() - margins.left() - margins.right();
    m_top->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_buttons->setAlignment(fits ? Qt::AlignVCenter : Qt::AlignLeading);
}

void TokenHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeButtons();
}

bool TokenHead::event(QEvent *event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest)
        placeButtons();
    return handled;
}

void TokenHead::setToken(const Token &token, const QString &from)
{
    m_title->setRuns({{kindTitle(token.kind), FontRole::Headline, ColorToken::Text}});
    const QString shown = from.isEmpty() ? token.kindReason : from;
    m_from->setRuns({{shown, FontRole::Small, ColorToken::Text2}});
    m_from->setVisible(!shown.isEmpty());
    m_copy->setEnabled(token.form == TokenForm::Jws);
    m_edit->setEnabled(token.form == TokenForm::Jws);
    m_compare->setEnabled(token.header.has_value());
    m_pasteBox->close();
}

void TokenHead::setPlaces(const QStringList &names, int current)
{
    const QSignalBlocker quiet(m_places);
    m_places->clear();
    m_places->addItems(names);
    m_places->setCurrentIndex(current);
    m_places->setVisible(names.size() > 1);
}

void TokenHead::setCanShowPlace(bool can)
{
    m_showPlace->setVisible(can);
}

void TokenHead::openPasteBox()
{
    m_pasteBox->open();
}

void TokenHead::setStates(const Token &token, const TokenTiming &timing, const SignatureFacts &signature)
{
    showTimeState(m_time, token, timing);
    const bool broken = token.form == TokenForm::Broken;
    m_signature->setState(broken ? ChipTone::Danger : toneOf(signature.state), signatureChip(token, signature),
                          broken ? QStringLiteral("circle-x") : signature.icon);
}

QString TokenHead::title() const
{
    return m_title->text();
}

void TokenHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Surface));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

}
