#include "ui/clock/clock_chart.h"

#include "core/clock/verdict.h"
#include "core/text/time_words.h"
#include "ui/text/time_text.h"

#include <QAccessibleWidget>
#include <QPainter>

namespace keyhole {

namespace {

constexpr int kHeight = 200, kLeft = 88, kTop = 10, kBottom = 26, kRight = 12;
constexpr Milliseconds kLeastSpan{10'000};

QAccessibleInterface *chartInterface(const QString &, QObject *object)
{
    auto *chart = qobject_cast<ClockChart *>(object);
    return chart ? new QAccessibleWidget(chart, QAccessible::Chart) : nullptr;
}

/// 1, 2 or 5 of a power of ten, so that about four lines cross the height.
Milliseconds gridStep(Milliseconds height)
{
    qint64 step = 1;
    for (const int factor : {2, 5, 10}) {
        if (height.count() / step <= 5)
            return Milliseconds(step);
        step = factor;
    }
    for (qint64 power = 10;; power *= 10) {
        for (const int factor : {1, 2, 5}) {
            if (height.count() / (power * factor) <= 5)
                return Milliseconds(power * factor);
        }
    }
}

QString signedText(Milliseconds offset)
{
    if (offset.count() == 0)
        return QStringLiteral("0");
    const double seconds = double(std::abs(offset.count())) / 1000;
    const QString size = std::abs(offset.count()) < 1000 ? QStringLiteral("%1 ms").arg(std::abs(offset.count()))
        : std::abs(offset.count()) < 60'000              ? QStringLiteral("%1 s").arg(seconds)
                                                         : roughDurationText(offset);
    return (offset.count() > 0 ? QStringLiteral("+") : QStringLiteral("−")) + size;
}

}

ClockChart::ClockChart(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    [[maybe_unused]] static const bool installed = (QAccessible::installFactory(chartInterface), true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight);
    connect(&theme, &Theme::changed, this, [this] {
        updateGeometry();
        update();
    });
    describe();
}

void ClockChart::setRecords(std::vector<ClockRecord> records, std::vector<LocalClockRecord> changes)
{
    m_records = std::move(records);
    m_changes = std::move(changes);
    describe();
    update();
}

QSize ClockChart::sizeHint() const
{
    return {m_theme.px(640), m_theme.px(kHeight)};
}

QSize ClockChart::minimumSizeHint() const
{
    return {m_theme.px(320), m_theme.px(kHeight)};
}

void ClockChart::describe()
{
    setAccessibleName(tr("The server’s clock over time"));
    if (m_records.empty())
        return setAccessibleDescription(tr("No answer has told it yet."));
    const ClockRecord &first = m_records.front(), &last = m_records.back();
    setAccessibleDescription(
        tr("%n answers. The first left an interval of %1, now it is %2: the server %3.", nullptr, int(m_records.size()))
            .arg(durationText(first.known.high - first.known.low), durationText(last.known.high - last.known.low), offsetText(last.known)));
}

double ClockChart::Scale::x(Instant at) const
{
    return area.left() + area.width() * double((at - from).count()) / double((to - from).count());
}

double ClockChart::Scale::y(Milliseconds offset) const
{
    return area.bottom() - area.height() * double((offset - low).count()) / double((high - low).count());
}

ClockChart::Scale ClockChart::scale() const
{
    Scale scale;
    scale.area = QRectF(rect()).adjusted(m_theme.px(kLeft), m_theme.px(kTop), -m_theme.px(kRight), -m_theme.px(kBottom));
    const Milliseconds missing = std::max(Milliseconds(0), kLeastSpan - (m_records.back().at - m_records.front().at));
    scale.from = m_records.front().at - missing / 2 - Milliseconds(500);
    scale.to = m_records.back().at + missing / 2 + Milliseconds(500);
    scale.low = m_records.back().told.low;
    scale.high = m_records.back().told.high;
    for (const ClockRecord &record : m_records) {
        scale.low = std::min(scale.low, record.told.low);
        scale.high = std::max(scale.high, record.told.high);
    }
    const Milliseconds height = scale.high - scale.low;
    if (scale.low > Milliseconds(0) && scale.low < 2 * height)
        scale.low = Milliseconds(0);
    if (scale.high < Milliseconds(0) && -scale.high < 2 * height)
        scale.high = Milliseconds(0);
    const bool withZero = scale.low <= Milliseconds(0) && scale.high >= Milliseconds(0);
    scale.centre = withZero ? Milliseconds(0) : m_records.back().known.middle();
    const Milliseconds margin = std::max(Milliseconds(5), (scale.high - scale.low) / 20);
    scale.low -= margin;
    scale.high += margin;
    return scale;
}

void ClockChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_records.empty()) {
        painter.setPen(m_theme.color(ColorToken::Text3));
        painter.setFont(m_theme.font(FontRole::Body));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No answer has told this clock yet."));
        return;
    }
    const Scale scale = this->scale();
    drawGrid(painter, scale);
    drawBars(painter, scale);
    drawBand(painter, scale);
    drawLocalClock(painter, scale);
}

void ClockChart::drawGrid(QPainter &painter, const Scale &scale) const
{
    painter.setFont(m_theme.font(FontRole::Micro));
    const Milliseconds step = gridStep(scale.high - scale.low);
    const Milliseconds first = scale.centre + step * ((scale.low - scale.centre) / step);
    for (Milliseconds offset = first; offset <= scale.high; offset += step) {
        const double y = std::floor(scale.y(offset)) + 0.5;
        if (y > scale.area.bottom())
            continue;
        painter.setPen(QPen(m_theme.color(ColorToken::Border), 1));
        painter.drawLine(QPointF(scale.area.left(), y), QPointF(scale.area.right(), y));
        const QString text = offset == scale.centre && scale.centre.count() != 0 ? signedText(offset) : signedText(offset - scale.centre);
        painter.setPen(m_theme.color(ColorToken::Text3));
        painter.drawText(QRectF(0, y - m_theme.px(9), scale.area.left() - m_theme.px(8), m_theme.px(18)), Qt::AlignRight | Qt::AlignVCenter,
                         text);
    }
    const QRectF below(scale.area.left(), scale.area.bottom() + m_theme.px(4), scale.area.width(), m_theme.px(18));
    painter.setPen(m_theme.color(ColorToken::Text3));
    painter.drawText(below, Qt::AlignLeft | Qt::AlignVCenter, utcText(m_records.front().at));
    if (m_records.size() > 1)
        painter.drawText(below, Qt::AlignRight | Qt::AlignVCenter, utcText(m_records.back().at, m_records.front().at));
}

void ClockChart::drawBars(QPainter &painter, const Scale &scale) const
{
    const double width = m_theme.px(5);
    painter.setPen(QPen(m_theme.color(ColorToken::InfoLine), 1));
    painter.setBrush(m_theme.color(ColorToken::InfoSoft));
    for (const ClockRecord &record : m_records) {
        const double top = scale.y(record.told.high), bottom = scale.y(record.told.low);
        painter.drawRect(QRectF(scale.x(record.at) - width / 2, top, width, std::max(1.0, bottom - top)));
    }
}

/// What was known from one answer to the next.
void ClockChart::drawBand(QPainter &painter, const Scale &scale) const
{
    QColor fill = m_theme.color(ColorToken::Ok);
    fill.setAlphaF(0.35f);
    for (size_t i = 0; i < m_records.size(); ++i) {
        const ClockRecord &record = m_records[i];
        const double from = scale.x(record.at), to = i + 1 < m_records.size() ? scale.x(m_records[i + 1].at) : scale.area.right();
        const double top = scale.y(record.known.high), bottom = scale.y(record.known.low);
        const QRectF box(from, top, to - from, std::max(2.0, bottom - top));
        painter.fillRect(box, fill);
        painter.setPen(QPen(m_theme.color(ColorToken::Ok), 1.5));
        painter.drawLine(box.topLeft(), box.topRight());
        painter.drawLine(box.bottomLeft(), box.bottomRight());
    }
}

void ClockChart::drawLocalClock(QPainter &painter, const Scale &scale) const
{
    painter.setFont(m_theme.font(FontRole::Micro));
    if (scale.low <= Milliseconds(0) && scale.high >= Milliseconds(0)) {
        const double y = scale.y(Milliseconds(0));
        painter.setPen(QPen(m_theme.color(ColorToken::Warn), 1.5));
        painter.drawLine(QPointF(scale.area.left(), y), QPointF(scale.area.right(), y));
        painter.drawText(QRectF(scale.area.left() + m_theme.px(4), y - m_theme.px(18), scale.area.width(), m_theme.px(18)),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("this computer"));
    }
    painter.setPen(QPen(m_theme.color(ColorToken::Warn), 1.5, Qt::DashLine));
    for (const LocalClockRecord &change : m_changes) {
        if (change.at < scale.from || change.at > scale.to)
            continue;
        const double x = scale.x(change.at);
        painter.drawLine(QPointF(x, scale.area.top()), QPointF(x, scale.area.bottom()));
        painter.drawText(QRectF(x + m_theme.px(4), scale.area.top(), m_theme.px(120), m_theme.px(18)), Qt::AlignLeft | Qt::AlignVCenter,
                         change.change.set.count() != 0 ? tr("clock set") : tr("slept"));
    }
}

}
