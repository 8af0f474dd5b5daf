#include "ui/credentials/credential_model.h"

#include "core/diagnosis/report.h"
#include "ui/credentials/credential_kinds.h"
#include "ui/credentials/credential_words.h"

namespace keyhole {

CredentialModel::CredentialModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme) { }

void CredentialModel::setCredentials(std::vector<CredentialInfo> credentials, std::vector<CredentialId> untilQuit, Instant now)
{
    m_credentials = std::move(credentials);
    m_untilQuit = std::move(untilQuit);
    m_now = now;
    choose();
}

void CredentialModel::setFilter(const QString &words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    choose();
}

void CredentialModel::setChoice(const Choice &choice)
{
    m_choice = choice;
    choose();
}

void CredentialModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
    choose();
}

void CredentialModel::choose()
{
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_credentials.size(); ++i) {
        if (isShown(m_credentials[i]))
            m_shown.push_back(i);
    }
    sortShown();
    endResetModel();
}

/// The words of a cell are made once, not for each comparison.
void CredentialModel::sortShown()
{
    const bool up = m_sortOrder == Qt::AscendingOrder;
    const auto sortBy = [&](auto goesBefore) {
        std::stable_sort(m_shown.begin(), m_shown.end(), [&](size_t a, size_t b) { return up ? goesBefore(a, b) : goesBefore(b, a); });
    };
    if (m_sortColumn == UsedColumn || m_sortColumn == AgeColumn || m_sortColumn == ExpiryColumn)
        return sortBy([this](size_t a, size_t b) { return isEarlier(m_credentials[a], m_credentials[b]); });
    std::vector<QString> words(m_credentials.size());
    for (const size_t each : m_shown)
        words[each] = cell(m_credentials[each], m_sortColumn);
    sortBy([&words](size_t a, size_t b) { return words[a].localeAwareCompare(words[b]) < 0; });
}

bool CredentialModel::isShown(const CredentialInfo &info) const
{
    if (m_choice.expiredOnly && !isExpired(info, m_now))
        return false;
    if (m_choice.kind && *m_choice.kind != info.kind)
        return false;
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        for (const int column : {LabelColumn, KindColumn, OriginsColumn}) {
            if (cell(info, column).contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

/// Times sort as times, and what has none comes last.
bool CredentialModel::isEarlier(const CredentialInfo &a, const CredentialInfo &b) const
{
    const Instant never = Instant::max();
    if (m_sortColumn == UsedColumn)
        return a.used.value_or(Instant::min()) > b.used.value_or(Instant::min());
    if (m_sortColumn == AgeColumn)
        return a.changed > b.changed;
    return a.expires.value_or(never) < b.expires.value_or(never);
}

bool CredentialModel::isUntilQuit(const CredentialId &id) const
{
    return std::find(m_untilQuit.begin(), m_untilQuit.end(), id) != m_untilQuit.end();
}

int CredentialModel::rowOf(const CredentialId &id) const
{
    for (size_t row = 0; row < m_shown.size(); ++row) {
        if (m_credentials[m_shown[row]].id == id)
            return int(row);
    }
    return -1;
}

int CredentialModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int CredentialModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString CredentialModel::cell(const CredentialInfo &info, int column) const
{
    switch (column) {
    case LabelColumn: {
        const QString label = info.label.toString();
        return label.isEmpty() ? tr("(without a name)") : visibleText(label);
    }
    case KindColumn:
        return isUntilQuit(info.id) ? tr("%1, until you quit").arg(kindName(info.kind)) : kindName(info.kind);
    case OriginsColumn:
        return originsText(info.origins);
    case UsedColumn:
        return usedWords(info, m_now);
    case AgeColumn:
        return ageWords(info, m_now);
    case ExpiryColumn:
        return expiryWords(info, m_now).text;
    }
    return {};
}

QVariant CredentialModel::iconOf(const CredentialInfo &info, int column) const
{
    if (column == LabelColumn)
        return m_theme.icon(isUntilQuit(info.id) ? QStringLiteral("timer") : QStringLiteral("key-round"));
    const ExpiryWords expiry = expiryWords(info, m_now);
    return column == ExpiryColumn && !expiry.icon.isEmpty() ? QVariant(m_theme.icon(expiry.icon, expiry.color)) : QVariant();
}

QVariant CredentialModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CredentialInfo &info = credential(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return cell(info, index.column());
    case Qt::DecorationRole:
        return iconOf(info, index.column());
    case Qt::ForegroundRole:
        if (index.column() == ExpiryColumn)
            return m_theme.color(expiryWords(info, m_now).color);
        return m_theme.color(index.column() == LabelColumn ? ColorToken::Text : ColorToken::Text2);
    }
    return {};
}

QVariant CredentialModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Credential"), tr("Kind"), tr("Goes to"), tr("Last used"), tr("Age"), tr("Expires")};
    return names[section];
}

}
