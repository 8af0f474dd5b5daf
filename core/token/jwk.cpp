#include "core/token/base64url.h"
#include "core/token/key_parts.h"
#include "core/token/weak_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

namespace keyhole {

namespace {

using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, OpensslFree<OSSL_PARAM_BLD_free>>;
using Certificate509 = std::unique_ptr<X509, OpensslFree<X509_free>>;
using Params = std::unique_ptr<OSSL_PARAM, OpensslFree<OSSL_PARAM_free>>;

struct EdCurve {
    QByteArrayView name;
    const char *opensslName;
    qsizetype size;  ///< of either half of a key, in bytes. RFC 8032, 5.1.5 and 5.2.5; RFC 7748, 5
};
constexpr EdCurve kEdCurves[] = {{"Ed25519", "ED25519", 32}, {"Ed448", "ED448", 57}, {"X25519", "X25519", 32}, {"X448", "X448", 56}};

const EdCurve *edCurve(QByteArrayView name)
{
    const auto found = std::find_if(std::begin(kEdCurves), std::end(kEdCurves), [name](const EdCurve &one) { return one.name == name; });
    return found == std::end(kEdCurves) ? nullptr : found;
}

Error badMember(const char *name, const QString &why)
{
    return Error{QStringLiteral("The key's member \"%1\" %2.").arg(QLatin1String(name), why), QLatin1String(name),
                 "Copy the JWK anew, whole, from where it is published."};
}

Result<QByteArray> bytesOf(const JsonValue &jwk, const char *name, qsizetype size = 0)
{
    const JsonValue *value = jwk.find(name);
    if (!value || !value->isString())
        return failure(badMember(name, "is missing"));
    const auto bytes = decodeBase64Url(value->text);
    if (!bytes)
        return failure(
            badMember(name, QStringLiteral("is not base64url: %1 at character %2").arg(bytes.error().message).arg(bytes.error().offset)));
    if (bytes->isEmpty() || (size > 0 && bytes->size() != size))
        return failure(badMember(name, QStringLiteral("has %1 bytes instead of %2").arg(bytes->size()).arg(std::max<qsizetype>(size, 1))));
    return *bytes;
}

BigNumber numberOf(const QByteArray &bytes)
{
    return BigNumber(BN_bin2bn(reinterpret_cast<const uchar *>(bytes.constData()), int(bytes.size()), nullptr));
}

/// Collects the members of a JWK as OpenSSL's parameters of a key; the numbers live as long as this.
class KeyMaker {
public:
    explicit KeyMaker(const JsonValue &jwk) : m_jwk(jwk), m_builder(OSSL_PARAM_BLD_new()) { }

    void addNumber(const char *parameter, const char *member, qsizetype size = 0)
    {
        auto bytes = bytesOf(m_jwk, member, size);
        if (!bytes)
            m_error = m_error.value_or(bytes.error());
        else
            OSSL_PARAM_BLD_push_BN(m_builder.get(), parameter, m_numbers.emplace_back(numberOf(*bytes)).get());
    }

    void addPoint(qsizetype size)
    {
        const auto x = bytesOf(m_jwk, "x", size);
        const auto y = bytesOf(m_jwk, "y", size);
        if (!x || !y)
            m_error = m_error.value_or(!x ? x.error() : y.error());
        else
            m_point = '\x04' + *x + *y;
        OSSL_PARAM_BLD_push_octet_string(m_builder.get(), OSSL_PKEY_PARAM_PUB_KEY, m_point.constData(), size_t(m_point.size()));
    }

    void addGroup(const QByteArray &name)
    {
        m_group = name;
        OSSL_PARAM_BLD_push_utf8_string(m_builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, m_group.constData(), 0);
    }

    Result<EvpKey> make(const char *type, bool isPrivate)
    {
        if (m_error)
            return failure(*m_error);
        const Params params(OSSL_PARAM_BLD_to_param(m_builder.get()));
        const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
        EVP_PKEY *made = nullptr;
        EVP_PKEY_fromdata_init(context.get());
        EVP_PKEY_fromdata(context.get(), &made, isPrivate ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params.get());
        EvpKey key(made);
        ERR_clear_error();
        if (!key)
            return failure(
                Error{"The numbers of the key do not belong together.", {}, "Copy the JWK anew, whole, from where it is published."});
        return key;
    }

private:
    const JsonValue &m_jwk;
    ParamBuilder m_builder;
    std::vector<BigNumber> m_numbers;
    QByteArray m_point, m_group;
    std::optional<Error> m_error;
};

Result<EvpKey> rsaKey(const JsonValue &jwk)
{
    KeyMaker maker(jwk);
    maker.addNumber(OSSL_PKEY_PARAM_RSA_N, "n");
    maker.addNumber(OSSL_PKEY_PARAM_RSA_E, "e");
    const bool isPrivate = jwk.find("d");
    if (isPrivate)
        maker.addNumber(OSSL_PKEY_PARAM_RSA_D, "d");
    if (isPrivate && jwk.find("p")) {
        maker.addNumber(OSSL_PKEY_PARAM_RSA_FACTOR1, "p");
        maker.addNumber(OSSL_PKEY_PARAM_RSA_FACTOR2, "q");
        maker.addNumber(OSSL_PKEY_PARAM_RSA_EXPONENT1, "dp");
        maker.addNumber(OSSL_PKEY_PARAM_RSA_EXPONENT2, "dq");
        maker.addNumber(OSSL_PKEY_PARAM_RSA_COEFFICIENT1, "qi");
    }
    return maker.make("RSA", isPrivate);
}

Result<EvpKey> ecKey(const JsonValue &jwk)
{
    const QByteArray curve = jwk.string("crv");
    const qsizetype size = coordinateSize(curve);
    if (size == 0)
        return failure(badMember("crv", "names no curve that Keyhole knows"));
    KeyMaker maker(jwk);
    maker.addGroup(curve);
    maker.addPoint(size);
    const bool isPrivate = jwk.find("d");
    if (isPrivate)
        maker.addNumber(OSSL_PKEY_PARAM_PRIV_KEY, "d", size);
    auto key = maker.make("EC", isPrivate);
    if (!key)
        return key;
    const KeyContext check(EVP_PKEY_CTX_new_from_pkey(nullptr, key->get(), nullptr));
    const bool sound = EVP_PKEY_public_check(check.get()) == 1 && (!isPrivate || EVP_PKEY_pairwise_check(check.get()) == 1);
    ERR_clear_error();
    if (!sound)
        return failure(
            Error{"The numbers of the key do not belong together.", {}, "Copy the JWK anew, whole, from where it is published."});
    return key;
}

QByteArray rawPublicKey(const EVP_PKEY *key, qsizetype size)
{
    QByteArray bytes(size, '\0');
    size_t length = size_t(size);
    EVP_PKEY_get_raw_public_key(key, reinterpret_cast<uchar *>(bytes.data()), &length);
    return bytes;
}

Result<EvpKey> edKey(const JsonValue &jwk)
{
    const EdCurve *curve = edCurve(jwk.string("crv"));
    if (!curve)
        return failure(badMember("crv", "names no curve that Keyhole knows"));
    const auto x = bytesOf(jwk, "x", curve->size);
    if (!x)
        return failure(x.error());
    const auto raw = [](const QByteArray &bytes) { return reinterpret_cast<const uchar *>(bytes.constData()); };
    if (!jwk.find("d"))
        return EvpKey(EVP_PKEY_new_raw_public_key_ex(nullptr, curve->opensslName, nullptr, raw(*x), size_t(x->size())));
    const auto d = bytesOf(jwk, "d", curve->size);
    if (!d)
        return failure(d.error());
    EvpKey key(EVP_PKEY_new_raw_private_key_ex(nullptr, curve->opensslName, nullptr, raw(*d), size_t(d->size())));
    if (!key || rawPublicKey(key.get(), curve->size) != *x)
        return failure(badMember("x", "does not belong to \"d\""));
    return key;
}

/// Whether the JWK may check signatures at all. RFC 7517, 4.2 and 4.3.
std::optional<Error> refuseUse(const JsonValue &jwk)
{
    if (jwk.find("use") && jwk.string("use") != "sig")
        return badMember("use", "says that the key is not for signatures");
    const JsonValue *operations = jwk.find("key_ops");
    const auto signs = [](const JsonValue &one) {
        const QByteArrayList names = one.text.split(',');  // "sign, verify" in one string is met in practice
        return std::any_of(names.begin(), names.end(),
                           [](const QByteArray &name) { return name.trimmed() == "verify" || name.trimmed() == "sign"; });
    };
    if (operations && std::none_of(operations->items.begin(), operations->items.end(), signs))
        return badMember("key_ops", "has neither sign nor verify");
    return std::nullopt;
}

/// What the member "alg" allows. ES521 is no algorithm: it is met for ES512, which uses P-521.
void readAlgorithm(const JsonValue &jwk, SigningKey::Parts &parts)
{
    parts.algorithm = jwk.string("alg");
    if (parts.algorithm != "ES521")
        return;
    parts.algorithm = "ES512";
    parts.notes += QStringLiteral("The key says ES521, which is no algorithm; it is read as ES512.");
}

/// A chain that comes along with a key of the user's own is not trusted, but it must not speak of another key. RFC 7517, 4.7.
std::optional<Error> refuseChain(const JsonValue &jwk, const EVP_PKEY *key)
{
    const JsonValue *chain = jwk.find("x5c");
    if (!chain)
        return std::nullopt;
    const QByteArray der = chain->isArray() && !chain->items.empty() ? QByteArray::fromBase64(chain->items.front().text) : QByteArray();
    const uchar *at = reinterpret_cast<const uchar *>(der.constData());
    const Certificate509 certificate(d2i_X509(nullptr, &at, long(der.size())));
    const bool same = certificate && EVP_PKEY_eq(X509_get0_pubkey(certificate.get()), key) == 1;
    ERR_clear_error();
    return same ? std::nullopt : std::optional(badMember("x5c", "holds no certificate, or one of another key"));
}

QByteArray numberParameter(const EVP_PKEY *key, const char *name, qsizetype size)
{
    BIGNUM *number = nullptr;
    EVP_PKEY_get_bn_param(key, name, &number);
    const BigNumber owned(number);
    if (!owned)
        return {};
    QByteArray bytes(size > 0 ? size : BN_num_bytes(number), '\0');
    BN_bn2binpad(number, reinterpret_cast<uchar *>(bytes.data()), int(bytes.size()));
    return encodeBase64Url(bytes);
}

}

Result<SigningKey::Parts> readJwk(const JsonValue &jwk)
{
    const QByteArray type = jwk.string("kty");
    SigningKey::Parts parts;
    parts.id = jwk.string("kid");
    parts.isDeclared = true;
    parts.isPrivate = type == "oct" || jwk.find("d");
    readAlgorithm(jwk, parts);
    if (type == "oct") {
        auto secret = bytesOf(jwk, "k");
        if (!secret)
            return failure(secret.error());
        parts.type = type;
        parts.secret = Secret(*secret);
        return parts;
    }
    auto key = type == "RSA" ? rsaKey(jwk)
        : type == "EC"       ? ecKey(jwk)
        : type == "OKP"      ? edKey(jwk)
                             : failure(badMember("kty", "is none of RSA, EC, OKP and oct"));
    if (!key)
        return failure(key.error());
    if (const auto refused = refuseChain(jwk, key->get()))
        return failure(*refused);
    parts.key = std::move(*key);
    parts.type = keyTypeOf(parts.key.get());
    return parts;
}

Result<SigningKey> SigningKey::fromJwk(const JsonValue &jwk)
{
    if (const auto refused = refuseUse(jwk))
        return failure(*refused);
    auto parts = readJwk(jwk);
    if (!parts)
        return failure(parts.error());
    const QByteArray algorithm = parts->algorithm;
    auto key = checkedKey(std::move(*parts));
    if (!key || !key->algorithms().empty())
        return key;
    const bool isSecret = key->type() == "oct" && (algorithm.isEmpty() || typeServes("oct", algorithm));
    const auto tooShort
        = isSecret ? shortSecret(key->parts().secret.reveal().size(), algorithm.isEmpty() ? "HS256" : algorithm) : std::nullopt;
    if (tooShort)
        return failure(Error{*tooShort, "k", "Use a secret of random bytes that is long enough."});
    return failure(badMember("alg",
                             QStringLiteral("says %1, which a key of type %2 does not serve")
                                 .arg(QString::fromUtf8(algorithm), QString::fromUtf8(key->type()))));
}

QByteArray SigningKey::publicJwk(QByteArrayView kid) const
{
    const EVP_PKEY *key = m_parts->key.get();
    if (!key)
        return {};
    std::vector<std::pair<const char *, QByteArray>> members;
    if (const qsizetype size = coordinateSize(type()); size > 0)
        members = {{"kty", "EC"},
                   {"crv", type()},
                   {"x", numberParameter(key, OSSL_PKEY_PARAM_EC_PUB_X, size)},
                   {"y", numberParameter(key, OSSL_PKEY_PARAM_EC_PUB_Y, size)}};
    else if (type() == "RSA")
        members = {
            {"kty", "RSA"}, {"n", numberParameter(key, OSSL_PKEY_PARAM_RSA_N, 0)}, {"e", numberParameter(key, OSSL_PKEY_PARAM_RSA_E, 0)}};
    else if (const EdCurve *curve = edCurve(type()))
        members = {{"kty", "OKP"}, {"crv", type()}, {"x", encodeBase64Url(rawPublicKey(key, curve->size))}};
    members.insert(members.end(), {{"use", "sig"}, {"kid", kid.toByteArray()}});
    QByteArray json = "{";
    for (const auto &[name, value] : members)
        json += jsonString(name) + ':' + jsonString(value) + ',';
    return json.chopped(1) + '}';
}

}
