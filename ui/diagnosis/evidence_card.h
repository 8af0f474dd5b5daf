#pragma once

#include "core/diagnosis/report.h"
#include "ui/controls/painted_button.h"

namespace keyhole {

/// One of the four cards below the verdict: state, one fact, one detail. A click opens the place that it speaks of.
class EvidenceCard : public PaintedButton {
    Q_OBJECT
public:
    EvidenceCard(const Theme &theme, const QString &name, QWidget *parent = nullptr);
    void setCard(const Card &card, bool decisive);
    const Card &card() const { return m_card; }
    bool isDecisive() const { return m_decisive; }
    int heightForWidth(int width) const override;

signals:
    void placeRequested(const QByteArray &where);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    // Each draws at `y` when there is a painter, and gives where the next part begins.
    int title(QPainter *painter, int width, int y) const;
    int line(QPainter *painter, int width, int y, const QString &text, ColorToken color) const;
    int arrange(QPainter *painter, int width) const;

    QString m_name;
    Card m_card;
    bool m_decisive = false;
};

}
