#include "ui/token/signature_card.h"

#include "core/diagnosis/report.h"
#include "core/diagnosis/words.h"
#include "ui/controls/button.h"
#include "ui/controls/wrap_row.h"
#include "ui/text/flow_label.h"
#include "ui/token/fetch_box.h"
#include "ui/token/key_form.h"

#include <QAccessible>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace keyhole {

namespace {

ColorToken colorOf(SignatureFacts::State state)
{
    switch (state) {
    case SignatureFacts::State::Verified:
    case SignatureFacts::State::Opened:
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
      m_fetchBox(new FetchBox(theme, this)), m_fetch(new Button(theme, tr("Fetch keys…"), Button::Kind::Outlined, {}, this)),
      m_useKey(new Button(theme, tr("Use a key…"), Button::Kind::Outlined, {}, this))
{
    auto *column = new QVBoxLayout(this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_text, m_form, m_fetchBox})
        column->addWidget(part);
    auto *row = new WrapRow(theme.px(8));
    row->addWidget(m_fetch);
    row->addWidget(m_useKey);
    column->addLayout(row);
    column->addStretch();
    connect(m_useKey, &Button::clicked, this, [this] { ask(Asked::Key); });
    connect(m_fetch, &Button::clicked, this, [this] { ask(Asked::Fetch); });
    connect(m_fetchBox, &FetchBox::fetched, this, &SignatureCard::checkWith);
    connect(m_fetchBox, &FetchBox::left, this, [this] {
        ask(Asked::Nothing);
        m_fetch->setFocus(Qt::OtherFocusReason);
    });
    connect(m_form, &KeyForm::keysRead, this, &SignatureCard::checkWith);
    connect(m_form, &KeyForm::openingKeysRead, this, &SignatureCard::openWith);
    connect(m_form, &KeyForm::left, this, [this] {
        ask(Asked::Nothing);
        m_useKey->setFocus(Qt::OtherFocusReason);
    });
    connect(&theme, &Theme::changed, this, &SignatureCard::applyTheme);
    setAccessibleName(tr("Signature"));
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
    m_form->setOpens(token.form == TokenForm::Jwe);
    ask(Asked::Nothing);
}

void SignatureCard::showFacts()
{
    m_title->setRuns({{m_facts.title, FontRole::Strong, ColorToken::Text}});
    m_text->setRuns({{m_facts.text, FontRole::Small, ColorToken::Text2}});
    setAccessibleDescription(m_facts.title + QStringLiteral(". ") + m_facts.text);
    const bool canCheck = m_token.form == TokenForm::Jws && m_facts.state != SignatureFacts::State::None;
    const bool checkedBefore = m_facts.state == SignatureFacts::State::Verified || m_facts.state == SignatureFacts::State::Wrong;
    const bool canOpen = m_token.form == TokenForm::Jwe;
    m_useKey->setText(canOpen ? tr("Open with a key…") : checkedBefore ? tr("Use another key…") : tr("Use a key…"));
    const bool asking = !m_form->isHidden() || !m_fetchBox->isHidden();
    m_useKey->setVisible((canCheck || canOpen) && !asking);
    const Result<KeyFetcher::Plan> plan = m_fetcher && canCheck ? m_fetcher->plan(m_token) : failure(Error());
    m_fetch->setVisible(plan && !asking);
    if (plan)
        m_fetch->setText(checkedBefore ? tr("Fetch keys again…") : tr("Fetch keys from %1…").arg(quoted(plan->issuer, 40)));
    updateGeometry();
    update();
}

/// At most one of the two is open.
void SignatureCard::ask(Asked asked)
{
    m_form->close();
    m_fetchBox->close();
    if (asked == Asked::Key)
        m_form->open();
    else if (asked == Asked::Fetch && m_fetcher)
        m_fetchBox->open(*m_fetcher, m_token);
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
    ask(Asked::Nothing);
    tellResult();
}

/// What came of a key is read out by a screen reader as well.
void SignatureCard::tellResult()
{
    QAccessibleEvent told(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&told);
    emit checked();
}

void SignatureCard::openWith(const std::vector<EncryptionKey> &keys, const QString &source)
{
    const OpenCheck answer = openWithAny(m_token, keys);
    m_facts = openingFacts(m_token, answer, source);
    ask(Asked::Nothing);
    tellResult();
    if (answer.text)
        emit opened(*answer.text);
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
