#pragma once

#include <QByteArray>
#include <QSortFilterProxyModel>

namespace keyhole {

/// What the filter field says: words that must all be found in name, method or address; "401" and "4xx" for the status; "host:…".
class RequestQuery {
public:
    RequestQuery() = default;
    explicit RequestQuery(const QString &text);
    bool isEmpty() const { return m_words.isEmpty() && m_host.isEmpty() && m_status.isEmpty(); }
    bool matches(const QString &name, const QByteArray &method, const QByteArray &address, int status) const;

private:
    QStringList m_words;
    QString m_host;
    QString m_status;  ///< "401", "4xx"
};

/// The rows that fit a query, with what they stand in.
class RequestFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RequestFilter(QObject *parent = nullptr);
    void setQuery(const QString &text);
    const RequestQuery &query() const { return m_query; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    RequestQuery m_query;
};

}
