#include "ui/token/claims_editor.h"

#include "core/diagnosis/report.h"
#include "ui/controls/tab_strip.h"
#include "ui/text/flow_label.h"
#include "ui/token/claim_form.h"
#include "ui/token/json_form.h"

#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr int kHeaderHeight = 118, kPayloadHeight = 330;
}

ClaimsEditor::ClaimsEditor(const Theme &theme, Instant now, QWidget *parent)
    : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent), m_now(now),
      m_switch(new TabStrip(theme, TabStrip::Look::Segments, this)), m_pages(new QStackedWidget(this)),
      m_headerForm(new ClaimForm(theme, tr("Header parameters"), now)), m_payloadForm(new ClaimForm(theme, tr("Claims"), now)),
      m_headerJson(new JsonForm(theme, tr("Header as JSON"))), m_payloadJson(new JsonForm(theme, tr("Claims as JSON"))),
      m_state(new FlowLabel(theme, this))
{
    m_switch->addTab(tr("Form"));
    m_switch->addTab(tr("JSON"));
    m_switch->setAccessibleName(tr("Claims as"));
    m_pages->addWidget(page(m_headerForm, m_payloadForm));
    m_pages->addWidget(page(m_headerJson, m_payloadJson));
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_switch, 0, Qt::AlignLeading);
    column->addWidget(m_pages, 1);
    column->addWidget(m_state);
    connect(m_switch, &QTabBar::currentChanged, this, [this](int index) { setMode(Mode(index)); });
    for (ClaimForm *form : {m_headerForm, m_payloadForm})
        connect(&form->claims(), &GrowingModel::edited, this, &ClaimsEditor::showState);
    for (JsonForm *form : {m_headerJson, m_payloadJson})
        connect(form, &QPlainTextEdit::textChanged, this, &ClaimsEditor::showState);
    connect(&theme, &Theme::changed, this, &ClaimsEditor::applyTheme);
    applyTheme();
}

void ClaimsEditor::applyTheme()
{
    layout()->setContentsMargins(theme().px(16), theme().px(12), theme().px(16), theme().px(14));
    layout()->setSpacing(theme().px(8));
    for (QWidget *header : std::initializer_list<QWidget *>{m_headerForm, m_headerJson})
        header->setFixedHeight(theme().px(kHeaderHeight));
    for (QWidget *payload : std::initializer_list<QWidget *>{m_payloadForm, m_payloadJson})
        payload->setMinimumHeight(theme().px(kPayloadHeight));
}

QWidget *ClaimsEditor::heading(ColorToken color, const QString &name)
{
    auto *text = new FlowLabel(theme());
    text->setRuns({{QStringLiteral("\u25A0 "), FontRole::Body, color}, {name, FontRole::Strong, ColorToken::Text}});
    return text;
}

QWidget *ClaimsEditor::page(QWidget *header, QWidget *payload)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().px(6));
    column->addWidget(heading(ColorToken::SegHeader, tr("Header")));
    column->addWidget(header);
    column->addWidget(heading(ColorToken::SegPayload, tr("Payload")));
    column->addWidget(payload, 1);
    return box;
}

Result<TokenDraft> ClaimsEditor::draftIn(Mode mode) const
{
    auto header = mode == Form ? claimsOf(m_headerForm->claims().rows(), m_now) : m_headerJson->object();
    auto claims = mode == Form ? claimsOf(m_payloadForm->claims().rows(), m_now) : m_payloadJson->object();
    if (!header)
        return failure(header.error());
    if (!claims)
        return failure(claims.error());
    if (mode == Json)
        resolveTimes(*claims, m_now);
    return TokenDraft{*std::move(header), *std::move(claims)};
}

Result<TokenDraft> ClaimsEditor::draft() const
{
    return draftIn(m_mode);
}

void ClaimsEditor::fill(Mode mode, const TokenDraft &draft)
{
    if (mode == Form) {
        m_headerForm->claims().setRows(claimDraftsOf(draft.header));
        m_payloadForm->claims().setRows(claimDraftsOf(draft.claims));
        m_headerForm->forgetUndo();
        m_payloadForm->forgetUndo();
    } else {
        m_headerJson->setObject(draft.header);
        m_payloadJson->setObject(draft.claims);
    }
}

void ClaimsEditor::setDraft(const TokenDraft &draft)
{
    fill(m_mode, draft);
    showState();
}

/// What cannot be read cannot be turned into the other form: it stays, and says why.
void ClaimsEditor::setMode(Mode mode)
{
    if (mode == m_mode)
        return;
    if (const auto current = draft()) {
        fill(mode, *current);
        m_mode = mode;
    }
    const QSignalBlocker quiet(m_switch);
    m_switch->setCurrentIndex(m_mode);
    m_pages->setCurrentIndex(m_mode);
    showState();
}

void ClaimsEditor::showState()
{
    const auto current = draft();
    QString text = tr("alg and kid are set by the key. Times can be words: now, in 1 hour, +5m, yesterday 12:00.");
    if (!current) {
        const QString place = visibleText(current.error().place);
        text = place.isEmpty() ? current.error().what : tr("%1: %2").arg(place, current.error().what);
    }
    m_state->setRuns({{text, FontRole::Small, current ? ColorToken::Text3 : ColorToken::Danger}});
    for (QWidget *field : std::initializer_list<QWidget *>{m_headerForm, m_payloadForm, m_headerJson, m_payloadJson})
        field->setAccessibleDescription(text);
    emit edited();
}

}
