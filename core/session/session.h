#pragma once

#include "core/clock/clock.h"
#include "core/clock/clock_record.h"
#include "core/collection/request_draft.h"
#include "core/cookies/changes.h"
#include "core/cookies/jar.h"
#include "core/diagnosis/report.h"
#include "core/secrets/credential_store.h"
#include "core/session/send_options.h"

#include <QObject>
#include <QPointer>
#include <map>
#include <memory>

namespace keyhole {

class TokenRefresher;

/// A draft made ready: what will be sent, byte for byte, and where each field comes from.
struct ResolvedRequest {
    Request request;
    TransportOptions options;
    std::vector<CookieDecision> cookies;
    std::vector<QByteArray> unresolved;  ///< {{names}} that no variable stands for, each once
    std::vector<Error> warnings;
    QString authShown = {};  ///< what the credentials add, a line each, masked
    QStringList authNotes = {};  ///< what of them only the server's answer decides
};

/// Puts variables in, applies auth, cookies and automatic fields. Refuses CR, LF and NUL in any part (the one choke point), an address
/// without host, a scheme that is not http or https, a file that cannot be read.
Result<ResolvedRequest> resolve(const RequestDraft &draft, const Environment &environment, const CookieJar &jar, Instant now);

struct Diagnosed {
    std::shared_ptr<const Exchange> exchange;
    Report report;
    std::vector<JarChange> jarChanges = {};  ///< what the answers of this Send did to the jar
    QString environment = {};  ///< its name
    QByteArray credential = {};  ///< id of the stored one that went along; empty: none did
    QByteArrayList secrets = {};  ///< values that the exchange carries, for whoever keeps it
};

class AuthMemory;
struct AuthKnowledge;

/// What both programs drive: draft → request → hops → exchange → diagnosis. Keeps the jar, the clocks and the exchanges of this run.
class Session : public QObject {
    Q_OBJECT
public:
    Session(Transport &transport, const Clock &clock, QObject *parent = nullptr);
    ~Session() override;

    /// Each environment has a jar of its own, called like it unless `jar` says another name.
    void setEnvironment(Environment environment, const QString &jar = {});
    const QString &jarName() const { return m_jarName; }
    const Environment &environment() const { return m_environment; }
    CookieJar &jar() { return m_jar; }
    CookieJar &jarOf(const QString &name);
    /// Where the jars are kept, in a sentence for a person; whoever keeps them says it.
    const QString &jarKeeping() const { return m_jarKeeping; }
    void setJarKeeping(const QString &sentence) { m_jarKeeping = sentence; }
    /// Whether cookies without an end are kept between two runs as well; whoever keeps the jars asks.
    bool keepsSessionCookies() const { return m_keepsSessionCookies; }
    void setKeepsSessionCookies(bool keeps);
    /// Changes the present jar from outside, and tells everybody.
    void editJar(const std::function<void(CookieJar &)> &edit);
    /// HTML of the latest answers of the same site, the newest first: where a page holds what a request has to bring along.
    std::vector<QByteArray> earlierPages(const Url &url) const;
    const ClockBook &clocks() const { return m_clocks; }
    const std::vector<std::shared_ptr<const Exchange>> &history() const { return m_history; }
    Instant now() const { return m_clock.now(); }
    const Clock &clock() const { return m_clock; }
    Transport &transport() const { return m_transport; }

    /// What was learnt of a server's clock by another request than those that were sent here, and of the true time by a time server.
    void takeClock(const ClockAnswer &answer, Milliseconds roundTrip);
    void takeTimeServer(const ClockOffset &offset);

    /// Where the credentials are that drafts refer to; not owned, nothing while there is none.
    void setCredentials(CredentialStore *store) { m_credentials = store; }
    CredentialStore *credentials() const { return m_credentials; }
    /// Who renews the tokens of stored sign-ins; not owned, nothing while there is none.
    void setTokens(TokenRefresher *tokens);
    TokenRefresher *tokens() const;

    /// The draft with the credential that it refers to, for send(); at once the same draft when it refers to none. The credential is read
    /// only to be used for an origin that it names: for any other the fault is OtherOrigin, with both hosts, and nothing is to be sent.
    QFuture<Result<RequestDraft, StoreError>> withCredential(const RequestDraft &draft, const SendOptions &options = {});

    /// What would go out now, and what is known about it beforehand.
    Result<ResolvedRequest> preview(const RequestDraft &draft, const SendOptions &options = {}) const;
    Report foretell(const RequestDraft &draft, const SendOptions &options = {}) const;

    struct Sending;
    /// Sends, answers challenges, follows redirects, diagnoses. The future always brings a result (a failure stands in the exchange's last
    /// hop) unless it is cancelled; cancelling it ends the transfer. A draft that cannot be resolved fails at once, and so does one whose
    /// credential was not read before, or in which a {{name}} has no value. Any number may be on their way at once.
    Result<QFuture<Diagnosed>> send(const RequestDraft &draft, std::function<void(const Progress &)> progress = {},
                                    const SendOptions &options = {});

    /// Diagnoses a recorded exchange; `earlier` are exchanges before it in the same recording, oldest first.
    static Report diagnose(const Exchange &exchange, const std::vector<const Exchange *> &earlier = {}, const CookieJar *jar = nullptr,
                           const ClockBook *clocks = nullptr);

signals:
    void exchangeFinished(const keyhole::Diagnosed &diagnosed);
    void jarChanged();
    void keepsSessionCookiesChanged(bool keeps);
    /// A jar is used now, perhaps for the first time: who keeps them fills it.
    void jarUsed(const QString &name);
    void clocksChanged();
    void clockTold(const keyhole::ClockRecord &record);
    void localClockChanged(const keyhole::ClockChange &change);

private:
    QFuture<Result<RequestDraft, StoreError>> readCredentials(const RequestDraft &draft, const SendOptions &options);
    const Environment &environmentOf(const SendOptions &options) const
    {
        return options.environment ? *options.environment : m_environment;
    }
    QString jarNameOf(const SendOptions &options) const { return options.environment ? options.jarName() : m_jarName; }
    const CookieJar &knownJarOf(const QString &name) const;
    std::optional<Instant> storedEnd(const RequestDraft &draft) const;
    /// A cookie that a server set and the jar refused: told in the ledger of later requests to the same site.
    struct RefusedCookie {
        QByteArray host;
        CookieDecision decision;
    };
    void noteUse(const RequestDraft &draft);
    AuthKnowledge authKnowledge() const;
    void storeCookies(const Hop &hop, CookieJar &jar);
    /// Moves what is known of the servers' clocks when this computer's was set meanwhile; gives how often that was in this run.
    int lookAtLocalClock();
    void addRefused(const Url &url, std::vector<CookieDecision> &ledger) const;
    std::vector<const Exchange *> earlier() const;
    void remember(std::shared_ptr<const Exchange> exchange);

    Transport &m_transport;
    const Clock &m_clock;
    CredentialStore *m_credentials = nullptr;
    std::unique_ptr<AuthMemory> m_authMemory;
    QByteArray m_random;  ///< what the next request is signed with: the preview shows it
    QPointer<TokenRefresher> m_tokens;
    Environment m_environment;
    CookieJar m_jar;
    QString m_jarName;
    QString m_jarKeeping = QStringLiteral("Cookies are kept in memory until the program ends.");
    bool m_keepsSessionCookies = false;
    std::map<QString, CookieJar> m_otherJars;  ///< of the environments that are not the present one
    ClockBook m_clocks;
    StepWatch m_localClock;
    int m_clockChanges = 0;
    std::vector<std::shared_ptr<const Exchange>> m_history;  ///< the last 500, and no more than 512 MB of bodies
    qint64 m_historyWeight = 0;
    std::vector<RefusedCookie> m_refused;  ///< the last 200
};

}
