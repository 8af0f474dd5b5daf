#include "ui/token/token_side.h"

#include "ui/controls/chip.h"
#include "ui/text/flow_label.h"
#include "ui/token/token_head.h"

#include <QHBoxLayout>

namespace keyhole {

TokenSide::TokenSide(const Theme &theme, const QString &which, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_which(which), m_title(new FlowLabel(theme, this)),
      m_from(new FlowLabel(theme, this)), m_time(new Chip(theme, this))
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1, Qt::AlignVCenter);
    top->addWidget(m_time, 0, Qt::AlignVCenter);
    auto *column = new QVBoxLayout(this);
    column->addLayout(top);
    column->addWidget(m_from);
    column->addStretch();
    connect(&theme, &Theme::changed, this, &TokenSide::applyTheme);
    applyTheme();
}

void TokenSide::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(10), theme().px(12), theme().px(10));
    layout()->setSpacing(theme().px(4));
}

void TokenSide::setToken(const Token &token, const QString &from, const TokenCircumstances &circumstances)
{
    m_title->setRuns({{m_which, FontRole::Strong, ColorToken::Text},
                      {QStringLiteral("  "), FontRole::Strong, ColorToken::Text},
                      {token.text.isEmpty() ? tr("none yet") : kindTitle(token.kind), FontRole::Body, ColorToken::Text2}});
    m_from->setRuns({{from, FontRole::Small, ColorToken::Text2}});
    m_from->setVisible(!from.isEmpty());
    showTimeState(m_time, token, timingOf(token, circumstances.offset, circumstances.now));
}

}
