#include "app/cli/live_session.h"

#include <QCoreApplication>

namespace keyhole {

Result<Diagnosed> LiveSession::send(const RequestDraft &draft)
{
    Diagnosed diagnosed;
    const auto connection = QObject::connect(
        &m_session, &Session::exchangeFinished, &m_session,
        [&](const Diagnosed &finished) {
            diagnosed = finished;
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    const auto sending = m_session.send(draft);
    if (!sending) {
        QObject::disconnect(connection);
        return failure(sending.error());
    }
    QCoreApplication::exec();
    QObject::disconnect(connection);
    return diagnosed;
}

}
