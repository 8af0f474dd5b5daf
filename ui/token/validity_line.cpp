#include "ui/token/validity_line.h"

#include "core/diagnosis/words.h"
#include "ui/token/clock_lens.h"

#include <QAccessibleWidget>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>

namespace keyhole {

namespace {

constexpr double kTouch = 24;  // pixels below which two clocks are shown enlarged
constexpr int kHeight = 140, kLensWidth = 276, kLensGap = 40;
constexpr int kNameY = 8, kTimeY = 26, kBarY = 60, kBarHeight = 14, kCaptionY = 82, kAxisY = 108, kTickY = 114, kTextHeight = 18;

QAccessibleInterface *lineInterface(const QString &, QObject *object)
{
    auto *line = qobject_cast<ValidityLine *>(object);
    return line ? new QAccessibleWidget(line, QAccessible::Graphic) : nullptr;
}

}

ValidityLine::ValidityLine(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    [[maybe_unused]] static const bool installed = (QAccessible::installFactory(lineInterface), true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void ValidityLine::setTiming(const TokenTiming &timing, TimeForm form)
{
    m_timing = timing;
    m_form = form;
    describe();
    update();
}

void ValidityLine::describe()
{
    setAccessibleName(timingSentence(m_timing, m_form));
    QStringList marks;
    const auto add = [&](const QString &name, Instant at) {
        const QString zone = zoneName(at, m_form);
        marks << QStringLiteral("%1: %2 %3").arg(name, dateAndTime(at, m_form), zone).trimmed();
    };
    for (const TokenTiming::Mark &mark : m_timing.marks)
        add(mark.name, mark.at);
    add(tr("this computer"), m_timing.now);
    if (m_timing.serverNow)
        add(tr("server, %1").arg(uncertaintyText(m_timing.uncertainty)), *m_timing.serverNow);
    setAccessibleDescription(marks.join(QStringLiteral("; ")));
}

QSize ValidityLine::sizeHint() const
{
    return {m_theme.px(700), m_theme.px(kHeight)};
}

QSize ValidityLine::minimumSizeHint() const
{
    return {m_theme.px(400), m_theme.px(kHeight)};
}

bool ValidityLine::clocksTouch(double lineWidth) const
{
    if (!m_timing.serverNow)
        return false;
    const TimeScale scale(m_timing, 0, lineWidth);
    return std::abs(scale.x(m_timing.now) - scale.x(*m_timing.serverNow)) < kTouch;
}

bool ValidityLine::hasLens() const
{
    return clocksTouch(width());
}

QRectF ValidityLine::lensBox() const
{
    const double lens = std::min(m_theme.px(kLensWidth), width() / 2);
    return {width() - lens, 2, lens, double(m_theme.px(136))};
}

double ValidityLine::lineEnd() const
{
    return hasLens() ? lensBox().left() - m_theme.px(kLensGap) : width() - 4;
}

void ValidityLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const TimeScale scale(m_timing, 4, lineEnd());
    if (hasLens())
        drawBeam(painter, scale);
    drawBar(painter, scale);
    drawMarks(painter, scale);
    drawLabels(painter, scale);
    drawAxis(painter, scale);
    if (hasLens())
        drawClockLens(painter, m_theme, lensBox(), m_timing, m_form);
}

/// From where the clocks stand to the lens that enlarges them.
void ValidityLine::drawBeam(QPainter &painter, const TimeScale &scale) const
{
    const QRectF lens = lensBox();
    const double x = std::max(scale.x(m_timing.now), scale.x(*m_timing.serverNow)) + 2, y = m_theme.px(kBarY + kBarHeight / 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorToken::Hover));
    painter.drawPolygon(QPolygonF({{x, y}, {lens.left() + 4, lens.top() + 8}, {lens.left() + 4, lens.bottom() - 8}}));
}

void ValidityLine::drawHatched(QPainter &painter, double from, double to) const
{
    const QRectF box(from, m_theme.px(kBarY), to - from, m_theme.px(kBarHeight));
    painter.save();
    painter.fillRect(box, m_theme.color(ColorToken::DangerSoft));
    painter.setClipRect(box);
    QColor hatch = m_theme.color(ColorToken::Danger);
    hatch.setAlphaF(0.5f);
    painter.setPen(QPen(hatch, 1));
    for (double x = from - box.height(); x < to; x += 6)
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
    painter.restore();
}

void ValidityLine::drawBar(QPainter &painter, const TimeScale &scale) const
{
    const double y = m_theme.px(kBarY + kBarHeight / 2.0);
    painter.setPen(QPen(m_theme.color(ColorToken::Border), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(4, y), QPointF(lineEnd(), y));
    if (!m_timing.from && !m_timing.until)
        return;
    const double from = m_timing.from ? scale.x(*m_timing.from) : 4, until = m_timing.until ? scale.x(*m_timing.until) : lineEnd();
    const double now = scale.x(m_timing.decidingNow());
    QPainterPath bar;
    bar.addRoundedRect(QRectF(from, m_theme.px(kBarY), std::max(2.0, until - from), m_theme.px(kBarHeight)), 3, 3);
    painter.fillPath(bar, m_theme.color(ColorToken::Ok));
    if (m_timing.state == TokenTiming::State::Expired)
        drawHatched(painter, until, now);
    if (m_timing.state == TokenTiming::State::NotYetValid)
        drawHatched(painter, now, from);

    drawCaptions(painter, scale);
}

/// How long it is valid, and how far now is beyond that, each below its own stretch of the bar.
void ValidityLine::drawCaptions(QPainter &painter, const TimeScale &scale) const
{
    const bool expired = m_timing.state == TokenTiming::State::Expired, early = m_timing.state == TokenTiming::State::NotYetValid;
    const double from = m_timing.from ? scale.x(*m_timing.from) : 4, until = m_timing.until ? scale.x(*m_timing.until) : lineEnd();
    const double now = scale.x(m_timing.decidingNow());
    const bool both = m_timing.from && m_timing.until;
    const QFontMetricsF metrics(m_theme.font(FontRole::SmallMedium));
    std::vector<Label> captions;
    captions.push_back({(from + until) / 2,
                        both ? tr("valid for %1").arg(durationText(*m_timing.until - *m_timing.from)) : tr("valid"),
                        {},
                        ColorToken::Ok});
    if (expired)
        captions.push_back({(until + now) / 2, tr("%1 past exp").arg(durationText(m_timing.away)), {}, ColorToken::Danger});
    if (early)
        captions.insert(captions.begin(), {(now + from) / 2, tr("%1 too early").arg(durationText(m_timing.away)), {}, ColorToken::Danger});
    std::vector<double> centres, widths;
    for (const Label &caption : captions) {
        centres.push_back(caption.centre);
        widths.push_back(metrics.horizontalAdvance(caption.name) + 2);
    }
    const std::vector<double> placed = spreadOut(centres, widths, 0, lineEnd(), m_theme.px(12));
    painter.setFont(m_theme.font(FontRole::SmallMedium));
    for (size_t i = 0; i < captions.size(); ++i) {
        painter.setPen(m_theme.color(captions[i].color));
        const QRectF place(placed[i] - widths[i] / 2, m_theme.px(kCaptionY), widths[i], m_theme.px(kTextHeight));
        painter.drawText(place, Qt::AlignCenter | Qt::TextSingleLine, captions[i].name);
    }
}

void ValidityLine::drawMarks(QPainter &painter, const TimeScale &scale) const
{
    const auto line = [&](Instant at, ColorToken color, int above, int below) {
        painter.setPen(QPen(m_theme.color(color), 1.5));
        const double x = scale.x(at);
        painter.drawLine(QPointF(x, m_theme.px(kBarY - above)), QPointF(x, m_theme.px(kBarY + kBarHeight + below)));
    };
    for (const TokenTiming::Mark &mark : m_timing.marks)
        line(mark.at, mark.name.contains(QLatin1String("exp")) ? ColorToken::Danger : ColorToken::SegPayload, 14, 0);
    line(m_timing.now, ColorToken::Warn, m_timing.serverNow ? 7 : 14, 0);
    if (m_timing.serverNow)
        line(*m_timing.serverNow, ColorToken::Info, 14, 0);
}

std::vector<ValidityLine::Label> ValidityLine::labels(const TimeScale &scale) const
{
    std::vector<Label> labels;
    const Instant now = m_timing.decidingNow();
    const auto add = [&](Instant at, const QString &name, ColorToken color) {
        const QString time = onSameDay(at, now, m_form) ? clockTime(at, m_form) : dateAndTime(at, m_form);
        labels.push_back({scale.x(at), name, time, color});
    };
    for (const TokenTiming::Mark &mark : m_timing.marks)
        add(mark.at, mark.name, mark.name.contains(QLatin1String("exp")) ? ColorToken::Danger : ColorToken::SegPayload);
    if (hasLens() || !m_timing.serverNow) {
        add(now, tr("now"), m_timing.serverNow ? ColorToken::Info : ColorToken::Warn);
    } else {
        add(m_timing.now, tr("this computer"), ColorToken::Warn);
        add(*m_timing.serverNow, tr("server"), ColorToken::Info);
    }
    std::stable_sort(labels.begin(), labels.end(), [](const Label &a, const Label &b) { return a.centre < b.centre; });
    return labels;
}

void ValidityLine::drawLabels(QPainter &painter, const TimeScale &scale) const
{
    const std::vector<Label> all = labels(scale);
    const QFontMetricsF nameMetrics(m_theme.font(FontRole::CodeSmall)), timeMetrics(m_theme.font(FontRole::Small));
    std::vector<double> centres, widths;
    for (const Label &label : all) {
        centres.push_back(label.centre);
        widths.push_back(std::max(nameMetrics.horizontalAdvance(label.name), timeMetrics.horizontalAdvance(label.time)) + 2);
    }
    const std::vector<double> placed = spreadOut(centres, widths, 0, lineEnd() + m_theme.px(kLensGap) / 2.0, m_theme.px(12));
    for (size_t i = 0; i < all.size(); ++i) {
        const QRectF name(placed[i] - widths[i] / 2, m_theme.px(kNameY), widths[i], m_theme.px(kTextHeight));
        painter.setFont(m_theme.font(FontRole::CodeSmall));
        painter.setPen(m_theme.color(all[i].color));
        painter.drawText(name, Qt::AlignCenter | Qt::TextSingleLine, all[i].name);
        painter.setFont(m_theme.font(FontRole::Small));
        painter.setPen(m_theme.color(ColorToken::Text2));
        painter.drawText(name.translated(0, m_theme.px(kTimeY - kNameY)), Qt::AlignCenter | Qt::TextSingleLine, all[i].time);
    }
}

void ValidityLine::drawAxis(QPainter &painter, const TimeScale &scale) const
{
    const double y = m_theme.px(kAxisY) + 0.5;
    const QString zone = zoneName(m_timing.decidingNow(), m_form);
    painter.setFont(m_theme.font(FontRole::Micro));
    const double zoneWidth = painter.fontMetrics().horizontalAdvance(zone) + m_theme.px(16);
    painter.setPen(QPen(m_theme.color(ColorToken::Border), 1));
    painter.drawLine(QPointF(4, y), QPointF(lineEnd(), y));
    for (const Instant tick : scale.ticks(m_theme.px(m_form == TimeForm::Unix ? 100 : 80))) {
        const double x = scale.x(tick);
        painter.setPen(QPen(m_theme.color(ColorToken::Text3), 1));
        painter.drawLine(QPointF(x, y), QPointF(x, y + 4));
        const QRectF place(x - m_theme.px(50), m_theme.px(kTickY), m_theme.px(100), m_theme.px(kTextHeight));
        if (place.center().x() + m_theme.px(24) < lineEnd() - zoneWidth && x > m_theme.px(20))
            painter.drawText(place, Qt::AlignCenter, scale.tickText(tick, m_form));
    }
    painter.setPen(m_theme.color(ColorToken::Text3));
    painter.drawText(QRectF(lineEnd() - zoneWidth, m_theme.px(kTickY), zoneWidth, m_theme.px(kTextHeight)),
                     Qt::AlignRight | Qt::AlignVCenter, zone);
}

}
