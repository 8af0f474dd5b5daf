#pragma once

#include "core/collection/conflict.h"

#include <QAbstractTableModel>

namespace keyhole {

/// Two versions of a request side by side, line by line, with the side that is chosen for each. Lines of one part (all fields, the whole
/// body) go together.
class VersionModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PartColumn, BaseColumn, MineColumn, TheirsColumn, ColumnCount };
    enum Role {
        ChosenRole = Qt::UserRole + 1,  ///< whether this cell's side is taken
        BothRole,  ///< whether both sides changed it
    };

    /// To begin with, mine is chosen where mine was changed.
    VersionModel(const RequestFile &base, const RequestFile &mine, const RequestFile &theirs, QObject *parent = nullptr);

    void choose(int row, bool mine);
    void chooseAll(bool mine);
    /// What comes of the choices: against the file as it is.
    RequestFile chosen() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    bool isMine(int row) const;

    RequestFile m_mine, m_theirs;
    std::vector<ConflictLine> m_lines;
    std::vector<VersionPart> m_ofMine;
};

}
