#include "ui/replay/host_model.h"

#include "core/diagnosis/report.h"

namespace keyhole {

HostModel::HostModel(const Theme &theme, std::vector<Origin> origins, QObject *parent) : QAbstractTableModel(parent), m_theme(theme)
{
    for (Origin &origin : origins)
        m_rows.push_back({std::move(origin), {}, {}});
}

Result<Origin> HostModel::targetOf(const Row &row) const
{
    if (row.target.isEmpty())
        return row.recorded;
    const QByteArray recorded = row.recorded.toString();
    const auto mapping = parseHostMapping(QString::fromUtf8(recorded) + QLatin1Char('=') + row.target);
    if (!mapping)
        return failure(Error{tr("“%1” is no address of a server").arg(visibleText(row.target)), visibleText(QString::fromUtf8(recorded)),
                             tr("Type one such as http://localhost:8080.")});
    return mapped(*Url::parse(recorded), {*mapping}).origin();
}

Result<HarSettings> HostModel::settings(bool recordedCredentials) const
{
    HarSettings settings;
    settings.recordedCredentials = recordedCredentials;
    for (const Row &row : m_rows) {
        const auto target = targetOf(row);
        if (!target)
            return failure(target.error());
        if (!(*target == row.recorded))
            settings.hosts.push_back(
                {{row.recorded.scheme, row.recorded.host, row.recorded.port}, {target->scheme, target->host, target->port}});
        if (row.token.isEmpty())
            continue;
        AuthDraft auth;
        auth.kind = AuthKind::Bearer;
        auth.secret = row.token;
        settings.credentials.emplace_back(*target, std::move(auth));
    }
    return settings;
}

int HostModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int HostModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HostModel::cell(const Row &row, int column) const
{
    switch (column) {
    case RecordedColumn:
        return visibleText(QString::fromUtf8(row.recorded.toString()));
    case TargetColumn:
        return row.target.isEmpty() ? tr("the same") : visibleText(row.target);
    case TokenColumn:
        return row.token.isEmpty() ? tr("none") : QStringLiteral("••••••••");
    case FaultColumn: {
        const auto target = targetOf(row);
        return target ? *target == row.recorded ? QString() : tr("Recorded credentials stay behind") : target.error().what;
    }
    }
    return {};
}

QVariant HostModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cell(row, index.column());
    case Qt::AccessibleTextRole:
        return cell(row, index.column()).isEmpty() ? tr("nothing to tell") : cell(row, index.column());
    case Qt::EditRole:
        return index.column() == TargetColumn ? row.target : QString();
    case Qt::ForegroundRole:
        if (index.column() == FaultColumn)
            return m_theme.color(targetOf(row) ? ColorToken::Text2 : ColorToken::Danger);
        if ((index.column() == TargetColumn && row.target.isEmpty()) || (index.column() == TokenColumn && row.token.isEmpty()))
            return m_theme.color(ColorToken::Text3);
        return m_theme.color(ColorToken::Text);
    }
    return {};
}

bool HostModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    Row &row = m_rows[size_t(index.row())];
    if (index.column() == TargetColumn)
        row.target = value.toString().trimmed();
    else
        row.token = Secret(value.toString().trimmed().toUtf8());
    emit dataChanged(this->index(index.row(), 0), this->index(index.row(), ColumnCount - 1));
    emit edited();
    return true;
}

Qt::ItemFlags HostModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Qt::ItemFlags flags = Qt::ItemIsSelectable | Qt::ItemIsEnabled;
    return index.column() == TargetColumn || index.column() == TokenColumn ? flags | Qt::ItemIsEditable : flags;
}

QVariant HostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Recorded for"), tr("Send to"), tr("Bearer token"), tr("Note")};
    return names[section];
}

}
