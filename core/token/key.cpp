#include "core/token/key_parts.h"
#include "core/token/signing.h"
#include "core/token/weak_key.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>

namespace keyhole {

namespace {

using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;
using Certificate509 = std::unique_ptr<X509, OpensslFree<X509_free>>;

constexpr int kNewRsa = 2048;  // RFC 7518, 3.3
constexpr qsizetype kLargestPem = 64 << 10;
constexpr qsizetype kNewSecret = 64;  // enough for HS512: RFC 7518, 3.2

struct Curve {
    QByteArrayView type, opensslName;
    qsizetype coordinate;
};
constexpr Curve kCurves[]
    = {{"P-256", "prime256v1", 32}, {"P-384", "secp384r1", 48}, {"P-521", "secp521r1", 66}, {"secp256k1", "secp256k1", 32}};

struct Served {
    QByteArrayView type;
    std::vector<QByteArrayView> algorithms;
};
const std::vector<Served> &served()
{
    static const std::vector<Served> table = {
        {"RSA", {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}},
        {"P-256", {"ES256"}},
        {"P-384", {"ES384"}},
        {"P-521", {"ES512"}},
        {"secp256k1", {"ES256K"}},
        {"Ed25519", {"EdDSA", "Ed25519"}},  // the second name is of RFC 9864
        {"Ed448", {"EdDSA", "Ed448"}},
        {"oct", {"HS256", "HS384", "HS512"}},
    };
    return table;
}

/// Whether a key that is for `own` may check `algorithm`: the same, or the same family with a longer hash. Key sets name the shortest
/// hash more often than they mean it; a shorter one than named, or another family, is what RFC 8725, 3.1 warns of.
bool covers(QByteArrayView own, QByteArrayView algorithm)
{
    const bool sameFamily
        = (own.startsWith("RS") || own.startsWith("PS")) && algorithm.size() == own.size() && algorithm.first(2) == own.first(2);
    return own == algorithm || (sameFamily && algorithm.sliced(2).compare(own.sliced(2)) > 0);
}

QByteArray randomBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    return RAND_bytes(reinterpret_cast<uchar *>(bytes.data()), int(size)) == 1 ? bytes : QByteArray();
}

/// An encrypted PEM would make OpenSSL ask at the terminal; nobody answers here.
int refusePassword(char *, int, int, void *)
{
    return -1;
}

Bio reading(const QByteArray &text)
{
    return Bio(BIO_new_mem_buf(text.constData(), int(text.size())));
}

EvpKey publicKeyOf(const QByteArray &pem)
{
    if (!pem.contains("CERTIFICATE"))
        return EvpKey(PEM_read_bio_PUBKEY(reading(pem).get(), nullptr, refusePassword, nullptr));
    const Certificate509 certificate(PEM_read_bio_X509(reading(pem).get(), nullptr, refusePassword, nullptr));
    return EvpKey(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
}

}

QByteArray keyTypeOf(const EVP_PKEY *key)
{
    static constexpr std::pair<const char *, const char *> kNames[]
        = {{"RSA", "RSA"}, {"ED25519", "Ed25519"}, {"ED448", "Ed448"}, {"X25519", "X25519"}, {"X448", "X448"}};
    for (const auto &[opensslName, name] : kNames) {
        if (EVP_PKEY_is_a(key, opensslName))
            return name;
    }
    char group[64] = {};
    if (!EVP_PKEY_is_a(key, "EC") || EVP_PKEY_get_group_name(key, group, sizeof group, nullptr) != 1)
        return {};
    const auto curve = std::find_if(std::begin(kCurves), std::end(kCurves), [&](const Curve &one) {
        return one.opensslName == QByteArrayView(group) || one.type == QByteArrayView(group);
    });
    return curve == std::end(kCurves) ? QByteArray() : curve->type.toByteArray();
}

qsizetype coordinateSize(QByteArrayView type)
{
    const auto curve = std::find_if(std::begin(kCurves), std::end(kCurves), [type](const Curve &one) { return one.type == type; });
    return curve == std::end(kCurves) ? 0 : curve->coordinate;
}

bool isPublicPem(const QByteArray &text)
{
    return text.contains("-----BEGIN ") && (text.contains("PUBLIC KEY-----") || text.contains("CERTIFICATE-----"));
}

bool typeServes(QByteArrayView type, QByteArrayView algorithm)
{
    return std::any_of(served().begin(), served().end(), [&](const Served &one) {
        return one.type == type && std::find(one.algorithms.begin(), one.algorithms.end(), algorithm) != one.algorithms.end();
    });
}

QByteArray typeFor(QByteArrayView algorithm)
{
    const auto found = std::find_if(served().begin(), served().end(), [&](const Served &one) { return typeServes(one.type, algorithm); });
    return found == served().end() ? QByteArray() : found->type.toByteArray();
}

namespace {

bool mayServe(const SigningKey::Parts &parts, QByteArrayView algorithm)
{
    if (!parts.algorithm.isEmpty() && !covers(parts.algorithm, algorithm))
        return false;
    const QByteArray &secret = parts.secret.reveal();
    if (parts.type == "oct" && (secret.isEmpty() || isPublicPem(secret)))
        return false;
    return !(parts.type == "oct" && parts.isDeclared && shortSecret(secret.size(), algorithm));
}

/// What is found out once, as each check would ask for it again.
void settle(SigningKey::Parts &parts)
{
    parts.checks = prepareChecks(parts);
    for (const Served &one : served()) {
        for (const QByteArrayView algorithm : one.algorithms) {
            if (one.type == parts.type && mayServe(parts, algorithm))
                parts.serves.push_back(algorithm);
        }
    }
}

}

Result<SigningKey> checkedKey(SigningKey::Parts parts)
{
    const bool isSecret = parts.type == "oct";
    if (!isSecret)
        parts.type = keyTypeOf(parts.key.get());
    if (parts.type.isEmpty() || parts.type.startsWith('X'))
        return failure(Error{"This kind of key signs no tokens.",
                             {},
                             "Use an RSA key, an EC key on P-256, P-384, P-521 or secp256k1, or an Ed25519 or Ed448 key."});
    if (parts.type == "RSA") {
        if (const auto weakness = weaknessOf(parts.key.get()))
            return failure(*weakness);
    }
    settle(parts);
    return SigningKey(std::make_shared<const SigningKey::Parts>(std::move(parts)));
}

Result<SigningKey::Parts> readPem(const QByteArray &pem)
{
    if (pem.size() > kLargestPem)
        return failure(Error{"This is too long for a key.", QStringLiteral("byte %1").arg(kLargestPem), "Give one key or certificate."});
    SigningKey::Parts parts;
    parts.isPrivate = pem.contains("PRIVATE KEY-----");
    parts.key = parts.isPrivate ? EvpKey(PEM_read_bio_PrivateKey(reading(pem).get(), nullptr, refusePassword, nullptr)) : publicKeyOf(pem);
    ERR_clear_error();
    if (parts.key)
        return parts;
    if (pem.contains("ENCRYPTED"))
        return failure(
            Error{"The private key is locked with a password.", {}, "Give it without one: openssl pkey -in key.pem -out open.pem"});
    return failure(Error{"This is no key in PEM form that can be read.",
                         {},
                         "It begins with -----BEGIN PUBLIC KEY-----, PRIVATE KEY or CERTIFICATE and must be whole."});
}

Result<SigningKey> SigningKey::fromPem(const QByteArray &pem)
{
    auto parts = readPem(pem);
    return parts ? checkedKey(std::move(*parts)) : failure(parts.error());
}

SigningKey SigningKey::fromSecret(const Secret &secret)
{
    Parts parts;
    parts.type = "oct";
    parts.secret = secret;
    parts.isPrivate = true;
    settle(parts);
    return SigningKey(std::make_shared<const Parts>(std::move(parts)));
}

Result<SigningKey> SigningKey::generate(QByteArrayView type)
{
    const QByteArray name = type.toByteArray();
    if (type == "oct")
        return fromSecret(Secret(randomBytes(kNewSecret)));
    Parts parts;
    parts.isPrivate = true;
    if (type == "RSA")
        parts.key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(kNewRsa)));
    else if (type == "Ed25519" || type == "Ed448")
        parts.key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, name.constData()));
    else if (coordinateSize(type) > 0)
        parts.key.reset(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", name.constData()));
    if (!parts.key)
        return failure(Error{QStringLiteral("No key of type \"%1\" can be made.").arg(QString::fromUtf8(name)),
                             {},
                             "Types are RSA, P-256, P-384, P-521, secp256k1, Ed25519, Ed448 and oct."});
    return checkedKey(std::move(parts));
}

QByteArray SigningKey::id() const
{
    return m_parts->id;
}
QByteArray SigningKey::type() const
{
    return m_parts->type;
}
bool SigningKey::isPrivate() const
{
    return m_parts->isPrivate;
}

std::vector<QByteArray> SigningKey::algorithms() const
{
    std::vector<QByteArray> names;
    for (const QByteArrayView algorithm : m_parts->serves)
        names.push_back(algorithm.toByteArray());
    return names;
}

bool SigningKey::serves(QByteArrayView algorithm) const
{
    return std::find(m_parts->serves.begin(), m_parts->serves.end(), algorithm) != m_parts->serves.end();
}

}
