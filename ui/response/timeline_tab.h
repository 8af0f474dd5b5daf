#pragma once

#include "core/http/exchange.h"
#include "ui/theme/theme.h"

#include <QScrollArea>
#include <vector>

namespace keyhole {

/// A phase of a hop, from and to counted from the hop's start.
struct TimelinePhase {
    QString name;
    std::chrono::microseconds from{0}, to{0};
    friend bool operator==(const TimelinePhase &, const TimelinePhase &) = default;
};
/// What the timeline says about one hop.
struct TimelineHop {
    QString title;  ///< "1  GET example.com/v1/orders → 307"
    QString credential;  ///< "Authorization sent", "no credential"
    bool carriesCredential = false;
    std::vector<TimelinePhase> phases;
    QStringList notes;  ///< why it was made, what was dropped, a reused connection
    QString fault;  ///< why it has no (whole) answer
};
std::vector<TimelineHop> timelineOf(const Exchange &exchange);
/// The same in words, a line a hop and phase.
QString timelineInWords(const std::vector<TimelineHop> &hops);

/// Bars per phase, one group for each hop, all on one scale.
class TimelineChart : public QWidget {
    Q_OBJECT
public:
    explicit TimelineChart(const Theme &theme, QWidget *parent = nullptr);
    void setHops(std::vector<TimelineHop> hops);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {m_theme.px(320), sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int rowHeight() const { return m_theme.px(22); }
    int paintHop(QPainter &painter, const TimelineHop &hop, int y) const;
    void paintCredential(QPainter &painter, const TimelineHop &hop, int y) const;
    void paintPhase(QPainter &painter, const TimelinePhase &phase, int y) const;
    void paintLine(QPainter &painter, const QString &text, int y, ColorToken colour, const QString &icon = {}) const;

    const Theme &m_theme;
    std::vector<TimelineHop> m_hops;
    std::chrono::microseconds m_longest{1};
};

class TimelineTab : public QScrollArea {
    Q_OBJECT
public:
    explicit TimelineTab(const Theme &theme, QWidget *parent = nullptr);
    void setExchange(const Exchange &exchange);

private:
    TimelineChart *m_chart;
};

}
