#pragma once

#include "core/session/session.h"

#include <QAbstractItemModel>
#include <QDate>

namespace keyhole {

/// The exchanges of this run, newest first, grouped by day. At most 1,000 are kept; the oldest go.
class HistoryModel : public QAbstractItemModel {
    Q_OBJECT
public:
    static constexpr int kMost = 1000;

    struct Row {
        QByteArray method;
        QByteArray address;
        int status = 0;
        Instant at{};
        Diagnosed diagnosed;
        QString text() const;  ///< "09:43:12  api.example.com/v1/orders"
    };

    explicit HistoryModel(QObject *parent = nullptr);

    void add(const Diagnosed &diagnosed);
    int count() const;
    const Row *rowAt(const QModelIndex &index) const;  ///< nullptr for a day

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Day {
        QDate date;
        std::vector<Row> rows;  ///< newest first
    };
    void dropOldest();

    std::vector<std::unique_ptr<Day>> m_days;  ///< newest first
};

}
