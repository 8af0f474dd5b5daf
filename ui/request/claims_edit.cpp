#include "ui/request/claims_edit.h"

#include "ui/controls/tab_strip.h"
#include "ui/text/text_label.h"
#include "ui/token/claim_form.h"
#include "ui/token/claim_texts.h"

#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr int kHeight = 176;
}

ClaimsEdit::ClaimsEdit(const Theme &theme, const QString &name, Instant now, QWidget *parent)
    : QWidget(parent), m_now(now), m_switch(new TabStrip(theme, TabStrip::Look::Segments)), m_pages(new QStackedWidget),
      m_rows(new ClaimForm(theme, name, now)), m_json(new QPlainTextEdit),
      m_state(new TextLabel(theme, {}, FontRole::Small, ColorToken::Text3))
{
    m_switch->addTab(tr("Form"));
    m_switch->addTab(tr("JSON"));
    m_switch->setAccessibleName(tr("Claims as"));
    m_json->setAccessibleName(tr("%1 as JSON").arg(name));
    m_json->setTabChangesFocus(true);
    m_json->setFont(theme.font(FontRole::CodeSmall));
    m_json->setPlaceholderText(QStringLiteral("{\"iss\": \"client\", \"iat\": \"now\", \"exp\": \"in 5 minutes\"}"));
    m_pages->addWidget(m_rows);
    m_pages->addWidget(m_json);
    m_pages->setFixedHeight(theme.px(kHeight));
    m_state->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(4));
    column->addWidget(m_switch, 0, Qt::AlignLeading);
    column->addWidget(m_pages);
    column->addWidget(m_state);
    setFocusProxy(m_rows);
    connect(m_switch, &QTabBar::currentChanged, this, [this](int index) { setMode(Mode(index)); });
    connect(&m_rows->claims(), &GrowingModel::edited, this, &ClaimsEdit::takeRows);
    connect(m_json, &QPlainTextEdit::textChanged, this, &ClaimsEdit::takeJson);
    showState();
}

void ClaimsEdit::setText(const QByteArray &text)
{
    if (text == m_text)
        return;
    m_text = text;
    if (m_mode == Rows && !claimRowsOf(text))
        setMode(Json);
    else
        fill();
}

void ClaimsEdit::fill()
{
    m_filling = true;
    if (m_mode == Rows) {
        m_rows->claims().setRows(claimRowsOf(m_text).value_or(std::vector<ClaimDraft>()));
        m_rows->forgetUndo();
    } else {
        m_json->setPlainText(QString::fromUtf8(m_text));
    }
    m_filling = false;
    showState();
}

void ClaimsEdit::takeRows()
{
    m_text = claimTextOf(m_rows->claims().rows());
    showState();
    emit edited();
}

void ClaimsEdit::takeJson()
{
    if (m_filling)
        return;
    m_text = m_json->toPlainText().toUtf8();
    showState();
    emit edited();
}

void ClaimsEdit::setMode(Mode mode)
{
    const auto rows = claimRowsOf(m_text);
    const bool stays = mode == Rows && !rows;
    if (!stays && mode != m_mode) {
        m_mode = mode;
        fill();
    }
    const QSignalBlocker quiet(m_switch);
    m_switch->setCurrentIndex(m_mode);
    m_pages->setCurrentIndex(m_mode);
    setFocusProxy(m_mode == Rows ? static_cast<QWidget *>(m_rows) : m_json);
    showState(stays ? tr("As rows once it is a JSON object: character %1, %2").arg(rows.error().offset + 1).arg(rows.error().message)
                    : QString());
}

void ClaimsEdit::showState(const QString &fault)
{
    QString text = fault;
    if (const auto rows = claimRowsOf(m_text); text.isEmpty() && !rows && !m_text.contains("{{"))
        text = tr("Character %1: %2").arg(rows.error().offset + 1).arg(rows.error().message);
    else if (const auto wrong = text.isEmpty() && m_mode == Rows ? claimFault(m_rows->claims().rows(), m_now) : std::nullopt)
        text = tr("%1: %2").arg(wrong->place, wrong->what);
    m_state->setColor(text.isEmpty() ? ColorToken::Text3 : ColorToken::Danger);
    m_state->setForeignText(text.isEmpty() ? tr("Times may be words: now, in 5 minutes. Without claims: iat now, exp in 5 minutes.")
                                           : text);
    m_json->setAccessibleDescription(m_state->text());
}

}
