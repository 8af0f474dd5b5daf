#pragma once

#include "core/http/exchange.h"

#include <openssl/x509.h>

namespace keyhole {

/// What a certificate says of itself. RFC 5280, 4.1.
Certificate readCertificate(X509 *certificate);

/// The fault that an X509_V_ERR_… stands for; none for the errors that only follow from another one.
std::optional<CertificateFault> certificateFault(int verifyError);

/// "has expired", "is for another host", …: what stands behind "The certificate".
QString faultPhrase(CertificateFault fault);

}
