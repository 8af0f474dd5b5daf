#include "core/transport/tls_watch.h"
#include "core/transport/certificate.h"
#include "core/transport/stapled_status.h"

#include <QFile>
#include <QHostAddress>
#include <openssl/err.h>
#include <openssl/x509v3.h>

namespace keyhole {

namespace {

int watchIndex()
{
    static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

int gatherIndex()
{
    static const int index = X509_STORE_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

/// Remembers a fault and lets OpenSSL go on to the next.
int gather(int ok, X509_STORE_CTX *store)
{
    if (!ok)
        static_cast<std::vector<int> *>(X509_STORE_CTX_get_ex_data(store, gatherIndex()))->push_back(X509_STORE_CTX_get_error(store));
    return 1;
}

}

Result<std::shared_ptr<TrustStore>> TrustStore::load(const QString &caFile)
{
    auto trust = std::make_shared<TrustStore>();
    const bool loaded = caFile.isEmpty() ? X509_STORE_set_default_paths(trust->get())
                                         : X509_STORE_load_file(trust->get(), QFile::encodeName(caFile).constData());
    ERR_clear_error();
    if (loaded)
        return trust;
    return failure(Error{QString("The file of certificate authorities cannot be read."), caFile,
                         QString("Choose a PEM file with at least one certificate, or leave the setting empty to use the system's.")});
}

bool TrustStore::hasRevocationLists() const
{
    const STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(m_store.get());
    for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
        if (X509_OBJECT_get_type(sk_X509_OBJECT_value(objects, i)) == X509_LU_CRL)
            return true;
    }
    return false;
}

TlsWatch::TlsWatch(std::shared_ptr<TrustStore> trust, QByteArray host, bool verify, bool offerHttp2)
    : m_trust(std::move(trust)), m_host(std::move(host)), m_verify(verify), m_offerHttp2(offerHttp2)
{ }

void TlsWatch::install(SSL_CTX *context)
{
    static constexpr unsigned char kBoth[] = "\x02h2\x08http/1.1";
    SSL_CTX_set_ex_data(context, watchIndex(), this);
    SSL_CTX_set1_cert_store(context, m_trust->get());
    SSL_CTX_set_cert_verify_callback(context, &TlsWatch::check, this);
    SSL_CTX_set_info_callback(context, &TlsWatch::onHandshake);
    SSL_CTX_set_tlsext_status_type(context, TLSEXT_STATUSTYPE_ocsp);
    SSL_CTX_set_tlsext_status_cb(context, &TlsWatch::onStatus);
    SSL_CTX_set_tlsext_status_arg(context, this);
    const unsigned char *protocols = m_offerHttp2 ? kBoth : kBoth + 3;
    SSL_CTX_set_alpn_protos(context, protocols, m_offerHttp2 ? 12 : 9);
}

int TlsWatch::onStatus(SSL *ssl, void *self)
{
    auto *watch = static_cast<TlsWatch *>(self);
    if (saysRevoked(ssl, watch->m_trust->get()))
        watch->addFault(CertificateFault::Revoked, QString("the server's own OCSP answer says revoked"));
    ERR_clear_error();
    return watch->m_facts.faults.empty() || !watch->m_verify ? 1 : 0;
}

int TlsWatch::check(X509_STORE_CTX *store, void *self)
{
    return static_cast<TlsWatch *>(self)->checkChain(store);
}

int TlsWatch::checkChain(X509_STORE_CTX *store)
{
    m_seen = true;
    const STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(store);
    for (int i = 0; i < sk_X509_num(sent); ++i)
        m_facts.chain.push_back(readCertificate(sk_X509_value(sent, i)));
    std::vector<int> errors;
    X509_STORE_CTX_set_ex_data(store, gatherIndex(), &errors);
    X509_STORE_CTX_set_verify_cb(store, &gather);
    if (m_trust->hasRevocationLists())
        X509_STORE_CTX_set_flags(store, X509_V_FLAG_CRL_CHECK);
    if (X509_verify_cert(store) <= 0 && errors.empty())
        errors.push_back(X509_STORE_CTX_get_error(store));
    for (int error : errors) {
        if (const auto fault = certificateFault(error))
            addFault(*fault, QString::fromLatin1(X509_verify_cert_error_string(error)));
    }
    checkHost(X509_STORE_CTX_get0_cert(store));
    const bool accepted = m_facts.faults.empty() || !m_verify;
    const int first = errors.empty() ? X509_V_ERR_HOSTNAME_MISMATCH : errors.front();
    X509_STORE_CTX_set_error(store, accepted ? X509_V_OK : first);
    ERR_clear_error();
    return accepted ? 1 : 0;
}

void TlsWatch::checkHost(X509 *certificate)
{
    QByteArray name = m_host;
    if (name.startsWith('['))
        name = name.sliced(1, name.size() - 2);
    const bool numeric = !QHostAddress(QString::fromLatin1(name)).isNull();
    const int matches = numeric
        ? X509_check_ip_asc(certificate, name.constData(), 0)
        : X509_check_host(certificate, name.constData(), size_t(name.size()), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS, nullptr);
    if (matches != 1)
        addFault(CertificateFault::WrongHost, QString("the certificate is not for %1").arg(QString::fromLatin1(name)));
}

void TlsWatch::addFault(CertificateFault fault, const QString &text)
{
    if (std::find(m_facts.faults.begin(), m_facts.faults.end(), fault) != m_facts.faults.end())
        return;
    m_facts.faults.push_back(fault);
    if (m_facts.faultText.isEmpty())
        m_facts.faultText = text;
}

void TlsWatch::onHandshake(const SSL *ssl, int where, int)
{
    auto *self = static_cast<TlsWatch *>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), watchIndex()));
    self->m_facts.version = SSL_get_version(ssl);
    if (SSL_get_state(ssl) == TLS_ST_CR_CERT_REQ)
        self->m_wantedCertificate = true;
    if (!(where & SSL_CB_HANDSHAKE_DONE))
        return;
    self->m_seen = true;
    self->m_facts.cipher = SSL_get_cipher_name(ssl);
    const unsigned char *protocol = nullptr;
    unsigned length = 0;
    SSL_get0_alpn_selected(ssl, &protocol, &length);
    self->m_http2 = QByteArrayView(protocol, qsizetype(length)) == "h2";
}

}
