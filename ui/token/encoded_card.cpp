#include "ui/token/encoded_card.h"

#include "ui/controls/icon_button.h"
#include "ui/text/flow_label.h"
#include "ui/token/encoded_view.h"

#include <QHBoxLayout>

namespace keyhole {

EncodedCard::EncodedCard(const Theme &theme, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_title(new FlowLabel(theme, this)),
      m_legend(new FlowLabel(theme, this)), m_problems(new FlowLabel(theme, this)),
      m_reveal(new IconButton(theme, QStringLiteral("eye"), tr("Reveal the hidden part"), this)), m_view(new EncodedView(theme, this))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(m_title, 1, Qt::AlignVCenter);
    head->addWidget(m_reveal);
    auto *column = new QVBoxLayout(this);
    column->addLayout(head);
    column->addWidget(m_problems);
    column->addWidget(m_view, 1);
    column->addWidget(m_legend);
    connect(m_reveal, &IconButton::clicked, this, [this] { m_view->setRevealed(!m_view->isRevealed()); });
    connect(m_view, &EncodedView::revealedChanged, this, &EncodedCard::showReveal);
    connect(m_view, &EncodedView::offsetSelected, this, &EncodedCard::offsetSelected);
    connect(&theme, &Theme::changed, this, &EncodedCard::applyTheme);
    applyTheme();
}

void EncodedCard::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(8), theme().px(10), theme().px(14));
    layout()->setSpacing(theme().px(8));
}

void EncodedCard::setToken(const Token &token)
{
    m_token = token;
    m_view->setToken(token);
    m_title->setRuns({{tr("Encoded"), FontRole::Strong, ColorToken::Text},
                      {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
                      {tr("%1 characters").arg(token.text.size()), FontRole::Small, ColorToken::Text2}});
    std::vector<TextRun> problems;
    constexpr size_t kMostProblems = 5;
    for (size_t i = 0; i < token.problems.size() && i < kMostProblems; ++i) {
        const SyntaxError &problem = token.problems[i];
        const QString start = i > 0 ? QStringLiteral("\n") : QString();
        problems.push_back({start + tr("Character %1: %2").arg(problem.offset + 1).arg(problem.message), FontRole::Small,
                            token.form == TokenForm::Broken ? ColorToken::Danger : ColorToken::Text2});
    }
    m_problems->setRuns(std::move(problems));
    m_problems->setVisible(!token.problems.empty());
    showLegend();
    showReveal();
}

void EncodedCard::showLegend()
{
    // The same squares as at the headings of the table; a square is a character, so that the legend wraps like any text.
    std::vector<TextRun> runs;
    const auto add = [&runs](ColorToken color, const QString &name) {
        runs.push_back({QStringLiteral("\u25A0 "), FontRole::Body, color});
        runs.push_back({name + QStringLiteral("     "), FontRole::Small, ColorToken::Text2});
    };
    const bool shown = m_view->isRevealed();
    if (m_token.form == TokenForm::Jwe) {
        add(ColorToken::SegHeader, tr("Header"));
        add(ColorToken::SegPayload, tr("Encrypted"));
        add(ColorToken::SegSignature, shown ? tr("Tag") : tr("Tag, hidden"));
    } else if (m_token.form != TokenForm::Opaque) {
        add(ColorToken::SegHeader, tr("Header"));
        if (m_token.segments.size() > 1)
            add(ColorToken::SegPayload, tr("Payload"));
        if (m_token.segments.size() > 2)
            add(ColorToken::SegSignature, shown ? tr("Signature") : tr("Signature, hidden"));
    }
    m_legend->setRuns(std::move(runs));
}

void EncodedCard::showReveal()
{
    const bool revealed = m_view->isRevealed();
    m_reveal->setVisible(m_view->hasHiddenPart());
    m_reveal->setIconName(revealed ? QStringLiteral("eye-off") : QStringLiteral("eye"));
    m_reveal->setName(revealed ? tr("Hide it again") : tr("Reveal the hidden part"));
    showLegend();
}

void EncodedCard::underline(const std::optional<ClaimPlace> &place)
{
    m_view->underline(place);
}

}
