#include "ui/collection/request_filter.h"

#include "ui/collection/request_tree.h"

#include <QRegularExpression>

namespace keyhole {

RequestQuery::RequestQuery(const QString &text)
{
    static const QRegularExpression status("^[1-5](\\d\\d|xx)$", QRegularExpression::CaseInsensitiveOption);
    for (const QString &word : text.split(' ', Qt::SkipEmptyParts)) {
        if (status.match(word).hasMatch())
            m_status = word.toLower();
        else if (word.startsWith("host:", Qt::CaseInsensitive))
            m_host = word.sliced(5);
        else
            m_words.append(word.toLower());
    }
}

bool RequestQuery::matches(const QString &searched, const QString &hosts, int status) const
{
    if (!m_status.isEmpty() && !(m_status.endsWith("xx") ? status / 100 == m_status.first(1).toInt() : status == m_status.toInt()))
        return false;
    return (m_host.isEmpty() || hosts.contains(m_host, Qt::CaseInsensitive))
        && std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return searched.contains(word); });
}

RequestFilter::RequestFilter(QObject *parent) : QSortFilterProxyModel(parent) { }

void RequestFilter::setSourceModel(QAbstractItemModel *model)
{
    m_tree = qobject_cast<const RequestTree *>(model);
    QSortFilterProxyModel::setSourceModel(model);
    if (!m_tree)
        return;
    connect(m_tree, &QAbstractItemModel::rowsInserted, this, &RequestFilter::lookAgain, Qt::QueuedConnection);
    connect(m_tree, &QAbstractItemModel::dataChanged, this, &RequestFilter::lookAgain, Qt::QueuedConnection);
}

void RequestFilter::setQuery(const QString &text)
{
    m_query = RequestQuery(text);
    find();
}

void RequestFilter::lookAgain()
{
    if (!m_query.isEmpty())
        find();
}

void RequestFilter::find()
{
    m_fitting.clear();
    for (const TreeNode *collection : m_tree ? m_tree->collections() : std::vector<const TreeNode *>())
        collect(*collection);
    invalidate();
}

/// Whether the row, or one in it, fits.
bool RequestFilter::collect(const TreeNode &node)
{
    bool fits = m_query.matches(node.searched, node.hosts, node.status);
    for (const auto &child : node.children)
        fits |= collect(*child);
    if (fits)
        m_fitting.insert(&node);
    return fits;
}

bool RequestFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    return m_query.isEmpty() || !m_tree || m_fitting.contains(m_tree->nodeAt(m_tree->index(row, 0, parent)));
}

}
