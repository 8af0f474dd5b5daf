#include "core/session/clock_recorder.h"

namespace keyhole {

ClockRecorder::ClockRecorder(Session &session, ClockHistory history, QObject *parent) : QObject(parent), m_history(std::move(history))
{
    connect(&session, &Session::clockTold, this, [this](const ClockRecord &record) { tell(m_history.add(record)); });
    connect(&session, &Session::localClockChanged, this, [this, &session](const ClockChange &change) {
        tell(m_history.add(LocalClockRecord{session.now(), change}));
    });
}

void ClockRecorder::tell(const DatabaseResult<void> &written)
{
    if (!written && !std::exchange(m_failed, true))
        emit failed(written.error().error);
}

}
