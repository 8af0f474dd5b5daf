#include "core/token/algorithms.h"

namespace keyhole {

namespace {

constexpr Algorithm kSignatures[] = {
    // RFC 7518, 3.1; RFC 8037; RFC 8812; RFC 9864
    {"HS256", "HMAC with SHA-256, a shared secret"},
    {"HS384", "HMAC with SHA-384, a shared secret"},
    {"HS512", "HMAC with SHA-512, a shared secret"},
    {"RS256", "RSA with SHA-256"},
    {"RS384", "RSA with SHA-384"},
    {"RS512", "RSA with SHA-512"},
    {"PS256", "RSA-PSS with SHA-256"},
    {"PS384", "RSA-PSS with SHA-384"},
    {"PS512", "RSA-PSS with SHA-512"},
    {"ES256", "ECDSA on P-256 with SHA-256"},
    {"ES384", "ECDSA on P-384 with SHA-384"},
    {"ES512", "ECDSA on P-521 with SHA-512"},
    {"ES256K", "ECDSA on secp256k1 with SHA-256"},
    {"EdDSA", "Edwards curve signature"},
    {"Ed25519", "Edwards curve signature, Ed25519"},
    {"Ed448", "Edwards curve signature, Ed448"},
    {"ML-DSA-44", "ML-DSA, safe from quantum computers"},
    {"ML-DSA-65", "ML-DSA, safe from quantum computers"},
    {"ML-DSA-87", "ML-DSA, safe from quantum computers"},
};
constexpr Algorithm kKeys[] = {
    // RFC 7518, 4.1; RFC 8037
    {"RSA1_5", "RSA with PKCS 1 padding, which RFC 8725 advises against"},
    {"RSA-OAEP", "RSA with OAEP"},
    {"RSA-OAEP-256", "RSA with OAEP and SHA-256"},
    {"RSA-OAEP-384", "RSA with OAEP and SHA-384"},
    {"RSA-OAEP-512", "RSA with OAEP and SHA-512"},
    {"A128KW", "AES key wrap, a shared key of 128 bits"},
    {"A192KW", "AES key wrap, a shared key of 192 bits"},
    {"A256KW", "AES key wrap, a shared key of 256 bits"},
    {"dir", "a shared key, used directly"},
    {"ECDH-ES", "agreement on a key with the audience's public key"},
    {"ECDH-ES+A128KW", "agreement on a key with the audience's public key, and AES key wrap of 128 bits"},
    {"ECDH-ES+A192KW", "agreement on a key with the audience's public key, and AES key wrap of 192 bits"},
    {"ECDH-ES+A256KW", "agreement on a key with the audience's public key, and AES key wrap of 256 bits"},
    {"A128GCMKW", "AES-GCM key wrap, a shared key of 128 bits"},
    {"A192GCMKW", "AES-GCM key wrap, a shared key of 192 bits"},
    {"A256GCMKW", "AES-GCM key wrap, a shared key of 256 bits"},
    {"PBES2-HS256+A128KW", "a password, and AES key wrap of 128 bits"},
    {"PBES2-HS384+A192KW", "a password, and AES key wrap of 192 bits"},
    {"PBES2-HS512+A256KW", "a password, and AES key wrap of 256 bits"},
};
constexpr Algorithm kContents[] = {
    // RFC 7518, 5.1
    {"A128CBC-HS256", "AES-CBC of 128 bits with HMAC"},
    {"A192CBC-HS384", "AES-CBC of 192 bits with HMAC"},
    {"A256CBC-HS512", "AES-CBC of 256 bits with HMAC"},
    {"A128GCM", "AES-GCM of 128 bits"},
    {"A192GCM", "AES-GCM of 192 bits"},
    {"A256GCM", "AES-GCM of 256 bits"},
};
constexpr Algorithm kTypes[] = {
    {"jwt", "JSON Web Token"},
    {"jose", "signed or encrypted content (RFC 7515)"},
    {"at+jwt", "OAuth 2.0 access token (RFC 9068)"},
    {"dpop+jwt", "DPoP proof (RFC 9449)"},
    {"logout+jwt", "logout token (OpenID Connect Back-Channel Logout)"},
    {"secevent+jwt", "security event (RFC 8417)"},
    {"client-authentication+jwt", "client assertion (RFC 7523)"},
    {"oauth-authz-req+jwt", "request object (RFC 9101)"},
    {"token-introspection+jwt", "answer to an introspection (RFC 9701)"},
    {"oauth-client-attestation+jwt", "attestation of a client"},
    {"oauth-client-attestation-pop+jwt", "proof of an attested client"},
    {"openid4vci-proof+jwt", "proof of a key, for a verifiable credential"},
    {"entity-statement+jwt", "statement about an entity (OpenID Federation)"},
    {"trust-mark+jwt", "mark of trust (OpenID Federation)"},
    {"statuslist+jwt", "list of the states of tokens"},
    {"txntoken+jwt", "transaction token"},
    {"kb+jwt", "key binding of an SD-JWT (RFC 9901)"},
    {"sd+jwt", "SD-JWT (RFC 9901)"},
    {"dc+sd-jwt", "verifiable credential as SD-JWT"},
    {"vc+sd-jwt", "verifiable credential as SD-JWT"},
    {"passport", "token of a telephone call (RFC 8225)"},
    {"svt+jwt", "proof of a validated signature (RFC 9321)"},
};

template <size_t N> const Algorithm *find(QByteArrayView name, const Algorithm (&table)[N])
{
    const auto found = std::find_if(std::begin(table), std::end(table), [name](const Algorithm &each) { return each.name == name; });
    return found == std::end(table) ? nullptr : found;
}

}

const Algorithm *findSignatureAlgorithm(QByteArrayView name)
{
    return find(name, kSignatures);
}

const Algorithm *findKeyAlgorithm(QByteArrayView name)
{
    return find(name, kKeys);
}

const Algorithm *findContentAlgorithm(QByteArrayView name)
{
    return find(name, kContents);
}

QString tokenTypeWords(QByteArrayView type)
{
    const Algorithm *found = find(type, kTypes);
    return found ? QString::fromLatin1(found->words) : QString();
}

}
