#include "ui/request/cookies_tab.h"

#include "core/diagnosis/report.h"
#include "ui/request/growing_table.h"
#include "ui/response/secret_parts.h"
#include "ui/response/sectioned_table.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace keyhole {

CookiesTab::CookiesTab(const Theme &theme, QWidget *parent)
    : EditorTab(parent), m_typed(new RowsTable(theme, tr("Cookies of this request"))),
      m_jar(new SectionedTable(theme, tr("Cookies of the jar")))
{
    auto *parts = new QSplitter(Qt::Vertical);
    parts->addWidget(m_typed);
    parts->addWidget(m_jar);
    parts->setChildrenCollapsible(false);
    parts->setHandleWidth(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(8), 0, 0, 0);
    column->addWidget(parts);
    setFocusProxy(m_typed);
    connect(&m_typed->rows(), &RowsModel::edited, this, &EditorTab::edited);
}

void CookiesTab::load(const RequestDraft &draft)
{
    m_typed->setRows(draft.cookies);
}

void CookiesTab::store(RequestDraft &draft) const
{
    draft.cookies = m_typed->rows().rows();
}

void CookiesTab::setReadOnly(bool readOnly)
{
    m_typed->rows().setReadOnly(readOnly);
}

void CookiesTab::setPreview(const ResolvedRequest *preview)
{
    std::vector<SectionedRow> rows;
    rows.push_back(SectionedRow::headingOf(tr("From the cookie jar")));
    m_going = 0;
    for (const CookieDecision &decision : preview ? preview->cookies : std::vector<CookieDecision>()) {
        SectionedRow row;
        row.icon = decision.sent ? QStringLiteral("check") : QStringLiteral("circle-minus");
        row.iconColor = decision.sent ? ColorToken::Ok : ColorToken::Text3;
        row.iconSays = decision.sent ? tr("Will go") : tr("Held back");
        row.name = visibleText(QString::fromUtf8(decision.name));
        row.text = decision.sent ? tr("will go") : visibleText(decision.reason);
        row.remark = decision.sent ? tr("set by %1").arg(visibleText(QString::fromUtf8(decision.setBy)))
                                   : tr("rule: %1").arg(visibleText(QString::fromUtf8(decision.rule)));
        row.where = decision.name;
        m_going += decision.sent;
        rows.push_back(std::move(row));
    }
    if (rows.size() == 1)
        rows.push_back({false, {}, {}, {}, tr("none for this address"), {}, {}, {}, true});
    if (rows != m_jar->facts().rows())
        m_jar->setRows(std::move(rows));
}

int CookiesTab::count() const
{
    return m_typed->rows().enabledCount() + m_going;
}

bool CookiesTab::selectName(const QByteArray &name)
{
    return m_typed->selectName(name) || m_jar->select(name);
}

}
