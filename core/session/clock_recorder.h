#pragma once

#include "core/clock/clock_history.h"
#include "core/session/session.h"

namespace keyhole {

/// Puts what a session learns of clocks into a history, for as long as it lives.
class ClockRecorder : public QObject {
    Q_OBJECT
public:
    ClockRecorder(Session &session, ClockHistory history, QObject *parent = nullptr);

    const ClockHistory &history() const { return m_history; }

signals:
    void failed(const keyhole::Error &error);  ///< the file cannot be written; told once

private:
    void tell(const DatabaseResult<void> &written);

    ClockHistory m_history;
    bool m_failed = false;
};

}
