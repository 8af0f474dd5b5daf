#include "ui/collection/history_model.h"

#include "core/secrets/when_done.h"
#include "ui/collection/request_tree.h"

#include <QDateTime>
#include <QLocale>

namespace keyhole {

namespace {

QDateTime localTime(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
}

QString keyOf(const HistoryEntry &entry, HistoryGrouping grouping)
{
    return grouping == HistoryGrouping::Day ? localTime(entry.at).date().toString(Qt::ISODate) : QString::fromLatin1(entry.cause);
}

QString titleOf(const QString &key, HistoryGrouping grouping)
{
    if (grouping == HistoryGrouping::Day)
        return QLocale().toString(QDate::fromString(key, Qt::ISODate), QLocale::LongFormat);
    return key.isEmpty() ? HistoryModel::tr("No cause") : key;
}

/// What can be told without a store of the one exchange.
HistoryEntry entryOf(const Diagnosed &diagnosed)
{
    const Hop &first = diagnosed.exchange->first();
    HistoryEntry entry;
    entry.at = first.sentAt.value_or(Instant{});
    entry.method = first.request.method;
    entry.address = QString::fromUtf8(diagnosed.report.url.isEmpty() ? first.request.url.toString() : diagnosed.report.url);
    entry.status = diagnosed.report.status;
    entry.cause = diagnosed.report.verdict.id;
    entry.headline = diagnosed.report.verdict.headline;
    return entry;
}

bool contains(const HistoryEntry &entry, const HistoryQuery &query)
{
    const QString all = entry.address + u' ' + entry.headline + u' ' + QString::fromLatin1(entry.cause);
    const auto holds = [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); };
    const QByteArray status = QByteArray::number(entry.status);
    const auto isStatus = [&](const QByteArray &each) { return each == status || (each.endsWith("xx") && each.front() == status.front()); };
    const auto isCause = [&](const QByteArray &each) { return entry.cause == each || entry.cause.startsWith(each + '.'); };
    const auto none = [](const auto &list) { return list.isEmpty(); };
    return std::all_of(query.words.begin(), query.words.end(), holds)
        && std::none_of(query.withoutWords.begin(), query.withoutWords.end(), holds)
        && (none(query.statuses) || std::any_of(query.statuses.begin(), query.statuses.end(), isStatus))
        && (none(query.methods) || query.methods.contains(entry.method))
        && (none(query.hosts) || std::any_of(query.hosts.begin(), query.hosts.end(), holds))
        && (none(query.causes) || std::any_of(query.causes.begin(), query.causes.end(), isCause))
        && (!query.since || entry.at >= *query.since) && (!query.until || entry.at < *query.until);
}

}

QString HistoryModel::Row::text() const
{
    const auto url = Url::parse(entry.address.toUtf8());
    const QString place = url ? QString::fromUtf8(url->host + url->path) : entry.address;
    return localTime(entry.at).toString("HH:mm:ss") + "  " + visibleText(place);
}

HistoryModel::HistoryModel(QObject *parent) : QAbstractItemModel(parent) { }

void HistoryModel::setKeeper(HistoryKeeper *keeper)
{
    m_keeper = keeper;
    connect(keeper, &HistoryKeeper::added, this, [this](const HistoryEntry &entry, const Diagnosed &diagnosed) {
        remember(entry.id, diagnosed);
        if (isFiltered())
            search();
        else
            put(rowOf(entry), At::Front);
    });
    connect(keeper, &HistoryKeeper::changed, this, &HistoryModel::search);
    search();
}

void HistoryModel::remember(qint64 id, const Diagnosed &diagnosed)
{
    m_ofThisRun.emplace_back(id, std::make_shared<const Diagnosed>(diagnosed));
    if (m_ofThisRun.size() > kMost)
        m_ofThisRun.erase(m_ofThisRun.begin());
}

void HistoryModel::add(const Diagnosed &diagnosed)
{
    HistoryEntry entry = entryOf(diagnosed);
    entry.id = ++m_lastOwnId;
    remember(entry.id, diagnosed);
    if (contains(entry, m_query))
        put(rowOf(entry), At::Front);
    if (count() > kMost)
        dropOldest();
}

HistoryModel::Row HistoryModel::rowOf(const HistoryEntry &entry) const
{
    const auto own = std::find_if(m_ofThisRun.begin(), m_ofThisRun.end(), [&](const auto &each) { return each.first == entry.id; });
    return {entry, own == m_ofThisRun.end() ? nullptr : own->second};
}

void HistoryModel::setQuery(const QString &text)
{
    m_text = text;
    const Instant now(Milliseconds(QDateTime::currentMSecsSinceEpoch()));
    const auto query = readHistoryQuery(text, now, QTimeZone::systemTimeZone());
    m_complaint = query ? QString() : query.error().message;
    if (query) {
        m_query = *query;
        search();
    }
    emit shownChanged();
}

void HistoryModel::setGrouping(HistoryGrouping grouping)
{
    m_grouping = grouping;
    search();
}

void HistoryModel::search()
{
    if (!m_keeper) {
        std::vector<HistoryEntry> found;
        for (auto own = m_ofThisRun.rbegin(); own != m_ofThisRun.rend(); ++own) {
            HistoryEntry entry = entryOf(*own->second);
            entry.id = own->first;
            if (contains(entry, m_query))
                found.push_back(std::move(entry));
        }
        beginResetModel();
        m_groups.clear();
        endResetModel();
        take(found);
        return;
    }
    m_reading = true;
    whenDone(m_keeper->search(m_query, kPage), this, [this, number = ++m_searches](const Result<std::vector<HistoryEntry>> &found) {
        if (number != m_searches)
            return;
        m_reading = false;
        beginResetModel();
        m_groups.clear();
        endResetModel();
        if (found)
            take(*found);
        m_atEnd = !found || int(found->size()) < kPage;
    });
}

void HistoryModel::readOn()
{
    if (!m_keeper || m_reading || m_atEnd || m_groups.empty())
        return;
    qint64 oldest = std::numeric_limits<qint64>::max();
    for (const auto &group : m_groups)
        oldest = std::min(oldest, group->rows.back().entry.id);
    m_reading = true;
    whenDone(m_keeper->search(m_query, kPage, oldest), this, [this, number = m_searches](const Result<std::vector<HistoryEntry>> &found) {
        if (number != m_searches)
            return;
        m_reading = false;
        if (found)
            take(*found);
        m_atEnd = !found || int(found->size()) < kPage;
    });
}

void HistoryModel::take(const std::vector<HistoryEntry> &entries)
{
    for (const HistoryEntry &entry : entries)
        put(rowOf(entry), At::Back);
    emit shownChanged();
}

void HistoryModel::put(Row row, At place)
{
    const QString key = keyOf(row.entry, m_grouping);
    auto group = std::find_if(m_groups.begin(), m_groups.end(), [&](const auto &each) { return each->key == key; });
    if (group == m_groups.end()) {
        const int at = place == At::Front ? 0 : int(m_groups.size());
        beginInsertRows({}, at, at);
        group = m_groups.insert(m_groups.begin() + at, std::make_unique<Group>(Group{key, titleOf(key, m_grouping), {}}));
        endInsertRows();
    }
    auto &rows = (*group)->rows;
    const int at = place == At::Front ? 0 : int(rows.size());
    beginInsertRows(index(int(group - m_groups.begin()), 0), at, at);
    rows.insert(rows.begin() + at, std::move(row));
    endInsertRows();
}

void HistoryModel::dropOldest()
{
    auto &rows = m_groups.back()->rows;
    const int last = int(rows.size()) - 1;
    beginRemoveRows(index(int(m_groups.size()) - 1, 0), last, last);
    rows.pop_back();
    endRemoveRows();
    if (rows.empty()) {
        const int group = int(m_groups.size()) - 1;
        beginRemoveRows({}, group, group);
        m_groups.pop_back();
        endRemoveRows();
    }
}

int HistoryModel::count() const
{
    int sum = 0;
    for (const auto &group : m_groups)
        sum += int(group->rows.size());
    return sum;
}

const HistoryModel::Row *HistoryModel::rowAt(const QModelIndex &index) const
{
    if (!index.isValid() || !index.internalPointer())
        return nullptr;
    return &static_cast<const Group *>(index.internalPointer())->rows.at(size_t(index.row()));
}

// The pointer of a row is its group; that of a group is null.
QModelIndex HistoryModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return parent.isValid() ? createIndex(row, column, m_groups[size_t(parent.row())].get()) : createIndex(row, column, nullptr);
}

QModelIndex HistoryModel::parent(const QModelIndex &child) const
{
    for (size_t group = 0; child.internalPointer() && group < m_groups.size(); ++group) {
        if (m_groups[group].get() == child.internalPointer())
            return createIndex(int(group), 0, nullptr);
    }
    return {};
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return int(m_groups.size());
    return parent.internalPointer() ? 0 : int(m_groups[size_t(parent.row())]->rows.size());
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
        return row ? row->text() : m_groups[size_t(index.row())]->title;
    if (role == Qt::AccessibleTextRole && row) {
        const QString spoken = spokenRow(row->entry.method, row->text(), row->entry.status);
        return row->entry.pinned ? tr("%1, pinned").arg(spoken) : spoken;
    }
    return {};
}

}
