#include "core/session/session.h"

#include "core/auth/auth_memory.h"
#include "core/oauth/token_refresher.h"
#include "core/session/assemble.h"
#include "core/session/binding.h"
#include "core/session/sending.h"

namespace keyhole {

namespace {

constexpr size_t kMostHistory = 500;
constexpr qint64 kMostBodies = 512LL << 20;
constexpr size_t kMostEarlier = 50;  // what a diagnosis looks back on
constexpr size_t kMostRefused = 200;
constexpr size_t kMostPages = 5;
constexpr qsizetype kLargestPage = 1 << 20;
constexpr Seconds kRenewedAhead{30};  // a token that would be over on the way

qint64 weight(const Exchange &exchange)
{
    qint64 bytes = 0;
    for (const Hop &hop : exchange.hops) {
        bytes += hop.request.body.size() + hop.sentBytes.size() + hop.receivedBytes.size();
        if (hop.response)
            bytes += hop.response->body.size() + hop.response->encodedBody.size();
    }
    return bytes;
}

bool sameSite(const QByteArray &a, const QByteArray &b)
{
    return a == b || (!registrableDomain(a).isEmpty() && registrableDomain(a) == registrableDomain(b));
}

}

Session::Session(Transport &transport, const Clock &clock, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_authMemory(std::make_unique<AuthMemory>()), m_random(newCredentialId()),
      m_localClock(clock)
{ }

Session::~Session() = default;

void Session::setEnvironment(Environment environment, const QString &jar)
{
    m_environment = std::move(environment);
    const QString &name = jar.isEmpty() ? m_environment.name : jar;
    if (name == m_jarName)
        return;
    m_otherJars[m_jarName] = std::exchange(m_jar, {});
    if (const auto kept = m_otherJars.find(name); kept != m_otherJars.end()) {
        m_jar = std::move(kept->second);
        m_otherJars.erase(kept);
    }
    m_jarName = name;
    emit jarUsed(m_jarName);
    emit jarChanged();
}

CookieJar &Session::jarOf(const QString &name)
{
    if (name == m_jarName)
        return m_jar;
    if (m_otherJars.try_emplace(name).second)
        emit jarUsed(name);
    return m_otherJars[name];
}

const CookieJar &Session::knownJarOf(const QString &name) const
{
    static const CookieJar kEmpty;
    if (name == m_jarName)
        return m_jar;
    const auto kept = m_otherJars.find(name);
    return kept == m_otherJars.end() ? kEmpty : kept->second;
}

void Session::editJar(const std::function<void(CookieJar &)> &edit)
{
    edit(m_jar);
    emit jarChanged();
}

void Session::setTokens(TokenRefresher *tokens)
{
    m_tokens = tokens;
}

TokenRefresher *Session::tokens() const
{
    return m_tokens;
}

/// Tokens that are about to be over are renewed first, each once however many requests want it. Where that fails, the stored one goes: the
/// server may still take it, and its answer is diagnosed.
QFuture<Result<RequestDraft, StoreError>> Session::withCredential(const RequestDraft &draft, const SendOptions &options)
{
    const AuthDraft &auth = draft.auth;
    const bool renews = m_tokens && auth.kind == AuthKind::OAuth2 && auth.oauth2.refreshBeforeExpiry && isUnread(auth);
    if (!renews)
        return readCredentials(draft, options);
    return m_tokens->fresh(auth.credential, kRenewedAhead, endpointOptions(draft.transport))
        .then([session = QPointer(this), draft, options](const OAuthResult<Refreshed> &) {
            using Answer = Result<RequestDraft, StoreError>;
            return session ? session->readCredentials(draft, options) : QtFuture::makeReadyFuture(Answer(draft));
        })
        .unwrap();
}

QFuture<Result<RequestDraft, StoreError>> Session::readCredentials(const RequestDraft &draft, const SendOptions &options)
{
    using Answer = Result<RequestDraft, StoreError>;
    const std::vector<CredentialId> unread = unreadCredentials(draft);
    if (unread.empty())
        return QtFuture::makeReadyFuture(Answer(draft));
    if (!m_credentials)
        return QtFuture::makeReadyFuture(Answer(failure(storeError(StoreFault::Absent))));
    const auto prepared = prepare(draft, environmentOf(options));
    if (!prepared)
        return QtFuture::makeReadyFuture(Answer(failure(StoreError{StoreFault::Failed, prepared.error()})));
    if (const Credential *unsaved = m_tokens ? m_tokens->unsaved(draft.auth.credential) : nullptr; unsaved && unread.size() == 1)
        return QtFuture::makeReadyFuture(bind(draft, *unsaved, *prepared));
    // The store takes its calls one after the other, so what was asked for last ends last.
    QFuture<Answer> bound = QtFuture::makeReadyFuture(Answer(draft));
    for (const CredentialId &id : unread) {
        bound = m_credentials->read(id).then(
            [before = bound, prepared = *prepared](const Result<Credential, StoreError> &credential) -> Answer {
                const Answer sofar = before.result();
                if (!sofar)
                    return sofar;
                if (!credential)
                    return failure(credential.error());
                return bind(*sofar, *credential, prepared);
            });
    }
    return bound;
}

Result<ResolvedRequest> Session::preview(const RequestDraft &draft, const SendOptions &options) const
{
    const Environment &environment = environmentOf(options);
    const auto prepared = prepare(withPlaceholder(draft), environment);
    if (!prepared)
        return failure(prepared.error());
    auto resolved = assemble(*prepared, knownJarOf(jarNameOf(options)), now(), authKnowledge());
    if (resolved)
        addRefused(resolved->request.url, resolved->cookies);
    return resolved;
}

Result<QFuture<Diagnosed>> Session::send(const RequestDraft &draft, std::function<void(const Progress &)> progress,
                                         const SendOptions &options)
{
    const Environment &environment = environmentOf(options);
    if (!unreadCredentials(draft).empty())
        return failure(
            Error{"The credential was not read from the keychain.", "auth", "Unlock the keychain, or choose another credential."});
    auto prepared = prepare(draft, environment);
    if (!prepared)
        return failure(prepared.error());
    if (auto refusal = options.allowUnresolved ? std::nullopt : refuseUnresolved(*prepared, environment.name))
        return failure(std::move(*refusal));
    auto resolved = assemble(*prepared, jarOf(jarNameOf(options)), now(), authKnowledge());
    m_random = newCredentialId();
    if (!resolved)
        return failure(resolved.error());
    noteUse(draft);
    const auto *sending = new Sending(*this, {environment.name, jarNameOf(options)}, options.onlyRefusals, std::move(*prepared),
                                      std::move(*resolved), std::move(progress));
    return sending->future();
}

void Session::noteUse(const RequestDraft &draft)
{
    if (!m_credentials)
        return;
    m_credentials->noteUse(draft.auth.credential, now());
    for (const AuthDraft &further : draft.furtherAuth)
        m_credentials->noteUse(further.credential, now());
}

void Session::setKeepsSessionCookies(bool keeps)
{
    if (m_keepsSessionCookies == keeps)
        return;
    m_keepsSessionCookies = keeps;
    emit keepsSessionCookiesChanged(keeps);
}

AuthKnowledge Session::authKnowledge() const
{
    return {m_random, m_authMemory.get(), &m_clocks};
}

void Session::takeClock(const ClockAnswer &answer, Milliseconds roundTrip)
{
    lookAtLocalClock();
    m_clocks.add(answer);
    emit clockTold({answer.origin, answer.at, roundTrip, answer.told, m_clocks.find(answer.origin)->offset});
    emit clocksChanged();
}

void Session::takeTimeServer(const ClockOffset &offset)
{
    m_clocks.setTimeServer(offset, now());
    emit clocksChanged();
}

int Session::lookAtLocalClock()
{
    if (const auto change = m_localClock.look()) {
        ++m_clockChanges;
        m_clocks.localClockChanged(*change);
        emit localClockChanged(*change);
    }
    return m_clockChanges;
}

void Session::storeCookies(const Hop &hop, CookieJar &jar)
{
    if (!hop.response || !hop.response->fields.contains("Set-Cookie"))
        return;
    for (const StoreDecision &decision : jar.store(hop.request.url, hop.response->fields, now())) {
        if (decision.kept || decision.deleted)
            continue;
        const Origin origin = hop.request.url.origin();
        m_refused.push_back(
            {origin.host,
             {decision.name, origin.toString() + hop.request.url.path, decision.setCookie, false, decision.rule, decision.reason}});
    }
    if (m_refused.size() > kMostRefused)
        m_refused.erase(m_refused.begin(), m_refused.end() - kMostRefused);
    emit jarChanged();
}

std::vector<QByteArray> Session::earlierPages(const Url &url) const
{
    std::vector<QByteArray> pages;
    for (auto it = m_history.rbegin(); it != m_history.rend() && pages.size() < kMostPages; ++it) {
        const Hop &hop = (*it)->last();
        if (!hop.response || !sameSite(hop.request.url.origin().host, url.origin().host))
            continue;
        if (hop.response->fields.value("Content-Type").value_or(QByteArray()).toLower().contains("html"))
            pages.push_back(hop.response->body.left(kLargestPage));
    }
    return pages;
}

/// The latest refusal of each name, unless a cookie of that name is held after all.
void Session::addRefused(const Url &url, std::vector<CookieDecision> &ledger) const
{
    if (m_refused.empty())
        return;
    const QByteArray host = url.origin().host;
    for (auto refused = m_refused.rbegin(); refused != m_refused.rend(); ++refused) {
        const auto sameName = [&](const CookieDecision &known) { return known.name == refused->decision.name; };
        if (sameSite(refused->host, host) && std::none_of(ledger.begin(), ledger.end(), sameName))
            ledger.push_back(refused->decision);
    }
}

/// The latest exchanges, oldest first; of any server, since others hand out tokens and share the host's cookies.
std::vector<const Exchange *> Session::earlier() const
{
    std::vector<const Exchange *> latest;
    const size_t count = std::min(kMostEarlier, m_history.size());
    for (auto it = m_history.end() - std::ptrdiff_t(count); it != m_history.end(); ++it)
        latest.push_back(it->get());
    return latest;
}

void Session::remember(std::shared_ptr<const Exchange> exchange)
{
    m_historyWeight += weight(*exchange);
    m_history.push_back(std::move(exchange));
    while (m_history.size() > 1 && (m_history.size() > kMostHistory || m_historyWeight > kMostBodies)) {
        m_historyWeight -= weight(*m_history.front());
        m_history.erase(m_history.begin());
    }
}

}
