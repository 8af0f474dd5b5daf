#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

namespace keyhole {

/// Draws the focus ring around the widget that got the focus by the keyboard: 2 px, 3 px outside, one overlay for each window. Text
/// fields have a frame of their own.
class FocusRing : public QObject {
    Q_OBJECT
public:
    FocusRing(const Theme &theme, QObject *parent);
    ~FocusRing() override;

    bool eventFilter(QObject *watched, QEvent *event) override;
    const QWidget *ringed() const { return m_target; }  ///< what the ring is drawn around now

private:
    void show(QWidget *target);
    void hide();
    void place();

    const Theme &m_theme;
    QPointer<QWidget> m_target;
    QPointer<QWidget> m_overlay;
};

}
