#include "ui/response/raw_tab.h"

#include "core/diagnosis/report.h"
#include "ui/controls/icon_button.h"
#include "ui/controls/reveal.h"
#include "ui/controls/tab_strip.h"
#include "ui/response/secret_parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

namespace {

constexpr qsizetype kLongestBody = 8 << 20;  // as much as is kept of what really went over the wire

QByteArray startLine(const Request &request)
{
    return request.method + ' ' + request.url.requestTarget() + ' ' + request.httpVersion;
}

QByteArray startLine(const Response &response)
{
    return response.httpVersion + ' ' + QByteArray::number(response.status) + ' ' + response.reason;
}

/// What stands in for bytes where a recording kept none.
template <class Message> QByteArray composed(const Message &message)
{
    QByteArray text = startLine(message).trimmed() + "\r\n";
    for (const Field &field : message.fields)
        text += (field.raw.isEmpty() ? field.name + ": " + field.value : field.raw) + "\r\n";
    return text + "\r\n" + message.body.left(kLongestBody);
}

}

RawTab::RawTab(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_side(new TabStrip(theme, TabStrip::Look::Segments)), m_hop(new QComboBox),
      m_reveal(new IconButton(theme, QStringLiteral("eye"), tr("Reveal secrets for 30 seconds"))),
      m_pane(new ViewerPane(theme, tr("Bytes"))), m_revealed(new Reveal(this))
{
    m_side->addTab(tr("Sent"));
    m_side->addTab(tr("Received"));
    m_side->setAccessibleName(tr("Direction"));
    m_hop->setAccessibleName(tr("Hop"));
    m_reveal->setCheckable(true);
    m_pane->viewer()->setLineEndsMarked(true);
    m_pane->viewer()->setPretty(false);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    row->addWidget(m_side);
    row->addWidget(m_hop);
    row->addStretch(1);
    row->addWidget(m_reveal);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_pane, 1);

    connect(m_side, &QTabBar::currentChanged, this, &RawTab::refresh);
    connect(m_hop, &QComboBox::currentIndexChanged, this, &RawTab::refresh);
    connect(m_reveal, &QToolButton::toggled, this, &RawTab::setRevealed);
    connect(m_revealed, &Reveal::over, this, [this] { setRevealed(false); });
}

void RawTab::setExchange(std::shared_ptr<const Exchange> exchange)
{
    setRevealed(false);
    m_exchange = std::move(exchange);
    const QSignalBlocker quiet(m_hop);
    m_hop->clear();
    for (size_t i = 0; m_exchange && i < m_exchange->hops.size(); ++i) {
        const Request &request = m_exchange->hops[i].request;
        m_hop->addItem(tr("Hop %1: %2").arg(i + 1).arg(visibleText(QString::fromUtf8(request.method + ' ' + request.url.host))));
    }
    m_hop->setVisible(m_hop->count() > 1);
    m_hop->setCurrentIndex(m_hop->count() - 1);
    refresh();
}

void RawTab::choose(int hop, Side side)
{
    m_hop->setCurrentIndex(hop);
    m_side->setCurrentIndex(side);
}

void RawTab::setRevealed(bool revealed)
{
    if (revealed == isRevealed() && revealed == m_reveal->isChecked())
        return;
    if (revealed)
        m_revealed->begin();
    else
        m_revealed->end();
    m_pane->viewer()->setConcealed(revealed);
    m_reveal->setChecked(revealed);
    refresh();
}

bool RawTab::isRevealed() const
{
    return m_revealed->isOn();
}

QByteArray RawTab::bytes(const Hop &hop) const
{
    if (m_side->currentIndex() == Sent) {
        const QByteArray sent = hop.sentBytes.isEmpty() ? composed(hop.request) : hop.sentBytes;
        return isRevealed() ? sent : maskedBytes(sent, hop.request.fields, &hop.request);
    }
    if (!hop.response)
        return hop.receivedBytes;
    const QByteArray received = hop.receivedBytes.isEmpty() ? composed(*hop.response) : hop.receivedBytes;
    return isRevealed() ? received : maskedBytes(received, hop.response->fields);
}

QStringList RawTab::remarks(const Hop &hop) const
{
    QStringList said;
    const bool sent = m_side->currentIndex() == Sent;
    if ((sent ? hop.sentBytes : hop.receivedBytes).isEmpty())
        said += sent || hop.response ? tr("The recording kept no bytes; this is put together from its fields.")
                                     : tr("Nothing was received.");
    if (hop.bytesCut)
        said += tr("Cut at the limit for raw bytes.");
    for (const Defect &defect : hop.response && !sent ? hop.response->defects : std::vector<Defect>())
        said += tr("Byte %1: %2").arg(defect.offset).arg(visibleText(defect.text));
    return said;
}

/// What is not looked at holds no bytes, least of all revealed ones.
void RawTab::refresh()
{
    m_stale = !isVisible();
    if (m_stale)
        m_pane->viewer()->clear();
    else
        fill();
}

void RawTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

void RawTab::fill()
{
    const int hop = m_hop->currentIndex();
    if (!m_exchange || hop < 0) {
        m_pane->setRemark({});
        m_pane->viewer()->clear();
        return;
    }
    const Hop &shown = m_exchange->hops.at(size_t(hop));
    ViewerContent content;
    content.bytes = bytes(shown);
    m_pane->setRemark(remarks(shown).join(QLatin1Char(' ')));
    m_pane->viewer()->setContent(content);
}

}
