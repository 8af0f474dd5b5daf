#pragma once

#include "core/http/instant.h"
#include "core/http/url.h"
#include "core/secrets/secret.h"

#include <optional>
#include <vector>

namespace keyhole {

/// Names a stored credential: 32 hexadecimal digits, random, so that it tells nothing about what it names. The only thing that
/// collections, environments, history and settings keep of a credential.
using CredentialId = QByteArray;
CredentialId newCredentialId();
bool isCredentialId(QByteArrayView text);

/// What a credential is used for. The numbers are stored: they are never changed or used again.
enum class CredentialKind : quint8 {
    Basic = 1,  ///< parts "user", "password"; for Digest, NTLM and Negotiate as well
    Bearer = 2,  ///< part "token"
    ApiKey = 3,  ///< part "key"
    Raw = 4,  ///< part "value": the whole value of a field
    SigningKey = 5,  ///< part "key": PEM, JWK or the bytes of a shared secret
    StorageKey = 6,  ///< part "key": 32 bytes that files of Keyhole are encrypted with; goes to no origin
    OAuth1 = 7,  ///< parts "consumer-key", "consumer-secret" (or "key": RSA as PEM), "token", "token-secret"
    AwsKey = 8,  ///< parts "access-key-id", "secret-access-key", "session-token"
    ClientCertificate = 9,  ///< parts "certificate" (PEM or PKCS #12), "key" (PEM), "passphrase"; each may be absent where a file has it
    OAuth2Tokens = 10,  ///< parts "access-token", "refresh-token", "id-token", "client-secret", "dpop-key"; no secrets: "expiry" (seconds
                        ///< since 1970), "scope", "issuer", "token-endpoint"
    Custom = 11,  ///< parts "secret", "user"
};

/// How people tell credentials apart: "Orders / staging / deploy key".
struct CredentialLabel {
    QString service, environment, name;
    /// The parts that are not empty, joined by " / ".
    QString toString() const;
    friend bool operator==(const CredentialLabel &, const CredentialLabel &) = default;
};

/// What may be shown of a credential, and kept outside the keychain.
struct CredentialInfo {
    CredentialId id;
    CredentialKind kind = CredentialKind::Bearer;
    CredentialLabel label;
    std::vector<Origin> origins;  ///< where it may go; empty: nowhere
    Instant created{}, changed{};  ///< `changed`: when its secrets were last replaced
    std::optional<Instant> expires = {};  ///< when its secret ends, where that is known
    std::optional<Instant> used = {};  ///< last sent with a request, to the minute; only the list keeps it
    friend bool operator==(const CredentialInfo &, const CredentialInfo &) = default;
};

struct SecretPart {
    QByteArray name;  ///< "password", "token", "key", "refresh-token" …
    Secret value;
    friend bool operator==(const SecretPart &, const SecretPart &) = default;
};

/// A credential with its secrets: one entry of the keychain.
struct Credential {
    CredentialInfo info;
    std::vector<SecretPart> parts;

    /// Nothing when there is no part of that name.
    const Secret *part(QByteArrayView name) const;
    friend bool operator==(const Credential &, const Credential &) = default;
};

/// Scheme, host and port are each the same as those of an origin that the credential names. RFC 6454, 5.
bool mayGoTo(const CredentialInfo &credential, const Origin &target);

}
