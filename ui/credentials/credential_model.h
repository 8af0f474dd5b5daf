#pragma once

#include "core/secrets/credential.h"
#include "ui/theme/theme.h"

#include <QAbstractTableModel>

namespace keyhole {

/// What is known of the stored credentials, without any secret, as a table: those that hold all words of the filter and are of the chosen
/// kind. Sorted by any column.
class CredentialModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { LabelColumn, KindColumn, OriginsColumn, UsedColumn, AgeColumn, ExpiryColumn, ColumnCount };
    /// What is shown: all, expired ones, or those of one kind.
    struct Choice {
        bool expiredOnly = false;
        std::optional<CredentialKind> kind = {};
        friend bool operator==(const Choice &, const Choice &) = default;
    };

    explicit CredentialModel(const Theme &theme, QObject *parent = nullptr);

    /// `untilQuit` are the ids of those that are in memory only.
    void setCredentials(std::vector<CredentialInfo> credentials, std::vector<CredentialId> untilQuit, Instant now);
    void setFilter(const QString &words);
    void setChoice(const Choice &choice);

    const CredentialInfo &credential(int row) const { return m_credentials[m_shown[size_t(row)]]; }
    int rowOf(const CredentialId &id) const;  ///< -1 where it is not shown
    int heldCount() const { return int(m_credentials.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    QString cell(const CredentialInfo &info, int column) const;
    bool isUntilQuit(const CredentialId &id) const;
    bool isShown(const CredentialInfo &info) const;
    void sortShown();
    bool isEarlier(const CredentialInfo &a, const CredentialInfo &b) const;
    void choose();
    QVariant iconOf(const CredentialInfo &info, int column) const;

    const Theme &m_theme;
    std::vector<CredentialInfo> m_credentials;
    std::vector<CredentialId> m_untilQuit;
    std::vector<size_t> m_shown;
    QStringList m_words;
    Choice m_choice;
    int m_sortColumn = LabelColumn;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    Instant m_now{};
};

}
