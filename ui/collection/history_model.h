#pragma once

#include "core/session/history_keeper.h"

#include <QAbstractItemModel>
#include <QPointer>

namespace keyhole {

/// The exchanges that are kept, newest first, grouped by day or by cause, a page at a time. Without a keeper those of this run alone: at
/// most 1,000, the oldest go.
class HistoryModel : public QAbstractItemModel {
    Q_OBJECT
public:
    static constexpr int kMost = 1000;
    static constexpr int kPage = 200;

    struct Row {
        HistoryEntry entry;
        std::shared_ptr<const Diagnosed> diagnosed;  ///< of an exchange of this run, as it was sent; null for others
        QString text() const;  ///< "09:43:12  api.example.com/v1/orders"
    };

    explicit HistoryModel(QObject *parent = nullptr);

    /// Shows what it keeps from now on. It must outlive the model.
    void setKeeper(HistoryKeeper *keeper);
    HistoryKeeper *keeper() const { return m_keeper; }

    /// One more of this run, where there is no keeper.
    void add(const Diagnosed &diagnosed);

    /// Shows what a search asks for, as readHistoryQuery() reads it; in the middle of a word that is being typed as well.
    void setQuery(const QString &text);
    bool isFiltered() const { return !m_query.isEmpty(); }
    const QString &complaint() const { return m_complaint; }  ///< why the search cannot be read; empty when it can
    void setGrouping(HistoryGrouping grouping);
    HistoryGrouping grouping() const { return m_grouping; }
    void readOn();  ///< one more page, where there is one

    int count() const;
    const Row *rowAt(const QModelIndex &index) const;  ///< nullptr for a group

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void shownChanged();  ///< other rows, or another complaint

private:
    struct Group {
        QString key, title;
        std::vector<Row> rows;  ///< newest first
    };
    enum class At { Front, Back };
    void put(Row row, At place);
    void dropOldest();
    void search();
    void take(const std::vector<HistoryEntry> &entries);
    Row rowOf(const HistoryEntry &entry) const;
    void remember(qint64 id, const Diagnosed &diagnosed);

    QPointer<HistoryKeeper> m_keeper;
    std::vector<std::unique_ptr<Group>> m_groups;
    HistoryGrouping m_grouping = HistoryGrouping::Day;
    HistoryQuery m_query;
    QString m_text, m_complaint;
    std::vector<std::pair<qint64, std::shared_ptr<const Diagnosed>>> m_ofThisRun;  ///< the last kMost
    qint64 m_lastOwnId = 0;
    int m_searches = 0;  ///< the answer to an older one is not shown any more
    bool m_reading = false, m_atEnd = true;
};

}
