#pragma once

#include "ui/theme/theme.h"

#include <QAbstractTableModel>
#include <vector>

namespace keyhole {

/// A row of a table of facts: a heading over the rows below it, or a mark in the margin, a name, a text and a remark.
struct SectionedRow {
    bool heading = false;
    QString icon;  ///< of the margin; empty for none
    ColorToken iconColor = ColorToken::Text2;
    QString iconSays;  ///< the mark in words
    QString name, text, remark;
    QByteArray where;  ///< the place of the evidence that it is
    bool quiet = false;  ///< drawn in the colour of hints

    static SectionedRow headingOf(const QString &title, const QString &remark = {})
    {
        return {true, {}, {}, {}, title, {}, remark, {}, false};
    }
    friend bool operator==(const SectionedRow &, const SectionedRow &) = default;
};

/// Rows under headings, as a table for reading.
class SectionedModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { MarginColumn, NameColumn, TextColumn, RemarkColumn, ColumnCount };

    explicit SectionedModel(const Theme &theme, QObject *parent = nullptr);
    void setRows(std::vector<SectionedRow> rows);
    const std::vector<SectionedRow> &rows() const { return m_rows; }
    /// The first row of this place, or -1. Names compare without case.
    int rowOf(const QByteArray &where) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QVariant appearance(const SectionedRow &row, Column column, int role) const;

    const Theme &m_theme;
    std::vector<SectionedRow> m_rows;
};

}
