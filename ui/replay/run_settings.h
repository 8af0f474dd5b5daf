#pragma once

#include "core/replay/replay_options.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace keyhole {

/// How a replay goes, as a row of fields: in order or how many at once, how often, with which pause between two, and where it stops.
class RunSettings : public QWidget {
    Q_OBJECT
public:
    explicit RunSettings(const Theme &theme, QWidget *parent = nullptr);

    /// Puts what is chosen into the options. Fails where a stop condition lacks its number or cause.
    Result<void> applyTo(ReplayOptions &options) const;

    QSpinBox *parallel() const { return m_parallel; }
    QSpinBox *repeat() const { return m_repeat; }
    QSpinBox *delay() const { return m_delay; }
    QComboBox *stop() const { return m_stop; }
    QLineEdit *stopValue() const { return m_stopValue; }

private:
    QSpinBox *addNumber(const QString &name, int least, int most, const QString &suffix);
    void addStop();
    void showStop();

    const Theme &m_theme;
    QSpinBox *m_parallel, *m_repeat, *m_delay;
    QComboBox *m_stop;
    QLineEdit *m_stopValue;
};

}
