#pragma once

#include "core/session/assemble.h"

#include <QBasicTimer>
#include <QFuture>
#include <QPromise>

namespace keyhole {

/// One Send on its way: hop after hop, until an answer is the last. Belongs to its session and goes when it is done.
struct Session::Sending : QObject {
    /// Environment and jar of one that is on its way, by their names: others may be picked meanwhile.
    struct Names {
        QString environment, jar;
    };
    Sending(Session &owner, Names names, bool onlyRefusals, PreparedDraft prepared, ResolvedRequest resolved,
            std::function<void(const Progress &)> whileSending);
    ~Sending() override;

    QFuture<Diagnosed> future() const { return m_promise.future(); }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    CookieJar &jar() { return m_session.jarOf(m_names.jar); }
    void sendHop();
    void hopEnded();
    void take(Hop hop);
    void goOn();
    /// The same request once more with what the server asked for; false when it asked for nothing that can be given.
    bool answer();
    /// The same for the proxy, with its own credential.
    bool answerProxy();
    void tell(const Error &unanswered);
    AuthKnowledge known();
    void finish();
    void cancel();

    Session &m_session;
    const PreparedDraft m_first;
    PreparedDraft m_current;
    ResolvedRequest m_resolved;
    QString m_whyFollowed;
    int m_answered = 0;  ///< challenges, for the request as it is
    std::vector<QString> m_droppedNotes;
    Exchange m_exchange;
    const Names m_names;
    const bool m_onlyRefusals;
    const std::vector<Cookie> m_cookiesBefore;
    int m_clockChanges = 0;  ///< of the session, when the hop was sent
    std::function<void(const Progress &)> m_progress;
    QPromise<Diagnosed> m_promise;
    QFuture<Hop> m_hop;
    QBasicTimer m_look;  ///< whether the caller has cancelled
};

}
