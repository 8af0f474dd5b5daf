#pragma once

#include "ui/theme/theme.h"
#include "ui/token/time_scale.h"
#include "ui/token/token_timing.h"

#include <QWidget>

namespace keyhole {

/// The time a token is good for, and where the clocks stand, drawn to scale. Two clocks that are too close to tell apart are shown
/// enlarged at the right. Screen readers get the sentence and the list of marks.
class ValidityLine : public QWidget {
    Q_OBJECT
public:
    explicit ValidityLine(const Theme &theme, QWidget *parent = nullptr);
    void setTiming(const TokenTiming &timing, TimeForm form);
    bool hasLens() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Label {
        double centre = 0;
        QString name, time;
        ColorToken color = ColorToken::Text;
    };
    bool clocksTouch(double lineWidth) const;
    double lineEnd() const;
    QRectF lensBox() const;
    std::vector<Label> labels(const TimeScale &scale) const;
    void drawLabels(QPainter &painter, const TimeScale &scale) const;
    void drawBar(QPainter &painter, const TimeScale &scale) const;
    void drawHatched(QPainter &painter, double from, double to) const;
    void drawCaptions(QPainter &painter, const TimeScale &scale) const;
    void drawMarks(QPainter &painter, const TimeScale &scale) const;
    void drawAxis(QPainter &painter, const TimeScale &scale) const;
    void drawBeam(QPainter &painter, const TimeScale &scale) const;
    void describe();

    const Theme &m_theme;
    TokenTiming m_timing;
    TimeForm m_form = TimeForm::Utc;
};

}
