#pragma once

#include "core/token/signature.h"

namespace keyhole::lab {

/// Claims of a token, as JSON members in their order.
using Claims = std::vector<std::pair<QByteArray, QByteArray>>;  // name, JSON text of the value

/// Who signs the lab's tokens: keys made when the lab starts, published as a JWK set.
class Issuer {
public:
    Issuer();

    QByteArray jwks() const;
    const SigningKey *find(QByteArrayView kid) const;
    const SigningKey &hmacKey() const { return m_hmac; }

    /// Signs with the key of the algorithm: RS256, ES256 or HS256. `type` is the header's typ.
    QByteArray sign(const Claims &claims, QByteArrayView algorithm = "RS256", const QByteArray &type = "at+jwt") const;
    /// Signed by a key that is not published, under the id of one that is.
    QByteArray forge(const Claims &claims) const;
    /// Signed with a published key, under an id that is not published.
    QByteArray signAs(const Claims &claims, const QByteArray &kid) const;

private:
    SigningKey m_rsa, m_ec, m_stranger, m_hmac;
};

}
