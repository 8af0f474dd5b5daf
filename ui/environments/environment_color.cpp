#include "ui/environments/environment_color.h"

#include "ui/theme/contrast.h"

#include <QPainter>

namespace keyhole {

namespace {
constexpr double kReadable = 4.5;
constexpr int kLongestName = 32;
}

std::optional<QColor> environmentColor(const Theme &theme, const EnvironmentChoice &environment)
{
    if (theme.isForced())
        return std::nullopt;
    const QString written = QString::fromUtf8(environment.color.left(kLongestName));
    if (QColor::isValidColor(written)) {
        QColor color(written);
        color.setAlpha(255);
        return color;
    }
    return environment.production ? std::optional(theme.color(ColorToken::Danger)) : std::nullopt;
}

QColor readableOn(const QColor &background, const QColor &color)
{
    QColor shown = color;
    const bool dark = background.lightness() < 128;
    while (contrastRatio(shown, background) < kReadable) {
        const int lightness = shown.lightness() + (dark ? 8 : -8);
        if (lightness < 0 || lightness > 255)
            return dark ? Qt::white : Qt::black;
        shown = QColor::fromHsl(std::max(0, shown.hslHue()), shown.hslSaturation(), lightness);
    }
    return shown;
}

QIcon colorDot(const Theme &theme, const QColor &color)
{
    const int side = theme.px(16) * 2;
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(side * 0.2, side * 0.2, side * 0.6, side * 0.6));
    return QIcon(pixmap);
}

}
