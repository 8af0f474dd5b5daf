#include "ui/diagnosis/finding_list.h"

#include "ui/diagnosis/finding_detail.h"
#include "ui/diagnosis/finding_head.h"

#include <QHBoxLayout>
#include <QPainter>

namespace keyhole {

FindingList::FindingList(const Theme &theme, QWidget *parent) : RoundedFrame(theme, ColorToken::Raised, ColorToken::Border, 8, parent)
{
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
}

void FindingList::setFindings(std::vector<Finding> findings, const std::vector<Action> &verdictActions)
{
    for (const Row &row : m_rows) {
        row.head->hide();
        row.detail->hide();
        row.head->deleteLater();
        row.detail->deleteLater();
    }
    m_rows.clear();
    m_findings = std::move(findings);
    m_current = m_findings.empty() ? -1 : 0;
    for (int i = 0; i < int(m_findings.size()); ++i)
        addRow(i, verdictActions);
    place();
}

void FindingList::addRow(int index, const std::vector<Action> &verdictActions)
{
    const Finding &finding = m_findings[size_t(index)];
    Row row{new FindingHead(theme(), finding, this), new FindingDetail(theme(), finding, verdictActions, this)};
    connect(row.head, &FindingHead::openRequested, this, [this, index](bool open) { show(index, open); });
    connect(row.head, &FindingHead::stepRequested, this,
            [this, index](int by) { focusHead(qBound(0, index + by, int(m_rows.size()) - 1)); });
    connect(row.detail, &FindingDetail::actionRequested, this, &FindingList::actionRequested);
    connect(row.detail, &FindingDetail::placeRequested, this, &FindingList::placeRequested);
    row.head->setOpen(index == 0);
    m_rows.push_back(row);
}

void FindingList::setWide(bool wide)
{
    if (m_wide == wide)
        return;
    m_wide = wide;
    if (m_wide) {
        for (int i = 0; i < int(m_rows.size()); ++i)
            m_rows[size_t(i)].head->setOpen(i == m_current);
    }
    place();
}

/// Puts heads and details into one column, or into two.
void FindingList::place()
{
    for (const Row &row : m_rows) {
        row.head->setParent(this);
        row.detail->setParent(this);
    }
    delete m_body;
    m_body = new QWidget(this);
    auto *columns = new QHBoxLayout(m_body);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    auto *list = new QVBoxLayout, *details = m_wide ? new QVBoxLayout : list;
    columns->addLayout(list, 2);
    list->setSpacing(0);
    for (const Row &row : m_rows) {
        row.head->setBeside(m_wide);
        list->addWidget(row.head);
        details->addWidget(row.detail);
        row.head->show();
        row.detail->setVisible(row.head->isOpen());
    }
    if (m_wide) {
        list->addStretch();
        details->setContentsMargins(0, theme().px(10), 0, 0);
        details->addStretch();
        columns->addLayout(details, 3);
    }
    layout()->addWidget(m_body);
    m_body->show();
    emit rearranged();
}

void FindingList::show(int index, bool open)
{
    m_current = index;
    for (int i = 0; i < int(m_rows.size()); ++i) {
        const Row &row = m_rows[size_t(i)];
        if (i != index && !m_wide)
            continue;
        const bool shown = m_wide ? i == m_current : open;
        row.head->setOpen(shown);
        row.detail->setVisible(shown);
    }
    update();
    emit rearranged();
    emit currentChanged();
}

void FindingList::focusHead(int index)
{
    m_rows[size_t(index)].head->setFocus(Qt::ShortcutFocusReason);
    if (m_wide)
        show(index, true);
}

void FindingList::step(int by)
{
    const int count = int(m_rows.size());
    if (count == 0)
        return;
    const int next = (m_current + by + count) % count;
    show(next, true);
    focusHead(next);
}

const Finding *FindingList::current() const
{
    return m_current < 0 ? nullptr : &m_findings[size_t(m_current)];
}

QWidget *FindingList::currentHead() const
{
    return m_current < 0 ? nullptr : m_rows[size_t(m_current)].head;
}

void FindingList::paintEvent(QPaintEvent *event)
{
    RoundedFrame::paintEvent(event);
    QPainter painter(this);
    painter.setPen(theme().color(ColorToken::Border));
    const double right = m_wide && !m_rows.empty() ? m_rows.front().head->width() : width() - 1;
    for (size_t i = 1; i < m_rows.size(); ++i) {
        const double y = m_rows[i].head->mapTo(this, QPoint()).y() + 0.5;
        painter.drawLine(QPointF(1, y), QPointF(right, y));
    }
    if (m_wide && !m_rows.empty())
        painter.drawLine(QPointF(right + 0.5, 1), QPointF(right + 0.5, height() - 1));
}

}
