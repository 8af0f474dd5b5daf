#pragma once

#include "core/clock/clock_record.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace keyhole {

/// What the answers of one server told of its clock, over time: a bar for what each allowed, and the band that is left of them all, with
/// this computer's clock and the moments at which that was set. Screen readers get it as a sentence.
class ClockChart : public QWidget {
    Q_OBJECT
public:
    explicit ClockChart(const Theme &theme, QWidget *parent = nullptr);
    void setRecords(std::vector<ClockRecord> records, std::vector<LocalClockRecord> changes);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Maps time and offset to pixels.
    struct Scale {
        QRectF area;
        Instant from, to;
        Milliseconds low{0}, high{0};
        Milliseconds centre{0};  ///< what offsets are written against

        double x(Instant at) const;
        double y(Milliseconds offset) const;
    };
    Scale scale() const;
    void drawGrid(QPainter &painter, const Scale &scale) const;
    void drawBars(QPainter &painter, const Scale &scale) const;
    void drawBand(QPainter &painter, const Scale &scale) const;
    void drawLocalClock(QPainter &painter, const Scale &scale) const;
    void describe();

    const Theme &m_theme;
    std::vector<ClockRecord> m_records;
    std::vector<LocalClockRecord> m_changes;
};

}
