#include "ui/response/timeline_tab.h"

#include "ui/response/figures.h"

#include <QPainter>

namespace keyhole {

namespace {

constexpr int kMargin = 16, kNames = 108, kFigures = 72, kGap = 14;

}

TimelineChart::TimelineChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAccessibleName(tr("Timeline"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    setSizePolicy(policy);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
}

void TimelineChart::setHops(std::vector<TimelineHop> hops)
{
    m_hops = std::move(hops);
    m_longest = std::chrono::microseconds(1);
    for (const TimelineHop &hop : m_hops) {
        if (!hop.phases.empty())
            m_longest = std::max(m_longest, hop.phases.back().to);
    }
    setAccessibleDescription(timelineInWords(m_hops));
    updateGeometry();
    update();
}

QSize TimelineChart::sizeHint() const
{
    int rows = 0;
    for (const TimelineHop &hop : m_hops)
        rows += 1 + int(hop.phases.size()) + int(hop.notes.size()) + !hop.fault.isEmpty();
    return {m_theme.px(480), rows * rowHeight() + int(m_hops.size()) * m_theme.px(kGap) + m_theme.px(2 * kMargin)};
}

void TimelineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int y = m_theme.px(12);
    for (const TimelineHop &hop : m_hops)
        y = paintHop(painter, hop, y) + m_theme.px(kGap);
}

int TimelineChart::paintHop(QPainter &painter, const TimelineHop &hop, int y) const
{
    paintCredential(painter, hop, y);
    y += rowHeight();
    for (const TimelinePhase &phase : hop.phases) {
        paintPhase(painter, phase, y);
        y += rowHeight();
    }
    for (const QString &note : hop.notes) {
        paintLine(painter, note, y, ColorToken::Text2);
        y += rowHeight();
    }
    if (!hop.fault.isEmpty()) {
        paintLine(painter, hop.fault, y, ColorToken::Danger, QStringLiteral("circle-x"));
        y += rowHeight();
    }
    return y;
}

/// The hop's title, and at the right whether it carried a credential: a key and words.
void TimelineChart::paintCredential(QPainter &painter, const TimelineHop &hop, int y) const
{
    const QRect row(m_theme.px(kMargin), y, width() - m_theme.px(2 * kMargin), rowHeight());
    painter.setFont(m_theme.font(FontRole::Small));
    const QFontMetrics small(painter.font());
    const int wide = std::min(small.horizontalAdvance(hop.credential) + 2, row.width() / 2);
    const ColorToken token = hop.carriesCredential ? ColorToken::Ok : ColorToken::Text3;
    const QPixmap key = m_theme.pixmap(hop.carriesCredential ? QStringLiteral("key-round") : QStringLiteral("circle-minus"), token, 14,
                                       devicePixelRatioF());
    painter.setPen(m_theme.color(token));
    painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, small.elidedText(hop.credential, Qt::ElideRight, wide));
    painter.drawPixmap(row.right() - wide - m_theme.px(20), y + (rowHeight() - m_theme.px(14)) / 2, key);
    painter.setFont(m_theme.font(FontRole::Strong));
    painter.setPen(m_theme.color(ColorToken::Text));
    const int room = row.width() - wide - m_theme.px(32);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(painter.font()).elidedText(hop.title, Qt::ElideMiddle, room));
}

void TimelineChart::paintPhase(QPainter &painter, const TimelinePhase &phase, int y) const
{
    const int left = m_theme.px(kMargin), bars = left + m_theme.px(kNames);
    const double room = std::max(1, width() - bars - m_theme.px(kMargin + kFigures));
    const double scale = room / double(m_longest.count());
    painter.setFont(m_theme.font(FontRole::Small));
    painter.setPen(m_theme.color(ColorToken::Text2));
    painter.drawText(QRect(left, y, m_theme.px(kNames), rowHeight()), Qt::AlignLeft | Qt::AlignVCenter, phase.name);
    const QRectF track(bars, y + rowHeight() / 2.0 - 4, room, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(ColorToken::Sunken));
    painter.drawRoundedRect(track, 3, 3);
    const double from = double(phase.from.count()) * scale, to = double(phase.to.count()) * scale;
    painter.setBrush(m_theme.color(ColorToken::Accent));
    painter.drawRoundedRect(QRectF(bars + from, track.y(), std::max(2.0, to - from), track.height()), 3, 3);
    painter.setFont(m_theme.font(FontRole::CodeSmall));
    painter.setPen(m_theme.color(ColorToken::Text));
    painter.drawText(QRect(width() - m_theme.px(kMargin + kFigures), y, m_theme.px(kFigures), rowHeight()),
                     Qt::AlignRight | Qt::AlignVCenter, durationText(phase.to - phase.from));
}

void TimelineChart::paintLine(QPainter &painter, const QString &text, int y, ColorToken colour, const QString &icon) const
{
    int left = m_theme.px(kMargin);
    if (!icon.isEmpty()) {
        painter.drawPixmap(left, y + (rowHeight() - m_theme.px(14)) / 2, m_theme.pixmap(icon, colour, 14, devicePixelRatioF()));
        left += m_theme.px(20);
    }
    painter.setFont(m_theme.font(FontRole::Small));
    painter.setPen(m_theme.color(colour));
    const int room = width() - left - m_theme.px(kMargin);
    painter.drawText(QRect(left, y, room, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(text, Qt::ElideRight, room));
}

TimelineTab::TimelineTab(const Theme &theme, QWidget *parent) : QScrollArea(parent), m_chart(new TimelineChart(theme))
{
    setAccessibleName(tr("Timeline"));
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setAutoFillBackground(false);
    setWidget(m_chart);
    m_chart->setAutoFillBackground(false);  // setWidget() turns it on
}

void TimelineTab::setExchange(const Exchange &exchange)
{
    m_chart->setHops(timelineOf(exchange));
    setAccessibleDescription(m_chart->accessibleDescription());
}

}
