#pragma once

#include <QTimer>

class QWidget;

namespace keyhole {

/// How long a secret may be read on the screen: 30 s, and no longer than its window has the focus. Meanwhile nothing that is selected
/// there becomes what other programs paste with the middle button (the PRIMARY selection of X11).
class Reveal : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kSpan{30'000};

    /// `place` is the widget that shows the secret, and owns this.
    explicit Reveal(QWidget *place);

    /// From now, or anew from now.
    void begin() { m_time.start(); }
    /// The place hides its secret by itself; nothing is emitted.
    void end() { m_time.stop(); }
    bool isOn() const { return m_time.isActive(); }
    void setSpan(std::chrono::milliseconds span) { m_time.setInterval(span); }
    std::chrono::milliseconds span() const { return m_time.intervalAsDuration(); }

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// Its time is up, or the window has lost the focus: to be hidden now.
    void over();

private:
    void finish();
    void keepFromSelection();

    QWidget *m_place;
    QTimer m_time;
};

}
