#include "ui/token/signature_card.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/text/flow_label.h"
#include "ui/token/key_form.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace keyhole {

namespace {

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
      m_text(new FlowLabel(theme, this)), m_form(new KeyForm(theme, tr("Key to check with"), tr("Check"), this)),
      m_useKey(new Button(theme, tr("Use a key…"), Button::Kind::Outlined, {}, this))
{
    auto *column = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_text, m_form})
        column->addWidget(part);
    auto *row = new QHBoxLayout;
    row->addWidget(m_useKey);
    row->addStretch();
    column->addLayout(row);
    column->addStretch();
    connect(m_useKey, &Button::clicked, this, [this] { openForm(true); });
    connect(m_form, &KeyForm::keysRead, this, &SignatureCard::checkWith);
    connect(m_form, &KeyForm::left, this, [this] {
        openForm(false);
        m_useKey->setFocus(Qt::OtherFocusReason);
    });
    connect(&theme, &Theme::changed, this, &SignatureCard::applyTheme);
    applyTheme();
}

void SignatureCard::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(13), theme().px(16), theme().px(14));
    layout()->setSpacing(theme().px(8));
    m_title->setPadding({theme().px(26), 0, theme().px(60), 0});
}

void SignatureCard::setToken(const Token &token)
{
    m_token = token;
    m_facts = signatureFacts(token, std::nullopt);
    openForm(false);
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

void SignatureCard::openForm(bool open)
{
    if (open)
        m_form->open();
    else
        m_form->close();
    showFacts();
}

void SignatureCard::useKey(const QByteArray &keyText)
{
    m_form->read(keyText, tr("pasted"));
}

void SignatureCard::checkWith(const KeysRead &keys, const QString &source)
{
    m_facts = signatureFacts(m_token, verifyWithAny(m_token, keys.keys), source);
    if (keys.skipped + keys.beyondLimit > 0)
        m_facts.text += QLatin1Char(' ') + tr("%n keys of the set were not used.", nullptr, keys.skipped + keys.beyondLimit);
    openForm(false);
    emit checked();
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
