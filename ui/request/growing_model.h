#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QStringList>
#include <any>
#include <vector>

namespace keyhole {

/// Rows that the user fills in, each with a check box in its first column. Below the filled rows stands an empty one, ready to type in:
/// what is typed there makes it a filled one.
class GrowingModel : public QAbstractTableModel {
    Q_OBJECT
public:
    GrowingModel(QStringList titles, QObject *parent) : QAbstractTableModel(parent), m_titles(std::move(titles)) { }

    void setReadOnly(bool readOnly);
    /// Names of variables without a value: cells of rows that are sent and name one of them are in this colour.
    void setUnresolved(const std::vector<QByteArray> &names, const QColor &color);
    bool isReadOnly() const { return m_readOnly; }
    int enabledCount() const;
    /// The first filled row whose first cell is this, without case; -1 when there is none.
    int rowOf(QByteArrayView name) const;

    virtual int filledCount() const = 0;
    bool isEmptyRow(int row) const { return row == filledCount(); }
    /// All rows, and back to them: for undo.
    virtual std::any snapshot() const = 0;
    virtual void restore(const std::any &snapshot) = 0;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool removeRows(int row, int count, const QModelIndex &parent = {}) override;

signals:
    void edited();

protected:
    virtual QString cell(int row, int column) const = 0;
    virtual void setCell(int row, int column, const QString &text) = 0;
    virtual bool isEnabled(int row) const = 0;
    virtual void setEnabled(int row, bool enabled) = 0;
    virtual void appendBlank() = 0;
    virtual void erase(int row, int count) = 0;

private:
    bool isUnresolved(int row, int column) const;

    QStringList m_titles;
    std::vector<QByteArray> m_unresolved;
    QColor m_unresolvedColor;
    bool m_readOnly = false;
};

}
