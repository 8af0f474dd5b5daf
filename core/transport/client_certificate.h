#pragma once

#include "core/transport/transport.h"

namespace keyhole {

/// Whether the options name a certificate of this side, from a file or from the keychain.
bool hasClientCertificate(const TransportOptions &options);

/// Whether it is PKCS #12, by its bytes: neither names nor keychains tell reliably.
bool isPkcs12(const TransportOptions &options);

/// Why the certificate and its key cannot be used: a file that cannot be read, a wrong passphrase, a key that is missing, damaged or
/// another's, an old cipher. Nothing when they can, or when there are none. PEM (RFC 7468) and PKCS #12 (RFC 7292); 1 MB at most.
std::optional<TransportError> refuseClientCertificate(const TransportOptions &options);

}
