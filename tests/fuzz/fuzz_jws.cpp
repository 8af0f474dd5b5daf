// A JWS in JSON form, and an encrypted token, are read or refused with a place; nothing verifies by a key that did not sign it.
#include "core/token/base64url.h"
#include "core/token/key_text.h"
#include "demand.h"

using namespace keyhole;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text = inputOf(data, size).toByteArray();
    static const std::vector<SigningKey> keys = {SigningKey::generate("P-256").value(), SigningKey::generate("oct").value()};
    const auto jws = parseJws(text);
    demandPlace(jws, text.size());
    if (jws) {
        demand(!jws->signatures.empty());
        demand(verifyWithAny(*jws, keys).check.state != SignatureState::Valid);
        demand(verifyWithAny(*jws, keys, text).check.state != SignatureState::Valid);
    }
    static const EncryptionKey key = EncryptionKey::fromSecret(Secret(QByteArray(32, 'k')));
    const QByteArray header = encodeBase64Url(R"({"alg":"A256KW","enc":"A256GCM"})");
    for (const QByteArray &token : {text, header + '.' + text, encodeBase64Url(text) + ".AAAA.AAAA.AAAA.AAAA"})
        demand(openToken(decodeToken(token), key).state != SignatureState::Valid);
    return 0;
}
