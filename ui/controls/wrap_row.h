#pragma once

#include <QLayout>
#include <memory>
#include <vector>

namespace keyhole {

/// A row of widgets in their own sizes that goes on in the next line where there is no more room. Begins where reading begins.
class WrapRow : public QLayout {
public:
    explicit WrapRow(int spacing);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;  ///< all in one line
    QSize minimumSize() const override;  ///< the widest alone
    Qt::Orientations expandingDirections() const override { return {}; }
    void setGeometry(const QRect &rect) override;

private:
    struct Place {
        QLayoutItem *item;
        QRect rect;
    };
    std::vector<Place> places(int width) const;

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

}
