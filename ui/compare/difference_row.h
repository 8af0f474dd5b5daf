#pragma once

#include "core/compare/comparison.h"
#include "ui/controls/painted_button.h"

namespace keyhole {

/// One difference: what differs, why it counts or does not, and below that both sides. A click goes to its place.
class DifferenceRow : public PaintedButton {
    Q_OBJECT
public:
    DifferenceRow(const Theme &theme, const ExchangeDifference &difference, QWidget *parent = nullptr);
    const ExchangeDifference &difference() const { return m_difference; }

    int heightForWidth(int width) const override;

signals:
    void placeRequested(const keyhole::ExchangeDifference &difference);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class TextFlow words() const;
    class TextFlow side(const QString &text) const;
    struct Measures {
        int wordsWidth, wordsHeight, sideWidth, leftHeight, rightHeight;
        bool stacked;
    };
    Measures measure(int width) const;
    void paintSide(QPainter &painter, const QRect &place, const QString &text, bool isRight) const;

    ExchangeDifference m_difference;
};

}
