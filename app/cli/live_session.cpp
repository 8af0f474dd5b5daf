#include "app/cli/live_session.h"

#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/oauth/token_refresher.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/system_keychain.h"
#include "core/session/binding.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QStandardPaths>

namespace keyhole {

namespace {

/// Stored tokens are renewed before they go, which nothing but their kind tells: on the command line there is an id alone.
RequestDraft asTokens(RequestDraft draft, const std::vector<CredentialInfo> &known)
{
    for (const CredentialInfo &info : known) {
        if (info.id == draft.auth.credential && info.kind == CredentialKind::OAuth2Tokens && draft.auth.kind == AuthKind::None)
            draft.auth.kind = AuthKind::OAuth2;
    }
    return draft;
}

void tellRenewal(TokenRefresher &tokens)
{
    QObject::connect(&tokens, &TokenRefresher::refreshed, &tokens, [&tokens](const CredentialId &id) {
        if (tokens.unsaved(id))
            Terminal::fail({QStringLiteral("the token was renewed, and the keychain did not take the new one"),
                            {},
                            QStringLiteral("It goes with this request; sign in again for the next.")},
                           kDone);
        else
            Terminal::fail({QStringLiteral("the stored token was over, and was renewed"), {}, {}}, kDone);
    });
    for (const auto signal : {&TokenRefresher::refreshFailed, &TokenRefresher::idTokenDoubted})
        QObject::connect(&tokens, signal, &tokens, [](const CredentialId &, const Error &why) { Terminal::fail(why, kDone); });
}

}

Result<RequestDraft> LiveSession::withCredential(const RequestDraft &draft)
{
    if (unreadCredentials(draft).empty())
        return draft;
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation);
    KeychainStore store(std::make_unique<SystemKeychain>(), folder + "/credentials.json");
    m_session.setCredentials(&store);
    TokenRefresher tokens(m_transport, m_clock, store);
    m_session.setTokens(&tokens);
    tellRenewal(tokens);
    QFutureWatcher<Result<RequestDraft, StoreError>> watcher;
    QObject::connect(
        &watcher, &QFutureWatcherBase::finished, &watcher, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    watcher.setFuture(m_session.withCredential(asTokens(draft, store.list())));
    QCoreApplication::exec();
    m_session.setCredentials(nullptr);
    m_session.setTokens(nullptr);
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
