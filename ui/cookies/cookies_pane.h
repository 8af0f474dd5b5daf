#pragma once

#include "ui/cookies/cookie_rows.h"

#include <QWidget>
#include <memory>

class QComboBox;

namespace keyhole {

class Button;
class SectionedTable;
class TextLabel;

/// The cookies of one exchange: what went, what was held back, what the answers set and what that changed, each with its reason; as it was,
/// or as another client or a page of another site would have had it.
class CookiesPane : public QWidget {
    Q_OBJECT
public:
    explicit CookiesPane(const Theme &theme, QWidget *parent = nullptr);

    /// `pages` are the bodies of earlier answers, where the other half of a pair against forged requests may stand.
    void setExchange(std::shared_ptr<const Exchange> exchange, std::vector<QByteArray> pages);
    void clear();
    bool select(const QByteArray &where);

    SectionedTable *table() const { return m_table; }
    QComboBox *client() const { return m_client; }
    QComboBox *initiator() const { return m_initiator; }
    Button *addButton() const { return m_add; }
    const CookieView &view() const { return m_view; }

signals:
    /// The missing half: to be put into the request, which is then sent again. The value is a secret.
    void fieldMissing(const QByteArray &name, const QByteArray &value);

private:
    void showRows();
    void showAddButton();
    void readView();

    const Theme &m_theme;
    std::shared_ptr<const Exchange> m_exchange;
    std::vector<QByteArray> m_pages;
    std::vector<CsrfPair> m_pairs;
    CookieView m_view;
    QComboBox *m_client, *m_initiator;
    TextLabel *m_supposed;
    Button *m_add;
    SectionedTable *m_table;
};

}
