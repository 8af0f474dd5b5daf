#pragma once

#include "core/http/form.h"
#include "core/oauth/pkce.h"
#include "core/token/key_text.h"
#include "core/token/signature.h"
#include "core/transport/transport.h"
#include "tests/core/session/canned_transport.h"

#include <QTimer>
#include <map>

namespace keyhole {

/// The value of a name in a form or query; "(none)" when it is not there.
QByteArray inForm(QByteArrayView encoded, QByteArrayView name);

Response jsonResponse(int status, const QByteArray &body, FieldList further = {});

/// An authorization server that keeps to the standards, as far as a test does not make it lie.
class MockIssuer {
public:
    explicit MockIssuer(QByteArray address);

    const QByteArray issuer;
    QByteArray metadata;  ///< the discovery document; change it to lie
    QByteArray clientId = "desk", clientSecret = "s3cret-of-the-client-0123456789";
    std::function<std::optional<Response>(const Request &)> instead;  ///< answers in place of the server, where it gives something
    QByteArray tokenMembers;  ///< put behind what a token answer holds: R"(,"scope":"read")"
    std::map<QByteArray, QByteArray> idClaims;  ///< JSON texts that replace claims of the ID token; empty: left out
    std::function<QByteArray(const QByteArray &claims)> signId;  ///< makes the ID token in place of the server
    const SigningKey &key() const { return m_key; }
    bool sendsIss = true;
    bool wantsDpopNonce = false;
    bool renewsId = false;  ///< an ID token comes with each refresh
    int pendingPolls = 0;
    Seconds idTime{1'795'250'000};
    int refreshes = 0;
    QByteArray refreshToken = "refresh-0-0123456789abcdef";

    /// What the browser would be sent back with, once somebody signed in: the whole redirect address.
    QByteArray signIn(const QByteArray &authorizationAddress);
    QByteArray lastCode;

    Response answer(const Request &request);

private:
    struct Grant {
        QByteArray challenge, nonce, redirectUri;
    };
    Response token(const Request &request);
    Response tokens(const QByteArray &nonce, bool withId);
    bool showsClient(const Request &request) const;

    std::map<QByteArray, Grant> m_codes;
    std::map<QByteArray, QByteArray> m_pushed;
    SigningKey m_key;
    int m_count = 0;
};

/// A network with some servers on it, which remembers every request.
class MockWeb : public Transport {
public:
    std::vector<MockIssuer *> issuers;
    std::vector<Request> sent;
    bool late = false;  ///< answers only in the next turn of the event loop
    bool slow = false;  ///< times out instead of answering
    Instant at = FixedClock().moment;

    QFuture<Hop> send(const Request &request, const TransportOptions &options, std::function<void(const Progress &)>) override;
    /// All bytes that an origin got.
    QByteArray sentTo(const QByteArray &origin) const;
    int count(const QByteArray &pathEnd) const;
};

}
