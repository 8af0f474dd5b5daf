#include "core/token/key_export.h"

#include "core/token/key_parts.h"

#include <openssl/err.h>
#include <openssl/pem.h>

namespace keyhole {

namespace {
using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free_all>>;
}

Result<Secret> privateKeyText(const SigningKey &key)
{
    const SigningKey::Parts &parts = key.parts();
    if (!parts.isPrivate)
        return failure(Error{"This is a public key: there is nothing in it to be kept secret.", {}, "Give the private key."});
    if (!parts.key)
        return parts.secret;
    const Bio text(BIO_new(BIO_s_secmem()));
    if (PEM_write_bio_PKCS8PrivateKey(text.get(), parts.key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1) {
        ERR_clear_error();
        return failure(Error{"The key cannot be written as PEM.", {}, "Keep it as the file that it came from."});
    }
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(text.get(), &bytes);
    return Secret(QByteArray(bytes, size));
}

}
