#include "core/diagnosis/texts/texts.h"

namespace keyhole {

namespace {

constexpr CauseTexts kTexts[] = {
    {"tls.client-certificate-missing",
     "The server wants a client certificate",
     "The server wants a client certificate, and none came",
     "The server may want a client certificate",
     "The server knows its clients by certificates of TLS (RFC 8446, 4.3.2), before it looks at any field. None came over this connection.",
     "Give this request the certificate and key that the server’s operator issued for it.",
     {"edit-settings", "Choose a certificate…"},
     {"explain", "Read about this"}},
};

}

std::span<const CauseTexts> tlsTexts()
{
    return kTexts;
}

}
