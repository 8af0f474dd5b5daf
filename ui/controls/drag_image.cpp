#include "ui/controls/drag_image.h"

#include "core/diagnosis/report.h"

#include <QAbstractItemView>
#include <QDrag>
#include <QMimeData>
#include <QPainter>

namespace keyhole {

namespace {
constexpr int kWidest = 220, kPadding = 10, kHeight = 26;
}

QPixmap dragImage(const Theme &theme, const QString &text, qreal pixelRatio)
{
    const QFont font = theme.font(FontRole::Small);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, theme.px(kWidest));
    const QSize size(metrics.horizontalAdvance(shown) + 2 * theme.px(kPadding), theme.px(kHeight));
    QPixmap image(size * pixelRatio);
    image.setDevicePixelRatio(pixelRatio);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(ColorToken::Accent));
    painter.setBrush(theme.color(ColorToken::Raised));
    painter.drawRoundedRect(QRectF({0, 0}, size).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
    painter.setFont(font);
    painter.setPen(theme.color(ColorToken::Text));
    painter.drawText(QRect({0, 0}, size), Qt::AlignCenter, shown);
    return image;
}

void dragRows(QAbstractItemView &view, const Theme &theme, const QModelIndexList &rows, const QString &text, Qt::DropActions actions,
              Qt::DropAction usual)
{
    QMimeData *mime = rows.isEmpty() ? nullptr : view.model()->mimeData(rows);
    if (!mime)
        return;
    auto *drag = new QDrag(&view);
    drag->setMimeData(mime);
    drag->setPixmap(dragImage(theme, visibleText(text), view.devicePixelRatioF()));
    drag->setHotSpot({-theme.px(14), -theme.px(10)});
    drag->exec(actions, usual);
}

}
