#pragma once

#include "core/http/exchange.h"

#include <memory>
#include <openssl/ssl.h>

namespace keyhole {

/// The authorities that certificates are checked against: those of the system, or of a PEM file (with its revocation lists, if any).
/// Loaded once; a directory of the system is looked into only for the authority that is asked for.
class TrustStore {
public:
    /// Fails when `caFile` (empty: the system's) cannot be read.
    static Result<std::shared_ptr<TrustStore>> load(const QString &caFile);

    X509_STORE *get() const { return m_store.get(); }
    bool hasRevocationLists() const;

private:
    std::unique_ptr<X509_STORE, decltype(&X509_STORE_free)> m_store{X509_STORE_new(), &X509_STORE_free};
};

/// Checks the certificate of one TLS connection and writes down what it saw, also when the handshake fails. OpenSSL stops at the first
/// fault; here all of them are gathered, so that "expired and for another host" is told as both. Revocation is known from a list beside the
/// authorities, or from the OCSP answer that the server staples (RFC 6066, 8); nobody else is asked.
class TlsWatch {
public:
    TlsWatch(std::shared_ptr<TrustStore> trust, QByteArray host, bool verify, bool offerHttp2);

    /// Puts the checks into the context that libcurl will use.
    void install(SSL_CTX *context);

    bool seen() const { return m_seen; }
    const TlsFacts &facts() const { return m_facts; }
    bool choseHttp2() const { return m_http2; }
    /// Whether the server asked for a client certificate.
    bool wantedCertificate() const { return m_wantedCertificate; }

private:
    static int check(X509_STORE_CTX *store, void *self);
    static void onHandshake(const SSL *ssl, int where, int);
    static int onStatus(SSL *ssl, void *self);
    int checkChain(X509_STORE_CTX *store);
    void checkHost(X509 *certificate);
    void addFault(CertificateFault fault, const QString &text);

    std::shared_ptr<TrustStore> m_trust;
    QByteArray m_host;
    bool m_verify, m_offerHttp2;
    bool m_seen = false, m_http2 = false, m_wantedCertificate = false;
    TlsFacts m_facts;
};

}
