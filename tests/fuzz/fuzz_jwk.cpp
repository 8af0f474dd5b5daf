// Whatever stands in a key file is read or refused in words; what is read tells what it serves, signs where it can, and publishes no
// private half.
#include "core/token/key_text.h"
#include "demand.h"

using namespace keyhole;

namespace {

void check(const SigningKey &key)
{
    demand(!key.type().isEmpty());
    for (const QByteArray &algorithm : key.algorithms())
        demand(key.serves(algorithm));
    demand(!key.serves("none"));
    const auto published = parseJson(key.publicJwk("k"));
    demand(!published || !published->find("d"));
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    const auto read = readKeys(text);
    demand(read || !read.error().what.isEmpty());
    if (read) {
        for (const SigningKey &key : read->keys)
            check(key);
        static const Token token = decodeToken("eyJhbGciOiJFUzI1NiJ9.e30.AAAA");
        demand(verifyWithAny(token, read->keys).check.state != SignatureState::Valid);
    }
    const auto encryption = readEncryptionKeys(text);
    demand(encryption || !encryption.error().what.isEmpty());
    return 0;
}
