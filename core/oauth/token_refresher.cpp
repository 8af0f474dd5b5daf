#include "core/oauth/token_refresher.h"

#include "core/oauth/stored_server.h"
#include "core/oauth/token_request.h"

namespace keyhole {

namespace {

OAuthFault storeFault(const StoreError &error)
{
    return {"refresh.store", error.error};
}

OAuthFault notStored(const StoreError &error)
{
    return {"refresh.not-stored",
            {QStringLiteral("The new tokens are in use, but could not be stored: %1").arg(error.error.what), error.error.place,
             QStringLiteral("They are kept until Keyhole ends, and are stored with the next refresh. %1").arg(error.error.remedy)}};
}

/// By the refresh token, else by an assertion that is signed anew.
OAuthResult<std::vector<FormPair>> renewalForm(const StoredTokens &stored, const QByteArray &audience, Instant now)
{
    if (!stored.tokens.refresh.isEmpty())
        return refreshForm(stored.tokens.refresh, stored.resources);
    if (!stored.assertion)
        return failure(
            OAuthFault{"refresh.none",
                       {QStringLiteral("The server gave no refresh token, so the token cannot be renewed."),
                        {},
                        QStringLiteral("Get a new token; many servers give a refresh token for the scope offline_access only.")}});
    OAuth2Settings asked;
    asked.scope = stored.scopeAsked;
    asked.resources = stored.resources;
    return assertionForm(*stored.assertion, asked, {stored.client.id, audience, now});
}

/// What the answer leaves out stays as it was: RFC 6749, 5.1 and 6.
TokenSet merged(TokenSet fresh, const TokenSet &before)
{
    if (fresh.refresh.isEmpty())
        fresh.refresh = before.refresh;
    if (fresh.id.isEmpty())
        fresh.id = before.id;
    if (fresh.scope.isEmpty())
        fresh.scope = before.scope;
    return fresh;
}

}

TokenRefresher::TokenRefresher(Transport &transport, const Clock &clock, CredentialStore &store, QObject *parent)
    : QObject(parent), m_transport(transport), m_clock(clock), m_store(store)
{ }

TokenRefresher::~TokenRefresher()
{
    for (auto &[id, flight] : m_flights) {
        for (auto &promise : flight.waiting) {
            promise.future().cancel();
            promise.finish();
        }
    }
}

const Credential *TokenRefresher::unsaved(const CredentialId &id) const
{
    const auto found = m_unsaved.find(id);
    return found == m_unsaved.end() ? nullptr : &found->second;
}

TokenRefresher::Answer TokenRefresher::refresh(const CredentialId &id, const TransportOptions &options)
{
    return join(id, std::nullopt, options);
}

TokenRefresher::Answer TokenRefresher::fresh(const CredentialId &id, Seconds ahead, const TransportOptions &options)
{
    return join(id, ahead, options);
}

TokenRefresher::Answer TokenRefresher::join(const CredentialId &id, std::optional<Seconds> ahead, const TransportOptions &options)
{
    QPromise<OAuthResult<Refreshed>> promise;
    promise.start();
    const Answer answer = promise.future();
    const bool isFirst = m_flights.count(id) == 0;
    Flight &flight = m_flights[id];
    flight.waiting.push_back(std::move(promise));
    if (isFirst) {
        flight.ahead = ahead;
        flight.options = options;
        read(id);
    } else if (!ahead) {
        flight.ahead.reset();
    }
    return answer;
}

void TokenRefresher::read(const CredentialId &id)
{
    if (const Credential *kept = unsaved(id))
        return take(id, Credential(*kept));
    whenDone(m_store.read(id), this, [this, id](const Result<Credential, StoreError> &read) {
        if (read)
            take(id, *read);
        else
            end(id, failure(storeFault(read.error())));
    });
}

void TokenRefresher::take(const CredentialId &id, const Credential &credential)
{
    const auto stored = tokensOf(credential);
    if (!stored)
        return end(id, failure(stored.error()));
    const Flight &flight = m_flights[id];
    const bool over = !flight.ahead || isOver(stored->tokens, m_clock.now() + *flight.ahead).value_or(false);
    if (!over)
        return end(id, Refreshed{credential});
    completeTokens(m_transport, m_clock, *stored, flight.options, this, [this, id, info = credential.info](const CompletedTokens &known) {
        request({id, info, known.tokens, known.notFound});
    });
}

void TokenRefresher::request(Renewal renewal)
{
    const StoredTokens &stored = renewal.stored;
    EndpointRequest request = toStoredEndpoint(stored, "token", stored.tokenEndpoint, {}, m_flights[renewal.id].options);
    const auto form = renewalForm(stored, request.audience, m_clock.now());
    if (!form)
        return end(renewal.id, failure(form.error()));
    request.form = *form;
    request.dpopKey = stored.dpopKey;
    new EndpointCall(m_transport, m_clock, std::move(request), this,
                     [this, renewal = std::move(renewal)](const EndpointAnswer &answer) { takeAnswer(renewal, answer); });
}

void TokenRefresher::takeAnswer(Renewal renewal, const EndpointAnswer &answer)
{
    if (!answer.response)
        return end(renewal.id, failure(answer.response.error()));
    const StoredTokens &stored = renewal.stored;
    const auto read = readTokenResponse(*answer.response, {"token", stored.tokens.scope, stored.dpopKey.has_value()}, answer.answeredAt);
    if (!read)
        return end(renewal.id, failure(read.error()));
    renewal.read = *read;
    renewal.exchange = answer.exchange;
    return renewal.read.tokens.id.isEmpty() ? keep(renewal) : checkId(std::move(renewal), answer);
}

void TokenRefresher::keep(const Renewal &renewal)
{
    StoredTokens fresh = renewal.stored;
    fresh.tokens = merged(renewal.read.tokens, renewal.stored.tokens);
    CredentialInfo info = renewal.info;
    info.changed = m_clock.now();
    store(renewal.id, {toCredential(std::move(info), fresh), renewal.idSignature, renewal.read.doubts, renewal.exchange});
}

void TokenRefresher::store(const CredentialId &id, Refreshed refreshed)
{
    m_unsaved[id] = refreshed.credential;
    whenDone(m_store.write(refreshed.credential), this, [this, id, refreshed](const Result<void, StoreError> &written) {
        Refreshed told = refreshed;
        if (written)
            m_unsaved.erase(id);
        else
            told.doubts.push_back(notStored(written.error()));
        end(id, told);
        emit this->refreshed(id);
        for (const OAuthFault &doubt : told.doubts) {
            if (doubt.id.startsWith("id-token."))
                emit idTokenDoubted(id, doubt.error);
        }
    });
}

void TokenRefresher::end(const CredentialId &id, const OAuthResult<Refreshed> &result)
{
    const auto found = m_flights.find(id);
    if (found == m_flights.end())
        return;
    Flight flight = std::move(found->second);
    m_flights.erase(found);
    for (auto &promise : flight.waiting) {
        promise.addResult(result);
        promise.finish();
    }
    if (!result)
        emit refreshFailed(id, result.error().error);
}

}
