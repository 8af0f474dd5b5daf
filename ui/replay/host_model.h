#pragma once

#include "core/replay/har_source.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace keyhole {

/// The origins of a recording: where each is sent to instead, and with which token in the place of the recorded credential. Tokens are
/// typed, shown as dots, and forgotten with the window.
class HostModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { RecordedColumn, TargetColumn, TokenColumn, FaultColumn, ColumnCount };

    HostModel(const Theme &theme, std::vector<Origin> origins, QObject *parent = nullptr);

    /// Fails with the first target that is none.
    Result<HarSettings> settings(bool recordedCredentials) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited();

private:
    struct Row {
        Origin recorded;
        QString target;  ///< as typed; empty: the same
        Secret token;
    };
    /// Where the row is sent; fails where what is typed is no origin.
    Result<Origin> targetOf(const Row &row) const;
    QString cell(const Row &row, int column) const;

    const Theme &m_theme;
    std::vector<Row> m_rows;
};

}
