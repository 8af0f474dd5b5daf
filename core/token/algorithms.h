#pragma once

#include <QByteArray>
#include <QString>

namespace keyhole {

/// A registered algorithm in words. IANA, "JSON Web Signature and Encryption Algorithms".
struct Algorithm {
    QByteArrayView name;
    const char *words;  ///< "RSA with SHA-256"
};

/// nullptr for a name that is not registered. Names have a case.
const Algorithm *findSignatureAlgorithm(QByteArrayView name);  ///< alg of a JWS
const Algorithm *findKeyAlgorithm(QByteArrayView name);  ///< alg of a JWE
const Algorithm *findContentAlgorithm(QByteArrayView name);  ///< enc of a JWE

/// What a typ in lower case, without "application/", says: "OAuth 2.0 access token (RFC 9068)". Empty for unknown ones.
QString tokenTypeWords(QByteArrayView type);

}
