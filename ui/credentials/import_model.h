#pragma once

#include "core/secrets/import/found_credentials.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace keyhole {

/// A credential that was found in plain text, and what is to become of it.
struct ImportRow {
    FoundCredential found;
    QString source;  ///< the file, or the environment
    QString origins;  ///< as the person has them, set apart by commas
    bool taken = true;
    bool moved = false;
    QString fault = {};  ///< why it was not moved
};

/// What was found, masked: a check box, where it stands, and where it may go, which can be typed.
class ImportModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { LabelColumn, KindColumn, PlaceColumn, OriginsColumn, StateColumn, ColumnCount };

    explicit ImportModel(const Theme &theme, QObject *parent = nullptr);

    void add(std::vector<FoundCredential> found, const QString &source);
    const std::vector<ImportRow> &rows() const { return m_rows; }
    /// Rows that are ticked, know where they may go and were not moved yet.
    std::vector<int> ready() const;
    /// Where the row may go; empty where that is not settled.
    std::vector<Origin> originsOf(int row) const;
    void setMoved(int row, const QString &fault);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void edited();

private:
    QString cell(const ImportRow &row, int column) const;
    QString problemOf(const ImportRow &row) const;
    bool isReady(const ImportRow &row) const;
    void changed(int row);

    const Theme &m_theme;
    std::vector<ImportRow> m_rows;
};

}
