#pragma once

#include "core/cookies/jar.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace keyhole {

/// The cookies of a jar as a table: those whose name, domain, path or attributes hold all words of the filter. Values are masked.
class JarModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, DomainColumn, PathColumn, ExpiresColumn, AttributesColumn, ColumnCount };

    explicit JarModel(const Theme &theme, QObject *parent = nullptr);
    /// `now` decides which of them are past their time.
    void setCookies(std::vector<Cookie> cookies, Instant now);
    void setFilter(const QString &filter);

    const Cookie &cookie(int row) const { return m_cookies[m_shown[size_t(row)]]; }
    /// The row of the cookie of this name, domain and path; -1 where it is not shown.
    int rowOf(const Cookie &cookie) const;
    int heldCount() const { return int(m_cookies.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString cell(const Cookie &cookie, int column) const;
    bool isShown(const Cookie &cookie) const;
    void choose();

    const Theme &m_theme;
    std::vector<Cookie> m_cookies;
    std::vector<size_t> m_shown;
    QStringList m_words;
    Instant m_now{};
};

/// "Secure, HttpOnly, SameSite=Lax": what a cookie was given, as Set-Cookie writes it.
QString attributesText(const Cookie &cookie);

}
