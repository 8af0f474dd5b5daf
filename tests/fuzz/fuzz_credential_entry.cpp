// What a keychain gives back may be anything. The first byte chooses whether the rest is taken as it is, or as the payload of an entry
// whose length and hash are right.
#include "core/secrets/credential_blob.h"
#include "demand.h"

#include <QCryptographicHash>
#include <QtEndian>

using namespace keyhole;

namespace {

QByteArray entryWith(QByteArrayView payload)
{
    QByteArray before = QByteArray("KHC1\0\0\0\7", 8) + QByteArray(4, '\0');
    qToBigEndian(quint32(payload.size()), before.data() + 8);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    hash.addData(payload);
    return before + hash.result() + payload.toByteArray();
}

}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView input = inputOf(data, size);
    if (input.isEmpty())
        return 0;
    const QByteArrayView rest = input.sliced(1);
    const QByteArray id(32, 'a');
    const auto read = decodeCredential(id, input.front() % 2 == 0 ? rest.toByteArray() : entryWith(rest));
    if (!read)
        return 0;
    demand(read->credential.info.id == id);
    const auto again = encodeCredential(read->credential, read->generation);
    demand(!again || decodeCredential(id, *again) == *read);
    return 0;
}
