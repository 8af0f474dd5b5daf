#include "ui/cookies/jar_model.h"

#include "core/diagnosis/report.h"
#include "core/secrets/secret.h"
#include "ui/text/time_text.h"

namespace keyhole {

namespace {

QString shown(const QByteArray &bytes)
{
    return visibleText(QString::fromUtf8(bytes));
}

}

QString attributesText(const Cookie &cookie)
{
    QStringList attributes;
    if (cookie.secure)
        attributes << QStringLiteral("Secure");
    if (cookie.httpOnly)
        attributes << QStringLiteral("HttpOnly");
    static const QStringList sameSites{{}, "SameSite=None", "SameSite=Lax", "SameSite=Strict", {}};
    if (const QString sameSite = sameSites.value(int(cookie.sameSite)); !sameSite.isEmpty())
        attributes << sameSite;
    if (cookie.partitioned)
        attributes << QStringLiteral("Partitioned");
    return attributes.join(QStringLiteral(", "));
}

JarModel::JarModel(const Theme &theme, QObject *parent) : QAbstractTableModel(parent), m_theme(theme) { }

void JarModel::setCookies(std::vector<Cookie> cookies, Instant now)
{
    m_cookies = std::move(cookies);
    m_now = now;
    choose();
}

void JarModel::setFilter(const QString &filter)
{
    m_words = filter.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    choose();
}

void JarModel::choose()
{
    beginResetModel();
    m_shown.clear();
    for (size_t i = 0; i < m_cookies.size(); ++i) {
        if (isShown(m_cookies[i]))
            m_shown.push_back(i);
    }
    std::stable_sort(m_shown.begin(), m_shown.end(), [this](size_t a, size_t b) { return m_cookies[a].domain < m_cookies[b].domain; });
    endResetModel();
}

bool JarModel::isShown(const Cookie &cookie) const
{
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString &word) {
        for (const int column : {NameColumn, DomainColumn, PathColumn, AttributesColumn}) {
            if (cell(cookie, column).contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    });
}

int JarModel::rowOf(const Cookie &cookie) const
{
    for (size_t row = 0; row < m_shown.size(); ++row) {
        if (isSameCookie(m_cookies[m_shown[row]], cookie))
            return int(row);
    }
    return -1;
}

int JarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int JarModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString JarModel::cell(const Cookie &cookie, int column) const
{
    switch (column) {
    case NameColumn:
        return cookie.name.isEmpty() ? tr("(without a name)") : shown(cookie.name);
    case ValueColumn:
        return Secret::mask(cookie.value);
    case DomainColumn:
        return cookie.hostOnly ? shown(cookie.domain) : tr("%1 and below").arg(shown(cookie.domain));
    case PathColumn:
        return shown(cookie.path);
    case ExpiresColumn:
        if (!cookie.expires)
            return tr("end of the session");
        return *cookie.expires <= m_now ? tr("past") : dateAndTime(*cookie.expires, TimeForm::Utc) + QStringLiteral(" UTC");
    case AttributesColumn:
        return attributesText(cookie);
    }
    return {};
}

QVariant JarModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const bool mono = index.column() == NameColumn || index.column() == ValueColumn;
    switch (role) {
    case Qt::DisplayRole:
        return cell(cookie(index.row()), index.column());
    case Qt::FontRole:
        return m_theme.font(mono ? FontRole::CodeSmall : FontRole::Body);
    case Qt::ForegroundRole:
        return m_theme.color(index.column() == NameColumn ? ColorToken::Text : ColorToken::Text2);
    case Qt::AccessibleTextRole: {
        const QString text = cell(cookie(index.row()), index.column());
        return text.isEmpty() ? tr("no attributes") : text;
    }
    }
    return {};
}

QVariant JarModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const QString names[] = {tr("Name"), tr("Value"), tr("Goes to"), tr("Path"), tr("Kept until"), tr("Attributes")};
    return names[section];
}

}
