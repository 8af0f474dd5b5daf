#include "ui/cookies/cookies_pane.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/response/sectioned_table.h"
#include "ui/text/text_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace keyhole {

CookiesPane::CookiesPane(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_client(new QComboBox), m_initiator(new QComboBox),
      m_supposed(new ElidedLabel(theme, {}, FontRole::Small, ColorToken::Info)), m_add(new Button(theme, {}, Button::Kind::Outlined)),
      m_table(new SectionedTable(theme, tr("Cookies")))
{
    m_client->addItem(tr("As Keyhole"));
    for (const BrowserProfile &profile : browserProfiles())
        m_client->addItem(tr("As %1").arg(QString::fromUtf8(profile.name)));
    m_client->setAccessibleName(tr("Judged by the rules of"));
    m_initiator->addItems({tr("begun by you"), tr("by a link on another site"), tr("by a form on another site"),
                           tr("in a frame on another site"), tr("by a script on another site")});
    m_initiator->setAccessibleName(tr("Who began the request"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4));
    bar->setSpacing(theme.px(8));
    bar->addWidget(m_client);
    bar->addWidget(m_initiator);
    bar->addWidget(m_supposed, 1);
    bar->addWidget(m_add);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
    m_table->setWrapped(true);
    connect(m_client, &QComboBox::currentIndexChanged, this, &CookiesPane::readView);
    connect(m_initiator, &QComboBox::currentIndexChanged, this, &CookiesPane::readView);
    connect(m_add, &Button::clicked, this, [this] {
        const auto pair = std::find_if(m_pairs.begin(), m_pairs.end(), [](const CsrfPair &each) { return each.canAdd(); });
        if (pair != m_pairs.end())
            emit fieldMissing(pair->fieldName, pair->fieldValue);
    });
    clear();
}

void CookiesPane::setExchange(std::shared_ptr<const Exchange> exchange, std::vector<QByteArray> pages)
{
    m_exchange = std::move(exchange);
    m_pages = std::move(pages);
    m_pairs = csrfPairs(m_exchange->first().request, m_exchange->cookieLedger, m_pages);
    showRows();
}

void CookiesPane::clear()
{
    m_exchange.reset();
    m_pages.clear();
    m_pairs.clear();
    m_table->setRows({});
    showAddButton();
}

bool CookiesPane::select(const QByteArray &where)
{
    return m_table->select(where);
}

void CookiesPane::readView()
{
    const int client = m_client->currentIndex();
    m_view.client = client > 0 ? std::optional(Browser(client - 1)) : std::nullopt;
    m_view.initiator = CookieView::Initiator(m_initiator->currentIndex());
    showRows();
}

void CookiesPane::showRows()
{
    m_supposed->setText(m_view.isAsItWas() ? QString() : tr("Supposed, not sent: what this client would have done with these cookies"));
    if (m_exchange)
        m_table->setRows(cookieRows(*m_exchange, m_view, m_pairs));
    showAddButton();
}

void CookiesPane::showAddButton()
{
    const auto pair = std::find_if(m_pairs.begin(), m_pairs.end(), [](const CsrfPair &each) { return each.canAdd(); });
    m_add->setVisible(pair != m_pairs.end() && m_view.isAsItWas());
    if (m_add->isVisibleTo(this))
        m_add->setText(tr("Add %1 and resend").arg(visibleText(QString::fromUtf8(pair->fieldName))));
}

}
