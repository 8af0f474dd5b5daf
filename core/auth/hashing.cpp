#include "core/auth/hashing.h"

#include <QFile>
#include <array>
#include <memory>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace keyhole {

namespace {

constexpr qint64 kPiece = 1 << 20;

const EVP_MD *methodOf(HashAlgorithm algorithm)
{
    switch (algorithm) {
    case HashAlgorithm::Md5:
        return EVP_md5();
    case HashAlgorithm::Sha1:
        return EVP_sha1();
    case HashAlgorithm::Sha256:
        return EVP_sha256();
    case HashAlgorithm::Sha512_256:
        break;
    }
    return EVP_sha512_256();
}

class Hashing {
public:
    explicit Hashing(HashAlgorithm algorithm) { EVP_DigestInit_ex(m_context.get(), methodOf(algorithm), nullptr); }

    void add(QByteArrayView bytes) { EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size())); }

    QByteArray result()
    {
        std::array<uchar, EVP_MAX_MD_SIZE> hash;
        unsigned size = 0;
        EVP_DigestFinal_ex(m_context.get(), hash.data(), &size);
        return {reinterpret_cast<const char *>(hash.data()), qsizetype(size)};
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

}

QByteArray hashOf(HashAlgorithm algorithm, QByteArrayView bytes)
{
    Hashing hashing(algorithm);
    hashing.add(bytes);
    return hashing.result();
}

QByteArray hmacOf(HashAlgorithm algorithm, QByteArrayView key, QByteArrayView bytes)
{
    std::array<uchar, EVP_MAX_MD_SIZE> code;
    unsigned size = 0;
    // OpenSSL takes a null pointer for the key of before.
    HMAC(methodOf(algorithm), key.isEmpty() ? "" : key.data(), int(key.size()), reinterpret_cast<const uchar *>(bytes.data()),
         size_t(bytes.size()), code.data(), &size);
    return {reinterpret_cast<const char *>(code.data()), qsizetype(size)};
}

Result<QByteArray> contentHash(HashAlgorithm algorithm, const Request &request)
{
    if (request.bodyFile.isEmpty())
        return hashOf(algorithm, request.body);
    QFile file(request.bodyFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Error{"The file cannot be read: " + file.errorString(), request.bodyFile, "Choose a file that can be read."});
    Hashing hashing(algorithm);
    while (!file.atEnd())
        hashing.add(file.read(kPiece));
    return hashing.result();
}

}
