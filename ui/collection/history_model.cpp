#include "ui/collection/history_model.h"

#include "ui/collection/request_tree.h"

#include <QDateTime>
#include <QLocale>

namespace keyhole {

namespace {

QDateTime localTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
}

HistoryModel::Row rowOf(const Diagnosed &diagnosed)
{
    const Hop &first = diagnosed.exchange->first();
    HistoryModel::Row row;
    row.method = first.request.method;
    row.address = diagnosed.report.url.isEmpty() ? first.request.url.toString() : diagnosed.report.url;
    row.status = diagnosed.report.status;
    row.at = first.sentAt.value_or(Instant{});
    row.diagnosed = diagnosed;
    return row;
}

}

QString HistoryModel::Row::text() const
{
    const auto url = Url::parse(address);
    const QByteArray place = url ? url->host + url->path : address;
    return localTime(at).toString("HH:mm:ss") + "  " + visibleText(QString::fromUtf8(place));
}

HistoryModel::HistoryModel(QObject *parent) : QAbstractItemModel(parent) { }

void HistoryModel::add(const Diagnosed &diagnosed)
{
    Row row = rowOf(diagnosed);
    const QDate date = localTime(row.at).date();
    if (m_days.empty() || m_days.front()->date != date) {
        beginInsertRows({}, 0, 0);
        m_days.insert(m_days.begin(), std::make_unique<Day>(Day{date, {}}));
        endInsertRows();
    }
    beginInsertRows(index(0, 0), 0, 0);
    auto &rows = m_days.front()->rows;
    rows.insert(rows.begin(), std::move(row));
    endInsertRows();
    if (count() > kMost)
        dropOldest();
}

void HistoryModel::dropOldest()
{
    auto &rows = m_days.back()->rows;
    const int last = int(rows.size()) - 1;
    beginRemoveRows(index(int(m_days.size()) - 1, 0), last, last);
    rows.pop_back();
    endRemoveRows();
    if (rows.empty()) {
        const int day = int(m_days.size()) - 1;
        beginRemoveRows({}, day, day);
        m_days.pop_back();
        endRemoveRows();
    }
}

int HistoryModel::count() const
{
    int sum = 0;
    for (const auto &day : m_days)
        sum += int(day->rows.size());
    return sum;
}

const HistoryModel::Row *HistoryModel::rowAt(const QModelIndex &index) const
{
    if (!index.isValid() || !index.internalPointer())
        return nullptr;
    return &static_cast<const Day *>(index.internalPointer())->rows.at(size_t(index.row()));
}

// The pointer of a row is its day; that of a day is null.
QModelIndex HistoryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_days[size_t(parent.row())].get()) : createIndex(row, column, nullptr);
}

QModelIndex HistoryModel::parent(const QModelIndex &child) const
{
    for (size_t day = 0; child.internalPointer() && day < m_days.size(); ++day) {
        if (m_days[day].get() == child.internalPointer())
            return createIndex(int(day), 0, nullptr);
    }
    return {};
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_days.size());
    return parent.internalPointer() ? 0 : int(m_days[size_t(parent.row())]->rows.size());
}

int HistoryModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row *row = rowAt(index);
    if (role == Qt::DisplayRole)
        return row ? row->text() : QLocale().toString(m_days[size_t(index.row())]->date, QLocale::LongFormat);
    if (role == Qt::AccessibleTextRole && row)
        return spokenRow(row->method, row->text(), row->status);
    return {};
}

}
