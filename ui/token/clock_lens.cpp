#include "ui/token/clock_lens.h"

#include "core/diagnosis/words.h"
#include "ui/theme/rounded_frame.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

namespace keyhole {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ClockLens", text);
}

struct Clocks {
    double local, server;  ///< x
    double perMillisecond;
};

/// Both marks as far apart as the box allows, the earlier one at the left; clocks that agree stand in the middle.
Clocks placeClocks(const Theme &theme, const QRectF &box, const TokenTiming &timing)
{
    const double room = box.width() - 2 * theme.px(46);
    const qint64 offset = (*timing.serverNow - timing.now).count();
    const double widest = double(std::max<qint64>({std::abs(offset), 4 * timing.uncertainty.count(), 1000}));
    const double perMillisecond = room / widest;
    const double half = double(offset) * perMillisecond / 2;
    return {box.center().x() - half, box.center().x() + half, perMillisecond};
}

void drawText(QPainter &painter, const Theme &theme, const QRectF &place, int alignment, const QString &text, FontRole font,
              ColorToken color)
{
    painter.setFont(theme.font(font));
    painter.setPen(theme.color(color));
    painter.drawText(place, alignment | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void drawDistance(QPainter &painter, const Theme &theme, const Clocks &clocks, double y, Milliseconds offset, Milliseconds uncertainty)
{
    const double from = std::min(clocks.local, clocks.server) + 5, to = std::max(clocks.local, clocks.server) - 8;
    const bool agree = std::chrono::abs(offset) <= uncertainty;
    const QString text = agree ? tr("agree") : durationText(std::chrono::abs(offset));
    // Where the marks leave no room between them the words stand above them.
    const double top = y - theme.px(to - from < 12 ? 34 : 22);
    const QRectF label((from + to) / 2 - theme.px(110), top, theme.px(220), theme.px(18));
    drawText(painter, theme, label, Qt::AlignHCenter, text, FontRole::SmallMedium, agree ? ColorToken::Ok : ColorToken::Warn);
    if (to - from < 12)
        return;
    painter.setPen(QPen(theme.color(ColorToken::Text2), 1));
    painter.drawLine(QPointF(from, y), QPointF(to, y));
    for (const auto &[x, direction] : {std::pair(from, 1.0), std::pair(to, -1.0)}) {
        painter.drawLine(QPointF(x, y), QPointF(x + 4 * direction, y - 3.5));
        painter.drawLine(QPointF(x, y), QPointF(x + 4 * direction, y + 3.5));
    }
}

/// Name and time of one clock, near its mark but never beyond the middle, where the other clock's half begins.
void drawClock(QPainter &painter, const Theme &theme, const QRectF &box, double x, bool atRight, const QString &name, const QString &time)
{
    const QFontMetricsF metrics(theme.font(FontRole::Small));
    const double width = std::max(metrics.horizontalAdvance(name), metrics.horizontalAdvance(time)) + 1;
    const double inset = theme.px(10), middle = box.center().x(), gap = theme.px(6);
    const double left = atRight ? std::max(std::min(x + theme.px(48), box.right() - inset) - width, middle + gap)
                                : std::min(std::max(x - theme.px(36), box.left() + inset), middle - gap - width);
    const int side = atRight ? Qt::AlignRight : Qt::AlignLeft;
    drawText(painter, theme, {left, box.bottom() - theme.px(41), width, double(theme.px(16))}, side, name, FontRole::Small,
             ColorToken::Text2);
    drawText(painter, theme, {left, box.bottom() - theme.px(25), width, double(theme.px(16))}, side, time, FontRole::Small,
             ColorToken::Text);
}

}

void drawClockLens(QPainter &painter, const Theme &theme, const QRectF &box, const TokenTiming &timing, TimeForm form)
{
    drawRoundedFrame(painter, box, theme.px(8), theme.color(ColorToken::Sunken), theme.color(ColorToken::Border));
    drawText(painter, theme, box.adjusted(theme.px(12), theme.px(8), -theme.px(12), 0).adjusted(0, 0, 0, theme.px(26) - box.height()),
             Qt::AlignLeft, tr("The two clocks, enlarged"), FontRole::SmallMedium, ColorToken::Text);

    const Clocks clocks = placeClocks(theme, box, timing);
    const double line = box.top() + theme.px(76);
    painter.setPen(QPen(theme.color(ColorToken::Border), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(box.left() + theme.px(14), line), QPointF(box.right() - theme.px(14), line));

    QColor band = theme.color(ColorToken::Info);
    band.setAlphaF(0.35f);
    const double half = std::max(3.0, double(timing.uncertainty.count()) * clocks.perMillisecond);
    painter.fillRect(QRectF(clocks.server - half, line - theme.px(20), 2 * half, theme.px(40)), band);
    painter.setPen(QPen(theme.color(ColorToken::Info), 2));
    painter.drawLine(QPointF(clocks.server, line - theme.px(20)), QPointF(clocks.server, line + theme.px(20)));
    painter.setPen(QPen(theme.color(ColorToken::Warn), 2));
    painter.drawLine(QPointF(clocks.local, line - theme.px(15)), QPointF(clocks.local, line + theme.px(15)));
    drawDistance(painter, theme, clocks, line - theme.px(10) + 0.5, *timing.serverNow - timing.now, timing.uncertainty);

    const bool localFirst = clocks.local <= clocks.server;
    const QString plusMinus = timing.uncertainty.count() > 0 ? QLatin1Char(' ') + uncertaintyText(timing.uncertainty) : QString();
    drawClock(painter, theme, box, clocks.local, !localFirst, tr("This computer"), clockTime(timing.now, form));
    drawClock(painter, theme, box, clocks.server, localFirst, tr("Server"), clockTime(*timing.serverNow, form) + plusMinus);
}

}
