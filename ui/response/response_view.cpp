#include "ui/response/response_view.h"

#include "ui/controls/chip.h"
#include "ui/controls/tab_strip.h"
#include "ui/cookies/cookies_pane.h"
#include "ui/response/body_tab.h"
#include "ui/response/exchange_rows.h"
#include "ui/response/raw_tab.h"
#include "ui/response/response_bar.h"
#include "ui/response/save_body.h"
#include "ui/response/sectioned_table.h"
#include "ui/response/timeline_tab.h"
#include "ui/response/viewer/viewer_pane.h"
#include "ui/text/text_label.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGraphicsOpacityEffect>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr double kDimmed = 0.6;

ChipTone toneOf(int status)
{
    if (status == 401 || status == 403 || status >= 500)
        return ChipTone::Danger;
    if (status >= 400)
        return ChipTone::Warn;
    return status >= 300 || status < 200 ? ChipTone::Info : ChipTone::Ok;
}

/// "hop.2.request.headers.X" with the number of the last hop is the place "request.headers.X".
QByteArray withoutLastHop(const QByteArray &where, int hops)
{
    const QByteArray last = "hop." + QByteArray::number(hops) + '.';
    return where.startsWith(last) ? where.mid(last.size()) : where;
}

}

ResponseView::ResponseView(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_tabs(new TabStrip(theme)), m_status(new Chip(theme)), m_bar(new ResponseBar(theme)),
      m_stack(new QStackedWidget), m_body(new BodyTab(theme)), m_headers(new SectionedTable(theme, tr("Headers"))),
      m_cookies(new CookiesPane(theme)), m_timeline(new TimelineTab(theme)), m_raw(new RawTab(theme)),
      m_empty(new TextLabel(theme, tr("No answer yet. It is shown here once the request is sent."), FontRole::Body, ColorToken::Text3))
{
    for (const QString &name : {tr("Body"), tr("Headers"), tr("Cookies"), tr("Timeline"), tr("Raw")})
        m_tabs->addTab(name);
    for (QWidget *page : {static_cast<QWidget *>(m_body), static_cast<QWidget *>(m_headers), static_cast<QWidget *>(m_cookies),
                          static_cast<QWidget *>(m_timeline), static_cast<QWidget *>(m_raw), static_cast<QWidget *>(m_empty)})
        m_stack->addWidget(page);
    m_tabs->setAccessibleName(tr("Parts of the answer"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    layOut();
    connectTools();
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    clear();
}

void ResponseView::layOut()
{
    auto *header = new QHBoxLayout;
    header->setContentsMargins(m_theme.px(4), 0, m_theme.px(12), 0);
    header->addWidget(m_tabs);
    header->addStretch(1);
    header->addWidget(m_status);
    auto *rule = new QFrame;
    rule->setFrameShape(QFrame::NoFrame);
    rule->setFixedHeight(1);
    rule->setAutoFillBackground(true);
    rule->setBackgroundRole(QPalette::Mid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(rule);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
}

void ResponseView::connectTools()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &ResponseView::showCurrent);
    connect(m_bar, &ResponseBar::prettyToggled, m_body->pane()->viewer(), &TextViewer::setPretty);
    connect(m_bar, &ResponseBar::wrapToggled, this, [this](bool wrapped) {
        m_body->pane()->viewer()->setWrapped(wrapped);
        m_raw->pane()->viewer()->setWrapped(wrapped);
    });
    connect(m_bar, &ResponseBar::findRequested, this, &ResponseView::find);
    connect(m_bar, &ResponseBar::copyRequested, this, &ResponseView::copy);
    connect(m_bar, &ResponseBar::saveRequested, this, &ResponseView::save);
}

void ResponseView::setExchange(std::shared_ptr<const Exchange> exchange, const Report &report, std::vector<QByteArray> pages)
{
    m_exchange = std::move(exchange);
    setDimmed(false);
    const Hop &last = m_exchange->last();
    m_body->setHop(last);
    m_headers->setRows(headerRows(*m_exchange, report));
    m_cookies->setExchange(m_exchange, std::move(pages));
    m_timeline->setExchange(*m_exchange);
    m_raw->setExchange(m_exchange);
    m_tabs->setCount(Headers, answerFieldCount(*m_exchange));
    m_tabs->setCount(Cookies, setCookieCount(*m_exchange));
    m_bar->setHop(last, m_body->kind());
    showStatus();
    if (!last.response)
        m_tabs->setCurrentIndex(Timeline);
    showCurrent();
}

void ResponseView::clear()
{
    m_exchange.reset();
    setDimmed(false);
    m_raw->setExchange({});
    m_cookies->clear();
    m_body->pane()->viewer()->clear();
    m_tabs->setCount(Headers, 0);
    m_tabs->setCount(Cookies, 0);
    m_bar->clear();
    m_status->hide();
    showCurrent();
}

void ResponseView::showStatus()
{
    const Hop &last = m_exchange->last();
    if (last.response) {
        const QString text = QString::number(last.response->status) + QLatin1Char(' ') + QString::fromUtf8(last.response->reason.left(60));
        m_status->setState(toneOf(last.response->status), text.trimmed());
    } else {
        m_status->setState(ChipTone::Danger, tr("No answer"), QStringLiteral("unplug"));
    }
    m_status->show();
}

void ResponseView::setDimmed(bool dimmed)
{
    if (!dimmed) {
        m_stack->setGraphicsEffect(nullptr);
        return;
    }
    auto *effect = new QGraphicsOpacityEffect(m_stack);
    effect->setOpacity(kDimmed);
    m_stack->setGraphicsEffect(effect);
}

void ResponseView::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
}

ResponseView::Tab ResponseView::currentTab() const
{
    return Tab(m_tabs->currentIndex());
}

ViewerPane *ResponseView::currentPane() const
{
    if (!m_exchange)
        return nullptr;
    if (currentTab() == Raw)
        return m_raw->pane();
    return currentTab() == Body && m_body->showsText() ? m_body->pane() : nullptr;
}

SectionedTable *ResponseView::currentTable() const
{
    return currentTab() == Headers ? m_headers : currentTab() == Cookies ? m_cookies->table() : nullptr;
}

void ResponseView::showCurrent()
{
    m_bar->setVisible(m_exchange != nullptr);
    if (!m_exchange) {
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    m_stack->setCurrentIndex(m_tabs->currentIndex());
    m_bar->setTools(currentPane() != nullptr, currentTab() == Body && m_body->isJson(), m_body->showsText());
}

bool ResponseView::select(const QByteArray &where)
{
    if (!m_exchange)
        return false;
    const QByteArray place = withoutLastHop(where, int(m_exchange->hops.size()));
    return showPlain(place) || selectRow(place);
}

/// Places that are a tab, or a whole.
bool ResponseView::showPlain(const QByteArray &place)
{
    if (place == "response.body" || place.startsWith("response.body.") || place.startsWith("response.body/"))
        showTab(Body);
    else if (place == "timeline")
        showTab(Timeline);
    else if (place == "response.status" || place == "request.url")
        showRaw(place == "request.url" ? RawTab::Sent : RawTab::Received);
    else
        return false;
    return true;
}

void ResponseView::showRaw(int side)
{
    showTab(Raw);
    m_raw->choose(int(m_exchange->hops.size()) - 1, RawTab::Side(side));
}

bool ResponseView::selectRow(const QByteArray &place)
{
    if (m_headers->select(place)) {
        showTab(Headers);
        return true;
    }
    const qsizetype cookie = place.indexOf("cookies.");
    if (cookie >= 0 && m_cookies->select(place.mid(cookie))) {
        showTab(Cookies);
        return true;
    }
    return false;
}

void ResponseView::find()
{
    if (ViewerPane *pane = currentPane())
        pane->find();
}

void ResponseView::copy()
{
    if (ViewerPane *pane = currentPane()) {
        const bool selected = pane->viewer()->hasSelection();
        if (!selected)
            pane->viewer()->selectAll();
        pane->viewer()->copy();
    } else if (auto *table = currentTable()) {
        if (!table->selectionModel()->hasSelection())
            table->selectAll();
        QGuiApplication::clipboard()->setText(table->selectedText());
    } else if (m_exchange && currentTab() == Timeline) {
        QGuiApplication::clipboard()->setText(timelineInWords(timelineOf(*m_exchange)));
    }
}

void ResponseView::save()
{
    if (!m_exchange || !m_exchange->last().response)
        return;
    const Hop &hop = m_exchange->last();
    const QString name = proposedFileName(hop.request.url, hop.response->fields.value("Content-Type").value_or(QByteArray()));
    auto *dialog = new QFileDialog(this, tr("Save body"), name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, exchange = m_exchange](const QString &path) {
        saveBody(*exchange->last().response, path).then(this, [this](const Result<qint64> &written) {
            if (!written)
                m_body->pane()->setRemark(written.error().what);
        });
    });
    dialog->open();
}

// A background role would take the colours of the labels inside along with it.
void ResponseView::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), m_theme.color(ColorToken::Surface));
}

}
