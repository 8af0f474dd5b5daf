#pragma once

#include "ui/theme/theme.h"

#include <QIconEngine>

namespace keyhole {

/// Paints one of resources/icons in a colour of the theme as it is when painting; nothing is read before the icon is seen.
class IconEngine : public QIconEngine {
public:
    IconEngine(const Theme &theme, QString name, ColorToken token);

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine *clone() const override;
    QString key() const override { return QStringLiteral("keyhole"); }

private:
    QColor colorFor(QIcon::Mode mode) const;

    const Theme &m_theme;
    QString m_name;
    ColorToken m_token;
};

/// The icon of this name (or the resource of this path, such as ":/app/keyhole.svg") in this colour, `size` in device pixels. Kept in
/// QPixmapCache. Empty for a name that is not in resources/icons.
QPixmap renderIcon(const QString &name, const QColor &color, const QSize &size);

}
