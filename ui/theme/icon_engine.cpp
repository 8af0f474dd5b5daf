#include "ui/theme/icon_engine.h"

#include <QFile>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace keyhole {

QPixmap renderIcon(const QString &name, const QColor &color, const QSize &size)
{
    const QString key = QString("keyhole/%1/%2/%3x%4").arg(name, color.name(QColor::HexArgb)).arg(size.width()).arg(size.height());
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    QFile file(name.startsWith(':') ? name : ":/icons/" + name + ".svg");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QSvgRenderer renderer(file.readAll().replace("currentColor", color.name().toLatin1()));
    pixmap = QPixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setOpacity(color.alphaF());
    const int side = std::min(size.width(), size.height());
    renderer.render(&painter, QRectF((size.width() - side) / 2.0, (size.height() - side) / 2.0, side, side));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

IconEngine::IconEngine(const Theme &theme, QString name, ColorToken token) : m_theme(theme), m_name(std::move(name)), m_token(token) { }

QColor IconEngine::colorFor(QIcon::Mode mode) const
{
    if (mode == QIcon::Disabled) {
        QColor faded = m_theme.color(ColorToken::Text3);
        faded.setAlphaF(0.55f);
        return faded;
    }
    return m_theme.color(m_token);
}

void IconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(rect, renderIcon(m_name, colorFor(mode), rect.size() * ratio));
}

QPixmap IconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State)
{
    return renderIcon(m_name, colorFor(mode), size);
}

QPixmap IconEngine::scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    QPixmap pixmap = renderIcon(m_name, colorFor(mode), size);
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

QIconEngine *IconEngine::clone() const
{
    return new IconEngine(m_theme, m_name, m_token);
}

}
