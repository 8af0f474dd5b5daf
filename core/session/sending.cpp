#include "core/session/sending.h"

#include "core/auth/challenge_answer.h"
#include "core/auth/proxy_answer.h"
#include "core/clock/told_time.h"
#include "core/diagnosis/diagnose.h"
#include "core/session/redirects.h"

namespace keyhole {

namespace {

// As often as the transport looks; a watcher would wake the event loop six times for each request that nobody cancels.
constexpr int kLookEvery = 20;  // milliseconds

/// Puts the value into the request, in the place of one that the proxy took for stale.
void showProxy(Request &request, const QByteArray &value)
{
    const Request before = request;
    request.fields = {};
    request.origins.clear();
    for (int i = 0; i < before.fields.size(); ++i) {
        if (equalsIgnoringCase(before.fields.at(i).name, "Proxy-Authorization"))
            continue;
        request.fields.append(before.fields.at(i));
        request.origins.push_back(before.originOf(i));
    }
    request.fields.append("Proxy-Authorization", value);
    request.origins.push_back(FieldOrigin::Auth);
}

}

Session::Sending::Sending(Session &owner, Names names, bool onlyRefusals, PreparedDraft prepared, ResolvedRequest resolved,
                          std::function<void(const Progress &)> whileSending)
    : QObject(&owner), m_session(owner), m_first(std::move(prepared)), m_current(m_first), m_resolved(std::move(resolved)),
      m_names(std::move(names)), m_onlyRefusals(onlyRefusals), m_cookiesBefore(owner.jarOf(m_names.jar).cookies()),
      m_progress(std::move(whileSending))
{
    m_promise.start();
    m_look.start(kLookEvery, this);
    sendHop();
}

Session::Sending::~Sending()
{
    m_hop.cancel();
}

void Session::Sending::timerEvent(QTimerEvent *)
{
    if (m_promise.isCanceled())
        cancel();
}

void Session::Sending::sendHop()
{
    m_exchange.cookieLedger = m_resolved.cookies;
    m_session.addRefused(m_resolved.request.url, m_exchange.cookieLedger);
    if (m_first.draft.useJar)
        jar().noteSent(m_resolved.request.url, {true, true, m_resolved.request.method}, m_session.now());
    m_clockChanges = m_session.lookAtLocalClock();
    m_session.m_authMemory->noteSent(m_resolved.request);
    m_hop = m_session.m_transport.send(m_resolved.request, m_resolved.options, m_progress);
    // Whoever asked for the Send has its future first, also when there was nothing to wait for.
    if (m_hop.isFinished()) {
        QMetaObject::invokeMethod(this, &Sending::hopEnded, Qt::QueuedConnection);
        return;
    }
    const auto ended = [sending = QPointer(this)] {
        if (sending)
            sending->hopEnded();
    };
    m_hop.then(QtFuture::Launch::Sync, [ended](const QFuture<Hop> &) { ended(); }).onCanceled(ended);
}

void Session::Sending::hopEnded()
{
    if (m_promise.isCanceled())
        return;  // cancel() ends it
    if (m_hop.isCanceled() || m_hop.resultCount() == 0) {
        m_promise.future().cancel();
        return cancel();
    }
    // A scheme that takes several steps on one connection brings a hop for each.
    for (const Hop &hop : m_hop.results())
        take(hop);
    goOn();
}

void Session::Sending::take(Hop hop)
{
    if (QString why = std::exchange(m_whyFollowed, {}); !why.isEmpty())
        hop.whyFollowed = std::move(why);
    hop.droppedNotes.insert(hop.droppedNotes.begin(), m_droppedNotes.begin(), m_droppedNotes.end());
    m_droppedNotes.clear();
    // What a proxy says of its own account is neither the server's cookie nor its clock.
    const bool ofProxy = hop.response && hop.response->status == 407 && !hop.connection.proxy.isEmpty();
    if (m_first.draft.useJar && !ofProxy)
        m_session.storeCookies(hop, jar());
    // A hop that ran while the local clock was set tells nothing of the server's.
    const bool clockStood = m_session.lookAtLocalClock() == m_clockChanges;
    const auto told = clockStood && !ofProxy ? readClock(hop) : std::nullopt;
    if (told && hop.answeredAt)
        m_session.takeClock(*told, *hop.answeredAt - *hop.sentAt);
    m_session.m_authMemory->take(hop);
    m_exchange.hops.push_back(std::move(hop));
}

AuthKnowledge Session::Sending::known()
{
    m_session.m_random = newCredentialId();
    return m_session.authKnowledge();
}

void Session::Sending::tell(const Error &unanswered)
{
    m_exchange.hops.back().response->defects.push_back({"auth.challenge-unanswered", 0, unanswered.what + ' ' + unanswered.remedy});
}

bool Session::Sending::answerProxy()
{
    const auto answer = keyhole::answerProxy(m_exchange.hops.back(), m_resolved.options, newCredentialId());
    if (answer && !*answer)
        tell(answer->error());
    if (!answer || !*answer)
        return false;
    showProxy(m_resolved.request, (*answer)->value);
    m_whyFollowed = (*answer)->why;
    return true;
}

bool Session::Sending::answer()
{
    if (answerProxy())
        return true;
    std::vector<AuthDraft> credentials{m_current.draft.auth};
    credentials.insert(credentials.end(), m_current.draft.furtherAuth.begin(), m_current.draft.furtherAuth.end());
    const Hop &last = m_exchange.hops.back();
    for (const AuthDraft &auth : credentials) {
        const auto why = answerChallenge(last, auth, *m_session.m_authMemory, m_answered);
        if (!why)
            continue;
        auto resolved = *why ? assemble(m_current, jar(), m_session.now(), known()) : failure(why->error());
        if (!resolved) {
            tell(resolved.error());
            return false;
        }
        ++m_answered;
        m_resolved = std::move(*resolved);
        m_whyFollowed = **why;
        return true;
    }
    return false;
}

void Session::Sending::goOn()
{
    if (answer())
        return sendHop();
    auto next = followRedirect({m_first, m_current, m_exchange.hops}, jar(), m_session.now(), known());
    if (next && *next) {
        m_current = std::move((*next)->prepared);
        m_resolved = std::move((*next)->resolved);
        m_whyFollowed = std::move((*next)->whyFollowed);
        m_droppedNotes = std::move((*next)->droppedNotes);
        m_answered = 0;
        sendHop();
        return;
    }
    if (next)
        m_exchange.hops.back().response->defects.push_back(next->error());
    finish();
}

void Session::Sending::finish()
{
    const auto exchange = std::make_shared<const Exchange>(std::move(m_exchange));
    const DiagnosisInput input{*exchange, m_session.earlier(), &jar(), &m_session.m_clocks};
    const Diagnosed diagnosed{exchange,
                              m_onlyRefusals ? diagnoseRefusal(input) : keyhole::diagnose(input),
                              changesBetween(m_cookiesBefore, jar().cookies()),
                              m_names.environment,
                              m_first.draft.auth.credential,
                              QByteArrayList(m_first.secrets.begin(), m_first.secrets.end())};
    m_look.stop();
    m_session.remember(exchange);
    emit m_session.clocksChanged();
    emit m_session.exchangeFinished(diagnosed);
    deleteLater();
    m_promise.addResult(diagnosed);
    m_promise.finish();  // whoever waits may go on from here
}

void Session::Sending::cancel()
{
    m_look.stop();
    m_hop.cancel();
    m_promise.finish();
    deleteLater();
}

}
