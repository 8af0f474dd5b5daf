#include "ui/main_window/request_pane.h"

#include "ui/controls/icon_button.h"
#include "ui/main_window/address_row.h"
#include "ui/main_window/arrangement.h"
#include "ui/main_window/environment_button.h"
#include "ui/main_window/file_bar.h"
#include "ui/main_window/open_tabs.h"
#include "ui/request/checks_tab.h"
#include "ui/request/request_editor.h"
#include "ui/response/response_view.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QSplitter>
#include <QVBoxLayout>

namespace keyhole {

namespace {
constexpr int kRequestHeight = 230, kLeastHeight = 120;
constexpr int kRequestShare = 44;  // per cent, side by side
}

RequestPane::RequestPane(const Theme &theme, OpenRequests &requests, Session &session, QWidget *parent)
    : QFrame(parent), m_theme(theme), m_requests(requests), m_session(session), m_fileBar(new FileBar(theme)),
      m_address(new AddressRow(theme)), m_editor(new RequestEditor(theme)), m_response(new ResponseView(theme)),
      m_splitter(new QSplitter(Qt::Vertical))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildTabRow());
    layout->addWidget(m_fileBar);
    layout->addWidget(m_address);
    layout->addWidget(m_splitter, 1);
    m_splitter->addWidget(m_editor);
    m_splitter->addWidget(m_response);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(1, 1);
    for (QWidget *part : {static_cast<QWidget *>(m_editor), static_cast<QWidget *>(m_response)})
        part->setMinimumHeight(theme.px(kLeastHeight));
    m_splitter->setSizes({theme.px(kRequestHeight), theme.px(500)});
    setMinimumWidth(theme.px(Arrangement::kCentreLeast));
    setTabOrder(m_address, m_editor);
    setTabOrder(m_editor, m_response);
    connectTabs();
    connectEditing();
    const QSignalBlocker quiet(m_tabs);  // a first tab would make itself the current request
    for (int index = 0; index < m_requests.count(); ++index) {
        m_tabs->addTab({});
        showTitle(index);
    }
    m_tabs->setCurrentIndex(m_requests.currentIndex());
    showCurrent();
}

QWidget *RequestPane::buildTabRow()
{
    auto *row = new QFrame;
    row->setProperty("box", "window");
    row->setFixedHeight(m_theme.px(36));
    m_sidebarButton = new IconButton(m_theme, "panel-left", tr("Show sidebar"));
    m_sidebarButton->setName(tr("Show sidebar"), QKeySequence("Ctrl+B"));
    m_tabs = new OpenTabs(m_theme);
    auto *add = new IconButton(m_theme, "plus", tr("New request"));
    add->setName(tr("New request"), QKeySequence("Ctrl+N"));
    m_environment = new EnvironmentButton(m_theme);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, m_theme.px(8), 0);
    layout->setSpacing(m_theme.px(4));
    layout->addWidget(m_sidebarButton);
    layout->addWidget(m_tabs);
    layout->addWidget(add);
    layout->addStretch(1);
    layout->addWidget(m_environment);
    m_sidebarButton->hide();
    connect(m_sidebarButton, &IconButton::clicked, this, &RequestPane::sidebarRequested);
    connect(add, &IconButton::clicked, this, &RequestPane::newRequested);
    return row;
}

void RequestPane::connectTabs()
{
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        if (!m_showing)
            m_requests.setCurrent(index);
    });
    connect(m_tabs, &QTabBar::tabMoved, &m_requests, &OpenRequests::move);
    connect(m_tabs, &QTabBar::tabCloseRequested, this, &RequestPane::closeRequested);
    connect(&m_requests, &OpenRequests::added, this, [this](int index) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->insertTab(index, QString());
        showTitle(index);
    });
    connect(&m_requests, &OpenRequests::closed, this, [this](int index) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->removeTab(index);
    });
    connect(&m_requests, &OpenRequests::titleChanged, this, &RequestPane::showTitle);
    connect(&m_requests, &OpenRequests::currentChanged, this, [this](int index) {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->setCurrentIndex(index);
        showCurrent();
    });
    connect(&m_requests, &OpenRequests::sendingChanged, this, [this](int index) {
        if (index == m_requests.currentIndex())
            showMode();
    });
    connect(&m_requests, &OpenRequests::answered, this, [this](int index) {
        if (index == m_requests.currentIndex())
            showAnswer();
    });
}

void RequestPane::connectEditing()
{
    const auto took = [this] {
        if (m_showing)
            return;
        m_requests.touch();
        emit edited();
    };
    connect(m_editor, &RequestEditor::edited, this, [this, took] {
        if (OpenRequest *request = m_showing ? nullptr : m_requests.current()) {
            const QByteArray method = request->draft.method;
            request->draft = m_editor->draft();
            if (request->origin)
                m_editor->checks()->storeIn(request->origin->file);
            request->draft.method = method;
            m_address->setAddress(request->draft.address);
            took();
        }
    });
    connect(m_editor, &RequestEditor::addressChanged, this, [this, took](const QByteArray &address) {
        if (OpenRequest *request = m_showing ? nullptr : m_requests.current()) {
            request->draft.address = address;
            m_address->setAddress(address);
            took();
        }
    });
    connect(m_address, &AddressRow::addressEdited, this, [this, took](const QByteArray &address) {
        if (OpenRequest *request = m_requests.current()) {
            request->draft.address = address;
            m_editor->setAddress(address);
            took();
        }
    });
    connect(m_address, &AddressRow::methodEdited, this, [this, took](const QByteArray &method) {
        if (OpenRequest *request = m_requests.current()) {
            request->draft.method = method;
            took();
        }
    });
}

void RequestPane::showSidebarButton(bool show)
{
    m_sidebarButton->setVisible(show);
}

void RequestPane::showTitle(int index)
{
    const OpenRequest &request = m_requests.at(index);
    m_tabs->setRequest(index, request.draft.method, request.title(), request.isUnsaved());
}

void RequestPane::showCurrent()
{
    OpenRequest *request = m_requests.current();
    if (!request)
        return;
    m_showing = true;
    m_address->setEnvironment(m_requests.previewOptions(*request).environment.value_or(m_session.environment()));
    m_address->setRequest(request->draft.method, request->draft.address);
    showMoment(*request);
    m_editor->setDraft(request->draft);
    m_editor->checks()->setFile(request->origin ? &request->origin->file : nullptr);
    m_editor->setReadOnly(request->recorded);
    m_showing = false;
    showStanding();
    showAnswer();
    showMode();
}

void RequestPane::showStanding()
{
    if (const OpenRequest *request = m_requests.current())
        m_fileBar->show(*request);
}

/// What is said of a token in the editor is said of the answer's moment by the server's clock, as in the diagnosis beside it.
void RequestPane::showMoment(const OpenRequest &request)
{
    const bool known = request.answer && request.answer->report.at;
    m_editor->setNow(known ? *request.answer->report.at : m_session.now());
}

void RequestPane::showAnswer()
{
    const OpenRequest &request = *m_requests.current();
    showMoment(request);
    CheckedAnswer checked;
    if (request.answer) {
        checked.exchange = request.answer->exchange;
        checked.causes.push_back(request.answer->report.verdict.id);
        for (const Finding &finding : request.answer->report.findings) {
            if (finding.role == FindingRole::Cause)
                checked.causes.push_back(finding.id);
        }
    }
    m_editor->checks()->setAnswer(checked);
    if (request.answer)
        m_response->setExchange(request.answer->exchange, request.answer->report,
                                m_session.earlierPages(request.answer->exchange->first().request.url));
    else
        m_response->clear();
}

void RequestPane::showMode()
{
    const OpenRequest &request = *m_requests.current();
    m_address->setMode(request.sending        ? AddressRow::Mode::Sending
                           : request.recorded ? AddressRow::Mode::Recorded
                                              : AddressRow::Mode::Draft);
    m_response->setDimmed(request.sending);
}

void RequestPane::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    arrange();
}

void RequestPane::arrange()
{
    const bool beside = width() >= m_theme.px(Arrangement::kSideBySide);
    const Qt::Orientation wanted = beside ? Qt::Horizontal : Qt::Vertical;
    if (m_splitter->orientation() == wanted)
        return;
    m_splitter->setOrientation(wanted);
    if (beside)
        m_splitter->setSizes({width() * kRequestShare / 100, width() * (100 - kRequestShare) / 100});
    else
        m_splitter->setSizes({m_theme.px(kRequestHeight), std::max(height() - m_theme.px(kRequestHeight), 1)});
}

void RequestPane::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Surface));
}

}
