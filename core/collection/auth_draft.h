#pragma once

#include "core/http/url.h"
#include "core/secrets/secret.h"

#include <QByteArray>
#include <QString>
#include <optional>
#include <vector>

namespace keyhole {

/// A row of a table that the user fills in. Values may hold {{variables}}.
struct DraftRow {
    bool enabled = true;
    QByteArray name, value;
    QString description;
    friend bool operator==(const DraftRow &, const DraftRow &) = default;
};

/// How a request shows who sends it. Inherited: as the folder says that it is in, or the collection.
enum class AuthKind {
    None,
    Inherited,
    Basic,
    Bearer,
    ApiKey,
    Raw,
    Digest,
    SignedJwt,
    OAuth1,
    AwsSignature4,
    OAuth2,
    Negotiate,
    Ntlm,
    ClientCertificate,
    Custom,
};
enum class KeyPlace { Header, Query, Cookie };

/// Digest (RFC 7616): what to take of the server's challenges. Empty: the first algorithm of them that is known, auth before auth-int.
struct DigestSettings {
    QByteArray algorithm = {};  ///< "MD5", "SHA-256", "SHA-512-256", each also with "-sess"
    QByteArray qop = {};  ///< "auth", "auth-int"
    friend bool operator==(const DigestSettings &, const DigestSettings &) = default;
};

/// A JWT that is signed anew for each request. It goes behind AuthDraft::scheme in Authorization, or as AuthDraft::keyPlace says.
struct SignedJwtSettings {
    QByteArray algorithm = {};  ///< "RS256"; empty: the key's usual one
    QByteArray header = {};  ///< further members, a JSON object or nothing: {"kid":"key-1"}
    QByteArray claims = {};  ///< a JSON object; times may be words: {"iat":"now","exp":"in 5 minutes"}
    bool withId = false;  ///< adds a random jti; RFC 7519, 4.1.7
    bool inAuthorization = true;  ///< otherwise where keyName and keyPlace say
    friend bool operator==(const SignedJwtSettings &, const SignedJwtSettings &) = default;
};

/// OAuth 1.0a. RFC 5849, 3.
struct OAuth1Settings {
    enum class Place { Header, Query, Body };
    QByteArray consumerKey = {}, token = {};  ///< no secrets; token is empty before there is one
    QByteArray signatureMethod = "HMAC-SHA1";  ///< "HMAC-SHA256", "RSA-SHA1", "PLAINTEXT"
    QByteArray realm = {};
    Place place = Place::Header;
    bool withVersion = true;  ///< oauth_version="1.0"
    QByteArray callback = {}, verifier = {};  ///< of the steps that get a token
    friend bool operator==(const OAuth1Settings &, const OAuth1Settings &) = default;
};

/// Signature Version 4 of AWS.
struct AwsSettings {
    QByteArray accessKeyId = {};  ///< no secret
    QByteArray region = {}, service = {};  ///< empty: as the host says
    bool inQuery = false;  ///< a signed address instead of fields
    int expires = 3600;  ///< seconds that a signed address holds
    bool unsignedPayload = false;
    friend bool operator==(const AwsSettings &, const AwsSettings &) = default;
};

/// OAuth 2: where tokens come from. The tokens themselves are in the keychain.
struct OAuth2Settings {
    enum class Grant { AuthorizationCode, ClientCredentials, DeviceCode, TokenExchange, Password, JwtBearer };
    enum class ClientAuthentication { None, Basic, Post, PrivateKeyJwt, MutualTls };
    Grant grant = Grant::AuthorizationCode;
    QByteArray issuer = {};  ///< the endpoints are discovered from it, where they are empty
    QByteArray authorizationEndpoint = {}, tokenEndpoint = {}, deviceEndpoint = {}, revocationEndpoint = {};
    QByteArray clientId = {};
    ClientAuthentication clientAuthentication = ClientAuthentication::None;
    QByteArray scope = {};
    std::vector<QByteArray> resources = {};  ///< RFC 8707
    QByteArray audience = {};
    bool refreshBeforeExpiry = true;
    SignedJwtSettings assertion = {};  ///< JwtBearer: what is signed and exchanged; RFC 7523, 2.1
    QByteArray redirectAddress = {};  ///< on this computer, "http://127.0.0.1:8400/callback"; empty: a free port, a path nobody guesses
    QByteArray furtherParameters = {};  ///< of the authorization request, as in a query: "prompt=consent&access_type=offline"
    QByteArray keyId = {};  ///< kid of the key that signs for the client (PrivateKeyJwt), or the assertion (JwtBearer)
    friend bool operator==(const OAuth2Settings &, const OAuth2Settings &) = default;
};

/// A TLS client certificate: files in PEM or PKCS #12. One from the keychain stands in the two Data members.
struct ClientCertificateSettings {
    QString certificate = {}, key = {};  ///< files; no key: it is in the certificate's
    Secret certificateData = {}, keyData = {};
    friend bool operator==(const ClientCertificateSettings &, const ClientCertificateSettings &) = default;
};

/// A credential as a request, folder or collection has it. `user`, `secret` and the settings are those of its kind; the others stay as
/// they were, so that changing the kind to and fro loses nothing. Texts may hold {{variables}}.
struct AuthDraft {
    AuthKind kind = AuthKind::None;
    QByteArray user;  ///< Basic, Digest, Ntlm ("DOMAIN\user" or "user"); Negotiate: empty for the ticket that is there
    /// Basic, Digest, Ntlm, Negotiate: password. Bearer, OAuth2: access token. ApiKey: key. Raw: the whole value of Authorization.
    /// SignedJwt: PEM, JWK or the bytes of a shared secret. OAuth1: consumer secret, or the RSA key as PEM. AwsSignature4: secret access
    /// key. ClientCertificate: passphrase of the key. Custom: what {{secret}} stands for.
    Secret secret;
    QByteArray scheme = "Bearer";  ///< Bearer, OAuth2, SignedJwt: what stands before the token ("Bearer", "token", "Bot"); may be empty
    QByteArray keyName = "X-API-Key";  ///< ApiKey, SignedJwt
    KeyPlace keyPlace = KeyPlace::Header;
    QByteArray credential = {};  ///< id of the stored credential that user and secrets are taken from; empty: they are as typed
    std::optional<std::vector<Origin>> onlyTo = {};  ///< where a stored credential may go, once it was read; nothing: not bound
    Secret secondSecret = {};  ///< OAuth1: token secret; AwsSignature4: session token; OAuth2: client secret
    bool dpop = false;  ///< Bearer, OAuth2: a proof of possession goes along, and the scheme is DPoP; RFC 9449
    Secret dpopKey = {};  ///< its private key, as PEM or JWK
    DigestSettings digest = {};
    SignedJwtSettings jwt = {};
    OAuth1Settings oauth1 = {};
    AwsSettings aws = {};
    OAuth2Settings oauth2 = {};
    ClientCertificateSettings certificate = {};
    std::vector<DraftRow> custom = {};  ///< fields, with {{secret}} and {{user}} in their values
    friend bool operator==(const AuthDraft &, const AuthDraft &) = default;
};

}
