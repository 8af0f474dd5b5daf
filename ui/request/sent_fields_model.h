#pragma once

#include "core/session/session.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <vector>

namespace keyhole {

/// What goes out besides the typed fields: with its value (secrets masked), where it comes from, and for the automatic ones a choice of
/// what is done with them. Automatic fields that do not go are shown as well, so that they can be switched on.
class SentFieldsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, OriginColumn, ModeColumn, ColumnCount };
    struct Row {
        QByteArray name;
        QString value;
        FieldOrigin origin = FieldOrigin::Automatic;
        AutomaticMode mode = AutomaticMode::UnlessTyped;
        bool goes = false;
        friend bool operator==(const Row &, const Row &) = default;
    };

    explicit SentFieldsModel(const Theme &theme, QObject *parent = nullptr);

    void setModes(const std::vector<AutomaticField> &modes);
    /// Those that differ from UnlessTyped, in the order in which they were given or chosen.
    const std::vector<AutomaticField> &modes() const { return m_modes; }
    void setPreview(const ResolvedRequest *preview);
    void setReadOnly(bool readOnly) { m_readOnly = readOnly; }
    const std::vector<Row> &rows() const { return m_rows; }
    int rowOf(QByteArrayView name) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    static QString modeText(AutomaticMode mode);

signals:
    void edited();

private:
    AutomaticMode modeOf(QByteArrayView name) const;
    void setRows(std::vector<Row> rows);
    QString cellText(const Row &row, Column column) const;

    const Theme &m_theme;
    std::vector<AutomaticField> m_modes;
    std::vector<Row> m_rows;
    bool m_readOnly = false;
};

}
