#include "ui/controls/wrap_row.h"

#include <QStyle>
#include <QWidget>
#include <algorithm>

namespace keyhole {

WrapRow::WrapRow(int spacing)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

void WrapRow::addItem(QLayoutItem *item)
{
    m_items.emplace_back(item);
}

QLayoutItem *WrapRow::itemAt(int index) const
{
    return index >= 0 && index < count() ? m_items[size_t(index)].get() : nullptr;
}

QLayoutItem *WrapRow::takeAt(int index)
{
    if (index < 0 || index >= count())
        return nullptr;
    QLayoutItem *taken = m_items[size_t(index)].release();
    m_items.erase(m_items.begin() + index);
    return taken;
}

/// Hidden widgets take no room.
std::vector<WrapRow::Place> WrapRow::places(int width) const
{
    std::vector<Place> placed;
    int x = 0, y = 0, height = 0;
    for (const auto &item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize size = item->sizeHint();
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += height + spacing();
            height = 0;
        }
        placed.push_back({item.get(), {QPoint(x, y), size}});
        x += size.width() + spacing();
        height = std::max(height, size.height());
    }
    return placed;
}

int WrapRow::heightForWidth(int width) const
{
    int height = 0;
    for (const Place &place : places(width))
        height = std::max(height, place.rect.bottom() + 1);
    return height;
}

QSize WrapRow::sizeHint() const
{
    QSize size;
    for (const Place &place : places(QWIDGETSIZE_MAX))
        size = size.expandedTo({place.rect.right() + 1, place.rect.bottom() + 1});
    return size;
}

QSize WrapRow::minimumSize() const
{
    QSize size;
    for (const auto &item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void WrapRow::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    for (const Place &place : places(rect.width()))
        place.item->setGeometry(QStyle::visualRect(direction, rect, place.rect.translated(rect.topLeft())));
}

}
