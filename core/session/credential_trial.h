#pragma once

#include "core/secrets/store_error.h"
#include "core/session/session.h"

namespace keyhole {

/// Where a credential is tried, and, for an API key, what carries it.
struct TrialRequest {
    QByteArray address;  ///< of one of the credential's origins
    QByteArray keyName = "X-API-Key";
    KeyPlace keyPlace = KeyPlace::Header;
};

/// What one request with a credential told of it.
struct TrialResult {
    enum class Outcome {
        Works,  ///< the server accepted the request
        Refused,  ///< 401, 407, a login page: the server did not take the credential
        Unclear,  ///< 403, 404, 5xx, no answer: nothing that speaks for or against it
    };
    Outcome outcome = Outcome::Unclear;
    QString sentence;  ///< "Accepted: 200 OK", "Refused: 401. Token expired 3 h ago by the server's clock"
    friend bool operator==(const TrialResult &, const TrialResult &) = default;
};

/// Whether a request can carry it as it is: keys that sign, and those that go to no server, are tried by the requests that use them.
bool canBeTried(CredentialKind kind);

/// Sends one GET with a credential, which need not be stored anywhere, and without cookies. OtherOrigin, with both hosts, when the address
/// is not one of those that the credential names; Failed when it is no address.
Result<QFuture<Diagnosed>, StoreError> tryCredential(Session &session, const Credential &credential, const TrialRequest &request);

TrialResult trialResult(const Diagnosed &diagnosed);

}
