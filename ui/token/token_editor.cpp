#include "ui/token/token_editor.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/controls/page_scroll.h"
#include "ui/text/flow_label.h"
#include "ui/token/claims_editor.h"
#include "ui/token/signing_key_card.h"

#include <QGridLayout>
#include <QPainter>
#include <QShortcut>

namespace keyhole {

namespace {
constexpr int kWidth = 1080, kHeight = 760, kLeastWidth = 860, kLeastHeight = 620, kStackedBelow = 960, kKeyWidth = 372;
}

TokenEditor::TokenEditor(const Theme &theme, const TokenDraft &draft, const QString &from, Instant now, QWidget *parent)
    : QWidget(parent, Qt::Window), m_theme(theme), m_scroll(new PageScroll(this)), m_claims(new ClaimsEditor(theme, now, m_scroll->page())),
      m_key(new SigningKeyCard(theme, m_scroll->page())), m_sign(new Button(theme, tr("Sign"), Button::Kind::Primary, {}, this)),
      m_title(new FlowLabel(theme, this)), m_state(new FlowLabel(theme, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(theme.px(kLeastWidth), theme.px(kLeastHeight));
    setWindowTitle(tr("Edit and sign"));
    setAccessibleName(windowTitle());
    build(from);
    placeParts(false);
    resize(theme.px(kWidth), theme.px(kHeight));
    connect(m_claims, &ClaimsEditor::edited, this, &TokenEditor::showState);
    connect(m_key, &SigningKeyCard::changed, this, &TokenEditor::showState);
    connect(m_sign, &Button::clicked, this, &TokenEditor::sign);
    connect(m_scroll, &PageScroll::widthOffered, this, [this](int width) { placeParts(width < m_theme.px(kStackedBelow)); });
    connect(&theme, &Theme::changed, m_scroll, &PageScroll::fit);
    connect(new QShortcut(QKeySequence::Close, this), &QShortcut::activated, this, &QWidget::close);
    for (const QKeySequence &keys : {QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")})
        connect(new QShortcut(keys, this), &QShortcut::activated, this, &TokenEditor::sign);
    m_key->preferAlgorithm(draft.header.string("alg"));
    TokenDraft shown = draft;  // alg and kid are the key's
    removeMember(shown.header, "alg");
    removeMember(shown.header, "kid");
    m_claims->setDraft(shown);
}

QLayout *TokenEditor::buildHead(const QString &from)
{
    const QString title = from.isEmpty() ? tr("New token") : tr("Edit and sign");
    m_title->setRuns({{title, FontRole::Headline, ColorToken::Text},
                      {QStringLiteral("   "), FontRole::Headline, ColorToken::Text},
                      {visibleText(from), FontRole::Small, ColorToken::Text2}});
    auto *words = new QVBoxLayout;
    words->setSpacing(m_theme.px(2));
    words->addWidget(m_title);
    words->addWidget(m_state);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(m_theme.px(20), m_theme.px(12), m_theme.px(16), m_theme.px(12));
    head->setSpacing(m_theme.px(12));
    head->addLayout(words, 1);
    head->addWidget(m_sign, 0, Qt::AlignVCenter);
    return head;
}

void TokenEditor::build(const QString &from)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(buildHead(from));
    column->addWidget(m_scroll, 1);
    // Reading order: what it says, with which key, and then signing.
    setTabOrder(m_claims, m_key);
    setTabOrder(m_key, m_sign);
}

void TokenEditor::placeParts(bool stacked)
{
    if (m_stacked == stacked)
        return;
    m_stacked = stacked;
    QWidget *page = m_scroll->page();
    delete page->layout();
    auto *grid = new QGridLayout(page);
    const int margin = m_theme.px(16);
    grid->setContentsMargins(margin, margin, margin, margin);
    grid->setSpacing(m_theme.px(12));
    grid->addWidget(m_claims, stacked ? 1 : 0, 0);
    grid->addWidget(m_key, 0, stacked ? 0 : 1);
    grid->setRowStretch(stacked ? 1 : 0, 1);
    grid->setColumnStretch(0, 1);
    m_key->setMinimumWidth(stacked ? 0 : m_theme.px(kKeyWidth));
    m_key->setMaximumWidth(stacked ? QWIDGETSIZE_MAX : m_theme.px(kKeyWidth));
}

void TokenEditor::showState()
{
    const bool readable = m_claims->draft().has_value();
    m_sign->setEnabled(readable && m_key->key());
    const QString next = !m_key->key()
        ? tr("For your own services: a server takes the token only if it trusts the key that signs it. First, a key.")
        : !readable ? tr("A claim cannot be read yet.")
                    : tr("For your own services: a server takes the token only if it trusts the key that signs it.");
    m_state->setRuns({{next, FontRole::Small, ColorToken::Text2}});
}

void TokenEditor::sign()
{
    const auto draft = m_claims->draft();
    if (!draft || !m_key->key())
        return;
    if (const auto token = signDraft(*draft, m_key->algorithm(), *m_key->key())) {
        emit tokenSigned(*token, *m_key->key(), m_key->keyName());
    } else {
        const Error &error = token.error();
        const QString fault = error.remedy.isEmpty() ? error.what : tr("%1. %2").arg(error.what, error.remedy);
        m_state->setRuns({{fault, FontRole::Small, ColorToken::Danger}});
    }
}

void TokenEditor::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(ColorToken::Window));
    const int bottom = m_scroll->y();
    painter.fillRect(QRect(0, 0, width(), bottom), m_theme.color(ColorToken::Surface));
    painter.setPen(m_theme.color(ColorToken::Border));
    painter.drawLine(QPointF(0, bottom - 0.5), QPointF(width(), bottom - 0.5));
}

}
