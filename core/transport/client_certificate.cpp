#include "core/transport/client_certificate.h"

#include <QFile>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

namespace keyhole {

namespace {

constexpr qint64 kLargest = 1 << 20;

template <auto Free> struct Freeing {
    template <class T> void operator()(T *object) const { Free(object); }
};
using Bio = std::unique_ptr<BIO, Freeing<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freeing<X509_free>>;
using Pkcs12 = std::unique_ptr<PKCS12, Freeing<PKCS12_free>>;

Bio reading(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

TransportError refusal(TransportFault fault, const QString &what, const QString &place, const QString &remedy)
{
    return {fault, {what, place, remedy}, QString("TLS")};
}

Result<QByteArray, TransportError> bytesOf(const Secret &data, const QString &path)
{
    if (!data.isEmpty())
        return data.reveal();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(refusal(TransportFault::FileUnreadable, "The client certificate cannot be read: " + file.errorString() + '.', path,
                               "Check the path, and who may read the file."));
    return file.read(kLargest);
}

bool looksLikePkcs12(const QByteArray &bytes)
{
    constexpr char kSequence = 0x30;  // of DER
    return bytes.startsWith(kSequence) && !bytes.contains("-----BEGIN");
}

int givePassphrase(char *buffer, int size, int, void *passphrase)
{
    const QByteArray &text = static_cast<const Secret *>(passphrase)->reveal();
    const auto length = std::min<qsizetype>(size, text.size());
    std::copy_n(text.constData(), length, buffer);
    return int(length);
}

TransportError locked(bool given, const QString &place)
{
    if (given)
        return refusal(TransportFault::Tls, "The passphrase of the client key is wrong.", place,
                       "Give the one that the key was saved with; upper and lower case count.");
    return refusal(TransportFault::Tls, "The client key is locked with a passphrase.", place, "Give its passphrase.");
}

std::optional<TransportError> refusePkcs12(const QByteArray &bytes, const Secret &passphrase, const QString &place)
{
    const Bio bio = reading(bytes);
    const Pkcs12 container(d2i_PKCS12_bio(bio.get(), nullptr));
    if (!container)
        return refusal(TransportFault::Tls, "The PKCS #12 file is damaged, or is none.", place, "Export it once more.");
    const QByteArray &text = passphrase.reveal();
    if (PKCS12_mac_present(container.get()) && PKCS12_verify_mac(container.get(), text.constData(), int(text.size())) != 1
        && !(text.isEmpty() && PKCS12_verify_mac(container.get(), nullptr, 0) == 1))
        return locked(!text.isEmpty(), place);
    EVP_PKEY *key = nullptr;
    X509 *certificate = nullptr;
    const bool parsed = PKCS12_parse(container.get(), text.constData(), &key, &certificate, nullptr) == 1;
    const Key ownedKey(key);
    const X509Ptr ownedCertificate(certificate);
    if (!parsed)
        return refusal(TransportFault::Tls, "The PKCS #12 file was made with a cipher that is not offered any more.", place,
                       "Make it anew: openssl pkcs12 -legacy -in old.p12 -out all.pem -nodes, then openssl pkcs12 -export -in all.pem.");
    if (!key || !certificate)
        return refusal(TransportFault::Tls, key ? "The PKCS #12 file holds no certificate." : "The PKCS #12 file holds no private key.",
                       place, "Export certificate and key together.");
    return std::nullopt;
}

std::optional<TransportError> refusePem(const QByteArray &certificatePem, const QByteArray &keyPem, Secret passphrase, const QString &place)
{
    const Bio certificateBio = reading(certificatePem), keyBio = reading(keyPem);
    const X509Ptr certificate(PEM_read_bio_X509(certificateBio.get(), nullptr, nullptr, nullptr));
    if (!certificate)
        return refusal(TransportFault::Tls, "There is no certificate that can be read.", place,
                       "It is PEM, from -----BEGIN CERTIFICATE----- to its END, or PKCS #12.");
    const Key key(PEM_read_bio_PrivateKey(keyBio.get(), nullptr, &givePassphrase, &passphrase));
    if (!key && keyPem.contains("ENCRYPTED"))
        return locked(!passphrase.isEmpty(), place);
    if (!key)
        return refusal(TransportFault::Tls,
                       keyPem.contains("PRIVATE KEY-----") ? "The private key is damaged."
                                                           : "There is no private key beside the certificate.",
                       place, "Give the key as PEM, in the certificate's file or in one of its own.");
    if (X509_check_private_key(certificate.get(), key.get()) != 1)
        return refusal(TransportFault::Tls, "The private key is not that of the certificate.", place, "Give the two that belong together.");
    return std::nullopt;
}

std::optional<TransportError> refuse(const TransportOptions &options)
{
    const QString place = options.clientCertificateData.isEmpty() ? options.clientCertificate : QString("auth");
    const auto certificate = bytesOf(options.clientCertificateData, options.clientCertificate);
    if (!certificate)
        return certificate.error();
    if (looksLikePkcs12(*certificate))
        return refusePkcs12(*certificate, options.clientKeyPassphrase, place);
    const bool apart = !options.clientKeyData.isEmpty() || !options.clientKey.isEmpty();
    const auto key = apart ? bytesOf(options.clientKeyData, options.clientKey) : certificate;
    if (!key)
        return key.error();
    return refusePem(*certificate, *key, options.clientKeyPassphrase, place);
}

}

bool hasClientCertificate(const TransportOptions &options)
{
    return !options.clientCertificate.isEmpty() || !options.clientCertificateData.isEmpty();
}

bool isPkcs12(const TransportOptions &options)
{
    const auto bytes = bytesOf(options.clientCertificateData, options.clientCertificate);
    return bytes && looksLikePkcs12(*bytes);
}

std::optional<TransportError> refuseClientCertificate(const TransportOptions &options)
{
    if (!hasClientCertificate(options))
        return std::nullopt;
    auto refused = refuse(options);
    ERR_clear_error();
    return refused;
}

}
