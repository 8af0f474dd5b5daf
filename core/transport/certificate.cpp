#include "core/transport/certificate.h"

#include <QCryptographicHash>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace keyhole {

namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;

Bio newBio()
{
    return Bio(BIO_new(BIO_s_mem()), &BIO_free);
}

QByteArray contents(const Bio &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, qsizetype(size));
}

QString nameText(const X509_NAME *name)
{
    const Bio bio = newBio();
    X509_NAME_print_ex(bio.get(), name, 0, (XN_FLAG_ONELINE | XN_FLAG_SEP_CPLUS_SPC) & ~ASN1_STRFLGS_ESC_MSB & ~XN_FLAG_SPC_EQ);
    return QString::fromUtf8(contents(bio));
}

std::optional<Instant> instant(const ASN1_TIME *time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    return Instant(Seconds(timegm(&parts)));
}

QString addressText(const ASN1_OCTET_STRING *address)
{
    const unsigned char *bytes = ASN1_STRING_get0_data(address);
    QStringList parts;
    if (ASN1_STRING_length(address) == 4) {
        for (int i = 0; i < 4; ++i)
            parts << QString::number(bytes[i]);
        return parts.join('.');
    }
    for (int i = 0; i + 1 < ASN1_STRING_length(address); i += 2)
        parts << QString::number(bytes[i] * 256 + bytes[i + 1], 16);
    return parts.join(':');
}

QStringList alternativeNames(X509 *certificate)
{
    const std::unique_ptr<GENERAL_NAMES, decltype(&GENERAL_NAMES_free)> names(
        static_cast<GENERAL_NAMES *>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)), &GENERAL_NAMES_free);
    QStringList found;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(names.get(), i);
        if (name->type == GEN_DNS || name->type == GEN_URI || name->type == GEN_EMAIL)
            found << QString::fromUtf8(reinterpret_cast<const char *>(ASN1_STRING_get0_data(name->d.ia5)), ASN1_STRING_length(name->d.ia5));
        else if (name->type == GEN_IPADD)
            found << addressText(name->d.iPAddress);
    }
    return found;
}

QByteArray pemText(X509 *certificate)
{
    const Bio bio = newBio();
    PEM_write_bio_X509(bio.get(), certificate);
    return contents(bio);
}

QByteArray derForm(X509 *certificate)
{
    unsigned char *bytes = nullptr;
    const int size = i2d_X509(certificate, &bytes);
    const QByteArray der(reinterpret_cast<const char *>(bytes), std::max(size, 0));
    OPENSSL_free(bytes);
    return der;
}

}

Certificate readCertificate(X509 *certificate)
{
    return {nameText(X509_get_subject_name(certificate)),
            nameText(X509_get_issuer_name(certificate)),
            alternativeNames(certificate),
            instant(X509_get0_notBefore(certificate)),
            instant(X509_get0_notAfter(certificate)),
            QCryptographicHash::hash(derForm(certificate), QCryptographicHash::Sha256).toHex(),
            pemText(certificate)};
}

std::optional<CertificateFault> certificateFault(int verifyError)
{
    switch (verifyError) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return CertificateFault::Expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return CertificateFault::NotYetValid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return CertificateFault::WrongHost;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        return CertificateFault::SelfSigned;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        return CertificateFault::UnknownIssuer;
    case X509_V_ERR_CERT_REVOKED:
        return CertificateFault::Revoked;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return CertificateFault::WeakKey;
    case X509_V_OK:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:  // always beside an unknown issuer
    case X509_V_ERR_UNABLE_TO_GET_CRL:  // a list of one authority says nothing of another
        return std::nullopt;
    default:
        return CertificateFault::Other;
    }
}

QString faultPhrase(CertificateFault fault)
{
    switch (fault) {
    case CertificateFault::Expired:
        return QString("has expired");
    case CertificateFault::NotYetValid:
        return QString("is not valid yet");
    case CertificateFault::WrongHost:
        return QString("is for another host");
    case CertificateFault::SelfSigned:
        return QString("is signed by itself");
    case CertificateFault::UnknownIssuer:
        return QString("comes from an authority that is not trusted here");
    case CertificateFault::Revoked:
        return QString("was revoked");
    case CertificateFault::WeakKey:
        return QString("has a key or signature that is too weak");
    case CertificateFault::Other:
        break;
    }
    return QString("cannot be verified");
}

}
