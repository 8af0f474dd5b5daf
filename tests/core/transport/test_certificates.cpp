#include "core/transport/test_certificates.h"

#include "catch.h"

#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/ocsp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace keyhole {

namespace {

constexpr long kDay = 24 * 60 * 60;

template <class Write> QByteArray pem(Write write)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), &BIO_free);
    REQUIRE(write(bio.get()) == 1);
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, qsizetype(size));
}

void addExtension(X509 *certificate, X509 *issuer, int kind, const QByteArray &value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.constData());
    REQUIRE(extension);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

}

QByteArray TestCertificate::certificatePem() const
{
    return pem([this](BIO *bio) { return PEM_write_bio_X509(bio, certificate.get()); });
}

QByteArray TestCertificate::keyPem() const
{
    return pem([this](BIO *bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
}

TestCertificate makeCertificate(const CertificateWish &wish, const TestCertificate *issuer)
{
    static long serial = 1000;
    EVP_PKEY *key = wish.rsaBits ? EVP_RSA_gen(unsigned(wish.rsaBits)) : EVP_EC_gen("P-256");
    TestCertificate made{{X509_new(), &X509_free}, {key, &EVP_PKEY_free}};
    X509 *certificate = made.certificate.get();
    X509 *signer = issuer ? issuer->certificate.get() : certificate;
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wish.fromDays * kDay);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wish.toDays * kDay);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char *>(wish.name.constData()), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(signer));
    X509_set_pubkey(certificate, key);
    addExtension(certificate, signer, NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
    addExtension(certificate, signer, NID_subject_key_identifier, "hash");
    if (!wish.alternativeNames.isEmpty())
        addExtension(certificate, signer, NID_subject_alt_name, wish.alternativeNames);
    REQUIRE(X509_sign(certificate, issuer ? issuer->key.get() : key, EVP_sha256()) > 0);
    return made;
}

QByteArray revocationList(const TestCertificate &issuer, const TestCertificate &revoked)
{
    const std::unique_ptr<X509_CRL, decltype(&X509_CRL_free)> list(X509_CRL_new(), &X509_CRL_free);
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> time(X509_gmtime_adj(nullptr, -60), &ASN1_TIME_free);
    X509_CRL_set_version(list.get(), 1);
    X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(issuer.certificate.get()));
    X509_CRL_set1_lastUpdate(list.get(), time.get());
    X509_REVOKED *entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(revoked.certificate.get()));
    X509_REVOKED_set_revocationDate(entry, time.get());
    X509_CRL_add0_revoked(list.get(), entry);
    X509_gmtime_adj(time.get(), kDay);
    X509_CRL_set1_nextUpdate(list.get(), time.get());
    REQUIRE(X509_CRL_sign(list.get(), issuer.key.get(), EVP_sha256()) > 0);
    return pem([&](BIO *bio) { return PEM_write_bio_X509_CRL(bio, list.get()); });
}

QByteArray ocspAnswer(const TestCertificate &issuer, const TestCertificate &certificate, bool revoked)
{
    const std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)> basic(OCSP_BASICRESP_new(), &OCSP_BASICRESP_free);
    const std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id(
        OCSP_cert_to_id(nullptr, certificate.certificate.get(), issuer.certificate.get()), &OCSP_CERTID_free);
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> before(X509_gmtime_adj(nullptr, -60), &ASN1_TIME_free);
    const std::unique_ptr<ASN1_TIME, decltype(&ASN1_TIME_free)> after(X509_gmtime_adj(nullptr, kDay), &ASN1_TIME_free);
    REQUIRE(OCSP_basic_add1_status(basic.get(), id.get(), revoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_GOOD,
                                   OCSP_REVOKED_STATUS_KEYCOMPROMISE, before.get(), before.get(), after.get()));
    REQUIRE(OCSP_basic_sign(basic.get(), issuer.certificate.get(), issuer.key.get(), EVP_sha256(), nullptr, 0) == 1);
    const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> response(
        OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic.get()), &OCSP_RESPONSE_free);
    unsigned char *bytes = nullptr;
    const int size = i2d_OCSP_RESPONSE(response.get(), &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), size);
    OPENSSL_free(bytes);
    return der;
}

}
