#pragma once

#include "core/replay/replay_source.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace keyhole {

/// The requests of a source with a tick for each that is to be sent.
class ChoiceModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, MethodColumn, AddressColumn, NoteColumn, ColumnCount };

    /// The items must outlive it. `withChanges`: whether those that change data are ticked at first.
    ChoiceModel(const Theme &theme, const std::vector<ReplayItem> &items, bool withChanges, QObject *parent = nullptr);

    std::vector<int> chosen() const;
    /// Ticks or unticks these rows, as far as they can be sent.
    void choose(const std::vector<int> &rows, bool chosen);
    /// Ticks these and no others.
    void chooseOnly(const std::vector<int> &rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void choiceChanged();

private:
    QString cell(int row, int column) const;

    const Theme &m_theme;
    const std::vector<ReplayItem> &m_items;
    std::vector<bool> m_chosen;
};

}
