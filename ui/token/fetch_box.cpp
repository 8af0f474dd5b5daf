#include "ui/token/fetch_box.h"

#include "core/diagnosis/report.h"
#include "ui/controls/button.h"
#include "ui/controls/wrap_row.h"
#include "ui/text/flow_label.h"

#include <QVBoxLayout>

namespace keyhole {

FetchBox::FetchBox(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_text(new FlowLabel(theme, this)), m_addresses(new FlowLabel(theme, this)),
      m_fetch(new Button(theme, tr("Fetch"), Button::Kind::Outlined, {}, this)),
      m_cancel(new Button(theme, tr("Cancel"), Button::Kind::Quiet, {}, this))
{
    auto *buttons = new WrapRow(theme.px(8));
    buttons->addWidget(m_fetch);
    buttons->addWidget(m_cancel);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.px(8));
    column->addWidget(m_text);
    column->addWidget(m_addresses);
    column->addLayout(buttons);
    connect(m_fetch, &Button::clicked, this, &FetchBox::fetch);
    connect(m_cancel, &Button::clicked, this, &FetchBox::left);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &FetchBox::finish);
    hide();
}

FetchBox::~FetchBox()
{
    m_watcher.cancel();
}

void FetchBox::say(const QString &text, ColorToken color)
{
    m_text->setRuns({{text, FontRole::Small, color}});
}

void FetchBox::open(KeyFetcher &fetcher, const Token &token)
{
    m_fetcher = &fetcher;
    m_token = token;
    const auto plan = fetcher.plan(token);
    std::vector<TextRun> lines;
    for (const QString &address : plan ? plan->addresses : QStringList())
        lines.push_back({(lines.empty() ? QString() : QStringLiteral("\n")) + address, FontRole::CodeSmall, ColorToken::Text});
    m_addresses->setRuns(std::move(lines));
    m_addresses->setVisible(plan.has_value());
    m_fetch->setVisible(plan.has_value());
    m_fetch->setEnabled(true);
    if (plan)
        say(tr("These addresses would be asked, without any credential and without the token:"));
    else
        say(plan.error().what, ColorToken::Danger);
    show();
    (plan ? m_fetch : m_cancel)->setFocus(Qt::OtherFocusReason);
}

void FetchBox::close()
{
    m_watcher.cancel();
    m_fetcher = nullptr;
    hide();
}

void FetchBox::fetch()
{
    if (!m_fetcher)
        return;
    m_fetch->setEnabled(false);
    say(tr("Fetching the keys…"));
    m_watcher.setFuture(m_fetcher->fetch(m_token));
}

void FetchBox::finish()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0 || !m_fetcher)
        return;
    const Result<KeyFetcher::Fetched> result = m_watcher.result();
    if (result) {
        close();
        emit fetched(result->keys, result->source);
        return;
    }
    const Error &error = result.error();
    const QString place = error.place.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(visibleText(error.place));
    say(tr("The keys were not fetched: %1%2").arg(visibleText(error.what), place), ColorToken::Danger);
    m_fetch->setEnabled(true);
}

}
