#include "app/lab/issuer.h"

#include "core/json/json.h"

#include <QRandomGenerator>

namespace keyhole::lab {

namespace {

constexpr const char *kRsaId = "lab-rsa";
constexpr const char *kEcId = "lab-ec";

/// A key that OpenSSL cannot make is one that no test or person could wait for; there is no lab without it.
SigningKey made(QByteArrayView type)
{
    auto key = SigningKey::generate(type);
    Q_ASSERT(key);
    return std::move(*key);
}

SigningKey secretKey()
{
    QByteArray bytes(32, Qt::Uninitialized);
    QRandomGenerator::system()->generate(bytes.begin(), bytes.end());
    return SigningKey::fromSecret(Secret(bytes));
}

QByteArray objectText(const Claims &members)
{
    QByteArrayList texts;
    for (const auto &[name, value] : members)
        texts += jsonString(name) + ':' + value;
    return '{' + texts.join(',') + '}';
}

QByteArray signedBy(const SigningKey &key, QByteArrayView algorithm, const Claims &header, const Claims &claims)
{
    const auto token = signToken(objectText(header), objectText(claims), algorithm, key);
    Q_ASSERT(token);
    return *token;
}

}

Issuer::Issuer() : m_rsa(made("RSA")), m_ec(made("P-256")), m_stranger(made("P-256")), m_hmac(secretKey()) { }

QByteArray Issuer::jwks() const
{
    return "{\"keys\":[" + m_rsa.publicJwk(kRsaId) + ',' + m_ec.publicJwk(kEcId) + "]}";
}

const SigningKey *Issuer::find(QByteArrayView kid) const
{
    return kid == QByteArrayView(kRsaId) ? &m_rsa : kid == QByteArrayView(kEcId) ? &m_ec : nullptr;
}

QByteArray Issuer::sign(const Claims &claims, QByteArrayView algorithm, const QByteArray &type) const
{
    if (algorithm == QByteArrayView("HS256"))
        return signedBy(m_hmac, algorithm, {{"typ", jsonString(type)}}, claims);
    const bool rsa = algorithm == QByteArrayView("RS256");
    return signedBy(rsa ? m_rsa : m_ec, algorithm, {{"typ", jsonString(type)}, {"kid", jsonString(rsa ? kRsaId : kEcId)}}, claims);
}

QByteArray Issuer::forge(const Claims &claims) const
{
    return signedBy(m_stranger, "ES256", {{"typ", "\"at+jwt\""}, {"kid", jsonString(kEcId)}}, claims);
}

QByteArray Issuer::signAs(const Claims &claims, const QByteArray &kid) const
{
    return signedBy(m_ec, "ES256", {{"typ", "\"at+jwt\""}, {"kid", jsonString(kid)}}, claims);
}

}
