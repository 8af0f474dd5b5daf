#include "app/cli/live_session.h"

#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/session/binding.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QStandardPaths>

namespace keyhole {

Result<RequestDraft> LiveSession::withCredential(const RequestDraft &draft)
{
    if (unreadCredentials(draft).empty())
        return draft;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    KeychainStore store(std::make_unique<SystemKeychain>(), folder + "/credentials.json");
    m_session.setCredentials(&store);
    QFutureWatcher<Result<RequestDraft, StoreError>> watcher;
    QObject::connect(
        &watcher, &QFutureWatcherBase::finished, &watcher, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    watcher.setFuture(m_session.withCredential(draft));
    QCoreApplication::exec();
    m_session.setCredentials(nullptr);
    const auto read = watcher.result();
    if (!read)
        return failure(read.error().error);
    return *read;
}

Result<Diagnosed> LiveSession::send(const RequestDraft &asked, const SendOptions &options)
{
    const auto draft = withCredential(asked);
    if (!draft)
        return failure(draft.error());
    Diagnosed diagnosed;
    const QObject untilFinished;  // goes before `diagnosed` does, and the connection with it
    QObject::connect(
        &m_session, &Session::exchangeFinished, &untilFinished,
        [&diagnosed](const Diagnosed &finished) {  // clazy:exclude=lambda-in-connect
            diagnosed = finished;
            QCoreApplication::quit();
        },
        Qt::QueuedConnection);
    const auto sending = m_session.send(*draft, {}, options);
    if (!sending)
        return failure(sending.error());
    QCoreApplication::exec();
    return diagnosed;
}

}
