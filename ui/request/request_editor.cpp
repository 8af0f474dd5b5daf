#include "ui/request/request_editor.h"

#include "core/diagnosis/report.h"
#include "ui/controls/tab_strip.h"
#include "ui/request/auth_tab.h"
#include "ui/request/body_tab.h"
#include "ui/request/checks_tab.h"
#include "ui/request/cookies_tab.h"
#include "ui/request/growing_table.h"
#include "ui/request/headers_tab.h"
#include "ui/request/params_tab.h"
#include "ui/request/settings_tab.h"
#include "ui/text/text_label.h"

#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {

/// For a page of fields, which can be taller than the pane; tables scroll by themselves.
QScrollArea *scrolled(QWidget *page)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(page);
    area->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    return area;
}

}

RequestEditor::RequestEditor(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_tabs(new TabStrip(theme)), m_stack(new QStackedWidget),
      m_problem(new TextLabel(theme, {}, FontRole::Small, ColorToken::Warn)), m_auth(new AuthTab(theme)),
      m_settings(new SettingsTab(theme)), m_checks(new ChecksTab(theme))
{
    m_tabs->setAccessibleName(tr("Parts of the request"));
    addTab(tr("Params"), new ParamsTab(theme));
    addTab(tr("Headers"), new HeadersTab(theme));
    addTab(tr("Auth"), m_auth);
    addTab(tr("Body"), new RequestBodyTab(theme));
    addTab(tr("Cookies"), new CookiesTab(theme));
    addTab(tr("Settings"), m_settings);
    addTab(tr("Checks"), m_checks);
    m_problem->setWordWrap(true);
    m_problem->setContentsMargins(theme.px(16), theme.px(4), theme.px(16), theme.px(6));
    m_problem->hide();
    layOut();
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_auth, &AuthTab::openTokenRequested, this, &RequestEditor::openTokenRequested);
    connect(m_auth, &AuthTab::keepRequested, this, &RequestEditor::keepCredentialRequested);
    connect(m_auth, &AuthTab::originRequested, this, &RequestEditor::authOriginRequested);
    connect(m_auth, &AuthTab::credentialsRequested, this, &RequestEditor::credentialsRequested);
    connect(m_settings, &SettingsTab::credentialsRequested, this, &RequestEditor::credentialsRequested);
    connect(m_auth, &AuthTab::keychainHelpRequested, this, &RequestEditor::keychainHelpRequested);
    connect(m_auth, &AuthTab::stateChanged, this, &RequestEditor::updateMarks);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    setDraft({});
}

void RequestEditor::setCredentials(CredentialStore *store)
{
    m_auth->setCredentials(store);
    m_settings->setCredentials(store);
}

void RequestEditor::setInherited(const EffectiveAuth &inherited)
{
    m_auth->setInherited(inherited);
}

void RequestEditor::typeCredential()
{
    showTab(Auth);
    m_auth->typeCredential();
}

void RequestEditor::layOut()
{
    auto *header = new QHBoxLayout;
    header->setContentsMargins(m_theme.px(4), 0, 0, 0);
    header->addWidget(m_tabs);
    header->addStretch(1);
    auto *rule = new QFrame;
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(rule);
    column->addWidget(m_stack, 1);
    column->addWidget(m_problem);
}

void RequestEditor::addTab(const QString &name, EditorTab *page)
{
    m_pages.push_back(page);
    m_tabs->addTab(name);
    m_stack->addWidget(page == m_auth ? static_cast<QWidget *>(scrolled(page)) : page);
    connect(page, &EditorTab::edited, this, [this, page] { pageEdited(page); });
}

void RequestEditor::pageEdited(EditorTab *page)
{
    RequestDraft before = m_draft;
    take(page);
    const QWidget *focus = QApplication::focusWidget();
    const bool isTyped = focus && page->isAncestorOf(focus) && focus->testAttribute(Qt::WA_InputMethodEnabled);
    if (!isSame(before, m_draft))
        m_steps.note({page, std::move(before), isTyped ? focus : nullptr}, m_draft);
    emit edited();
}

void RequestEditor::take(EditorTab *page)
{
    const QByteArray before = m_draft.address;
    page->store(m_draft);
    updateMarks();
    if (m_draft.address != before)
        emit addressChanged(m_draft.address);
}

/// What other pages have changed since stays.
bool RequestEditor::step(const std::optional<DraftSteps::Step> &step)
{
    if (!step)
        return false;
    step->page->load(step->draft);
    take(step->page);
    showTab(Tab(std::find(m_pages.begin(), m_pages.end(), step->page) - m_pages.begin()));
    emit edited();
    return true;
}

bool RequestEditor::undo()
{
    return !m_readOnly && step(m_steps.back(m_draft));
}

bool RequestEditor::redo()
{
    return !m_readOnly && step(m_steps.forward(m_draft));
}

void RequestEditor::keyPressEvent(QKeyEvent *event)
{
    const bool done = event->matches(QKeySequence::Undo) ? undo() : event->matches(QKeySequence::Redo) && redo();
    if (!done)
        QWidget::keyPressEvent(event);
}

void RequestEditor::setDraft(const RequestDraft &draft)
{
    if (!isSame(draft, m_draft))
        m_steps.clear();
    m_draft = draft;
    for (EditorTab *page : m_pages)
        page->load(m_draft);
    updateMarks();
}

void RequestEditor::setAddress(const QByteArray &address)
{
    if (address == m_draft.address)
        return;
    m_draft.address = address;
    for (const Tab tab : {Params, Auth})
        m_pages[tab]->load(m_draft);
    updateMarks();
}

void RequestEditor::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    for (EditorTab *page : m_pages)
        page->setReadOnly(readOnly);
}

void RequestEditor::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

RequestEditor::Tab RequestEditor::currentTab() const
{
    return Tab(m_tabs->currentIndex());
}

bool RequestEditor::select(const QByteArray &where)
{
    const bool body = where == "request.body" || where.startsWith("request.body.") || where.startsWith("request.body/");
    if (body || where == "request.url" || where.startsWith("request.token")) {
        showTab(body ? Body : where == "request.url" ? Params : Auth);
        return true;
    }
    const std::pair<QByteArray, Tab> places[]
        = {{"request.headers.", Headers}, {"request.cookies.", Cookies}, {"cookies.", Cookies}, {"request.query.", Params}};
    for (const auto &[prefix, tab] : places) {
        if (!where.startsWith(prefix))
            continue;
        showTab(tab);
        return m_pages[size_t(tab)]->selectName(where.mid(prefix.size()));
    }
    return false;
}

void RequestEditor::setPreview(const Result<ResolvedRequest> &preview)
{
    for (EditorTab *page : m_pages)
        page->setPreview(preview ? &*preview : nullptr);
    const std::vector<QByteArray> unresolved = preview ? preview->unresolved : std::vector<QByteArray>();
    for (GrowingTable *table : findChildren<GrowingTable *>())
        static_cast<GrowingModel *>(table->model())->setUnresolved(unresolved, m_theme.color(ColorToken::Danger));
    showProblem(preview);
    updateMarks();
}

/// Why nothing would go out, or what is odd about what would.
void RequestEditor::showProblem(const Result<ResolvedRequest> &preview)
{
    QStringList lines;
    const auto add
        = [&](const Error &error) { lines += error.remedy.isEmpty() ? error.what : error.what + QLatin1Char(' ') + error.remedy; };
    if (!preview) {
        add(preview.error());
    } else {
        for (const QByteArray &name : preview->unresolved)
            lines += tr("The variable “%1” has no value; nothing is sent before it has one.").arg(QString::fromUtf8(name));
        for (const Error &warning : preview->warnings)
            add(warning);
    }
    m_problem->setForeignText(lines.join(QLatin1Char(' ')));
    m_problem->setColor(preview ? ColorToken::Warn : ColorToken::Danger);
    m_problem->setVisible(!lines.isEmpty() && !m_draft.address.isEmpty());
}

void RequestEditor::setNow(Instant now)
{
    m_auth->setNow(now);
}

void RequestEditor::updateMarks()
{
    for (size_t i = 0; i < m_pages.size(); ++i)
        m_tabs->setCount(int(i), m_pages[i]->count());
    const auto &state = m_auth->tokenState();
    m_tabs->setDot(Auth, state ? state->dot : std::nullopt, state && state->dot ? state->text : QString());
}

// A background role would take the colours of the labels inside along with it.
void RequestEditor::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Surface));
}

}
