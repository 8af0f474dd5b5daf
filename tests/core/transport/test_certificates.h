#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <memory>
#include <openssl/x509.h>

namespace keyhole {

/// A certificate of a test, with its key.
struct TestCertificate {
    std::shared_ptr<X509> certificate;
    std::shared_ptr<EVP_PKEY> key;

    QByteArray certificatePem() const;
    QByteArray keyPem() const;
};

/// What a certificate is to say.
struct CertificateWish {
    QByteArray name = "localhost";
    QByteArray alternativeNames = "DNS:localhost,IP:127.0.0.1";
    int fromDays = -1, toDays = 30;  ///< from now
    bool authority = false;
    int rsaBits = 0;  ///< 0: an elliptic curve key
};

/// Signed by `issuer`, or by itself.
TestCertificate makeCertificate(const CertificateWish &wish, const TestCertificate *issuer = nullptr);

/// The list of what `issuer` has revoked, as PEM.
QByteArray revocationList(const TestCertificate &issuer, const TestCertificate &revoked);

/// The OCSP answer, in DER, by which `issuer` says that `certificate` is revoked, or good.
QByteArray ocspAnswer(const TestCertificate &issuer, const TestCertificate &certificate, bool revoked);

}
