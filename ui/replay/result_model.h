#pragma once

#include "core/replay/replay_run.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QTimer>

namespace keyhole {

/// The results of a run in the order in which they come. New rows are shown together, a few times a second, however many there are.
class ResultModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { OutcomeColumn, StatusColumn, TimeColumn, RequestColumn, CauseColumn, ExpectationsColumn, ChangeColumn, ColumnCount };

    explicit ResultModel(const Theme &theme, QObject *parent = nullptr);

    /// Follows a run; nothing is shown when there is none.
    void setRun(ReplayRun *run);
    /// Null beyond the rows.
    const ReplayResult *result(int row) const;
    /// Shows what has come by now.
    void catchUp();

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(const ReplayResult &result, int column) const;
    ColorToken color(const ReplayResult &result, int column) const;

    const Theme &m_theme;
    QPointer<ReplayRun> m_run;
    int m_rows = 0;
    QTimer m_pending;
};

}
