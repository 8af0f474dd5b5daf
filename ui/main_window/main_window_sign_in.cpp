#include "core/http/challenge.h"
#include "core/oauth/token_refresher.h"
#include "core/session/kept_auth.h"
#include "core/session/prepare.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/request_pane.h"
#include "ui/request/auth_tab.h"
#include "ui/request/request_editor.h"
#include "ui/sign_in/browser.h"
#include "ui/sign_in/sign_in_window.h"

namespace keyhole {

namespace {

/// Whether an answer asks for a token that a sign-in could bring.
bool asksForToken(const Exchange &exchange)
{
    const auto &response = exchange.last().response;
    for (const QByteArray &value : response ? response->fields.values("WWW-Authenticate") : std::vector<QByteArray>()) {
        for (const Challenge &challenge : readChallenges(value).challenges) {
            if (challenge.is("Bearer") || challenge.is("DPoP"))
                return true;
        }
    }
    return false;
}

/// What a sign-in begins with: as the request has it, with the scope that its answer asks for.
AuthDraft toAskWith(AuthDraft auth, const QByteArray &scope)
{
    if (auth.kind != AuthKind::OAuth2)
        auth = {AuthKind::OAuth2, {}, {}};
    if (!scope.isEmpty()) {
        for (const QByteArray &each : missingScopes(scope, auth.oauth2.scope))
            auth.oauth2.scope += (auth.oauth2.scope.isEmpty() ? "" : " ") + each;
    }
    return auth;
}

}

void MainWindow::connectSignIn()
{
    CredentialStore *store = m_session.credentials();
    if (!store)
        return;
    auto *refresher = new TokenRefresher(m_session.transport(), m_session.clock(), *store, this);
    m_session.setTokens(refresher);
    for (const auto signal : {&TokenRefresher::refreshFailed, &TokenRefresher::idTokenDoubted})
        connect(refresher, signal, this, [this](const QByteArray &, const Error &error) { refuse(error); });
}

TokenRenewal MainWindow::renewalOf(const OpenRequest &request) const
{
    const AuthDraft auth = m_requests.meant(request).auth;
    const bool asks = request.answer && asksForToken(*request.answer->exchange);
    const bool stored = auth.kind == AuthKind::OAuth2 && !auth.credential.isEmpty();
    return {stored && m_session.tokens() && !request.recorded, m_session.credentials() && (auth.kind == AuthKind::OAuth2 || asks)};
}

bool MainWindow::actOnTokens(const Action &action)
{
    if (action.id == "refresh-token")
        refreshToken(true);
    else if (action.id == "new-token")
        signIn(action.argument);
    else
        return false;
    return true;
}

void MainWindow::refreshToken(bool sendAfterwards)
{
    const OpenRequest *request = m_requests.current();
    TokenRefresher *tokens = m_session.tokens();
    if (!request || !tokens)
        return;
    const RequestDraft draft = m_requests.meant(*request);
    if (draft.auth.credential.isEmpty())
        return signIn();
    m_status->say(tr("Refreshing the token…"));
    whenDone(tokens->refresh(draft.auth.credential, endpointOptions(draft.transport)), this,
             [this, sendAfterwards, title = request->title()](const OAuthResult<Refreshed> &refreshed) {
                 if (!refreshed)
                     return;  // told by the refresher
                 m_status->say(tr("The token was refreshed."));
                 for (const OAuthFault &doubt : refreshed->doubts) {
                     if (doubt.id == "refresh.not-stored")
                         refuse(doubt.error);
                 }
                 const OpenRequest *open = m_requests.current();
                 if (sendAfterwards && open && open->title() == title)
                     send();
             });
}

void MainWindow::signIn(const QByteArray &scope)
{
    CredentialStore *store = m_session.credentials();
    if (!store)
        return refuse({tr("There is no place for tokens."), {}, tr("Start Keyhole with a keychain.")});
    if (!m_signIn) {
        m_signIn = new SignInWindow(m_theme, m_session.transport(), m_session.clock(), *store, openInBrowser);
        connect(this, &QObject::destroyed, m_signIn, [window = m_signIn.data()] { delete window; });
        connect(m_signIn, &SignInWindow::kept, this, &MainWindow::takeSignedIn);
        connect(m_signIn, &SignInWindow::exchangeOpened, this,
                [this](const QString &title, const std::shared_ptr<const Exchange> &exchange) {
                    openExchange(exchange, Session::diagnose(*exchange), title);
                    raise();
                    activateWindow();
                });
    }
    const OpenRequest *request = m_requests.current();
    const RequestDraft draft = request ? m_requests.meant(*request) : RequestDraft();
    const auto prepared = request ? prepare(draft, m_session.environment()) : failure(Error());
    if (!m_signIn->isRunning()) {
        const AuthDraft auth = toAskWith(draft.auth, scope);
        std::vector<Origin> origins;
        if (prepared)
            origins.push_back(prepared->url.origin());
        m_signIn->setTransport(endpointOptions(draft.transport));
        m_signIn->ask(auth, origins, m_session.environment().name);
        if (auth.oauth2.issuer.isEmpty() && auth.oauth2.tokenEndpoint.isEmpty() && prepared && request->answer)
            m_signIn->findIssuer(prepared->url.toString(), request->answer->exchange);
    }
    m_signIn->show();
    m_signIn->raise();
    m_signIn->activateWindow();
}

/// The request that is open uses it where it goes to one of the origins that the token is for.
void MainWindow::takeSignedIn(const CredentialId &id, const AuthDraft &asked)
{
    const OpenRequest *request = m_requests.current();
    if (!request || request->recorded)
        return;
    const auto prepared = prepare(request->draft, m_session.environment());
    for (const CredentialInfo &info : m_session.credentials()->list()) {
        if (info.id != id || !prepared || !mayGoTo(info, prepared->url.origin()))
            continue;
        changeDraft([&](RequestDraft &draft) {
            if (draft.auth.kind == AuthKind::Inherited)
                return;
            AuthDraft auth = withReference(asked, id);
            auth.kind = AuthKind::OAuth2;
            auth.dpop = false;  // the stored key tells
            draft.auth = auth;
        });
    }
}

}
