#include "ui/collection/request_filter.h"

#include "core/http/url.h"
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
            m_words.append(word);
    }
}

bool RequestQuery::matches(const QString &name, const QByteArray &method, const QByteArray &address, int status) const
{
    if (!m_status.isEmpty() && !(m_status.endsWith("xx") ? status / 100 == m_status.first(1).toInt() : status == m_status.toInt()))
        return false;
    if (!m_host.isEmpty()) {
        const auto url = Url::parse(address);
        if (!url || !QString::fromUtf8(url->host).contains(m_host, Qt::CaseInsensitive))
            return false;
    }
    const QString all = name + ' ' + QString::fromUtf8(method) + ' ' + QString::fromUtf8(address);
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

RequestFilter::RequestFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
    setAutoAcceptChildRows(false);
}

void RequestFilter::setQuery(const QString &text)
{
    m_query = RequestQuery(text);
    invalidateFilter();
}

bool RequestFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_query.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    const TreeNode *node = static_cast<const RequestTree *>(sourceModel())->nodeAt(index);
    return m_query.matches(node->name, node->method, node->address, node->status);
}

}
