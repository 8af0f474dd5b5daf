#pragma once

#include <openssl/ssl.h>

namespace keyhole {

/// Whether the OCSP answer that came with the handshake says that the server's certificate was revoked. An answer that is missing, or not
/// signed by the authority, says nothing. RFC 6960.
bool saysRevoked(SSL *ssl, X509_STORE *trust);

}
