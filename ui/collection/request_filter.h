#pragma once

#include <QByteArray>
#include <QSet>
#include <QSortFilterProxyModel>

namespace keyhole {

class RequestTree;
struct TreeNode;

/// What the filter field says: words that must all be found in name, method or address; "401" and "4xx" for the status; "host:…".
class RequestQuery {
public:
    RequestQuery() = default;
    explicit RequestQuery(const QString &text);
    bool isEmpty() const { return m_words.isEmpty() && m_host.isEmpty() && m_status.isEmpty(); }
    /// `searched`: name, method and address in lower case.
    bool matches(const QString &searched, const QString &hosts, int status) const;

private:
    QStringList m_words;  ///< lower case
    QString m_host;
    QString m_status;  ///< "401", "4xx"
};

/// The rows of a RequestTree that fit a query, with what they stand in. Which those are is found out once a query, not once a row.
class RequestFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RequestFilter(QObject *parent = nullptr);
    void setQuery(const QString &text);
    const RequestQuery &query() const { return m_query; }
    void setSourceModel(QAbstractItemModel *model) override;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    bool collect(const TreeNode &node);
    void find();
    void lookAgain();

    RequestQuery m_query;
    const RequestTree *m_tree = nullptr;
    QSet<const TreeNode *> m_fitting;
};

}
