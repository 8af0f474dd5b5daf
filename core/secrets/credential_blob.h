#pragma once

#include "core/secrets/credential.h"
#include "core/secrets/store_error.h"

namespace keyhole {

constexpr qsizetype kLargestCredential = 64 << 10;  ///< bytes of an encoded credential, header included

/// A credential as it was found, and which of its generations that is.
struct StoredCredential {
    Credential credential;
    quint32 generation = 0;
    friend bool operator==(const StoredCredential &, const StoredCredential &) = default;
};

/// The bytes of an entry: "KHC1", generation (4 bytes, big-endian), length of the payload (4), SHA-256 of all of that and the payload (32),
/// then the payload: CBOR (RFC 8949) of kind, label, origins, times (the expiry may be absent) and parts. Never text; never empty.
/// Refuses more than 64 KB (TooLarge) and an id that is none (Failed).
Result<QByteArray, StoreError> encodeCredential(const Credential &credential, quint32 generation);

/// Nothing but the whole of what encodeCredential() wrote for this id is read: anything shorter, longer, altered or under another id is
/// Damaged, a kind or version that is not known is Newer.
Result<StoredCredential, StoreError> decodeCredential(const CredentialId &id, const QByteArray &blob);

void sortByLabel(std::vector<CredentialInfo> &credentials);

}
