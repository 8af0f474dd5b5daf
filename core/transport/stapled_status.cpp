#include "core/transport/stapled_status.h"

#include <memory>
#include <openssl/ocsp.h>

namespace keyhole {

namespace {

using BasicResponse = std::unique_ptr<OCSP_BASICRESP, decltype(&OCSP_BASICRESP_free)>;

BasicResponse stapled(SSL *ssl)
{
    const unsigned char *bytes = nullptr;
    const long size = SSL_get_tlsext_status_ocsp_resp(ssl, &bytes);
    const std::unique_ptr<OCSP_RESPONSE, decltype(&OCSP_RESPONSE_free)> response(bytes ? d2i_OCSP_RESPONSE(nullptr, &bytes, size) : nullptr,
                                                                                 &OCSP_RESPONSE_free);
    return {response ? OCSP_response_get1_basic(response.get()) : nullptr, &OCSP_BASICRESP_free};
}

/// The authority that signed `certificate`: the next of the chain, as verified.
X509 *issuerOf(SSL *ssl)
{
    const STACK_OF(X509) *chain = SSL_get0_verified_chain(ssl);
    return chain && sk_X509_num(chain) > 0 ? sk_X509_value(chain, sk_X509_num(chain) > 1 ? 1 : 0) : nullptr;
}

}

bool saysRevoked(SSL *ssl, X509_STORE *trust)
{
    const BasicResponse response = stapled(ssl);
    X509 *certificate = SSL_get0_peer_certificate(ssl);
    X509 *issuer = issuerOf(ssl);
    if (!response || !certificate || !issuer || OCSP_basic_verify(response.get(), SSL_get_peer_cert_chain(ssl), trust, 0) != 1)
        return false;
    // Authorities name the certificate by SHA-1, which is no secret here and no signature.
    const std::unique_ptr<OCSP_CERTID, decltype(&OCSP_CERTID_free)> id(OCSP_cert_to_id(nullptr, certificate, issuer), &OCSP_CERTID_free);
    int status = V_OCSP_CERTSTATUS_UNKNOWN;
    return id && OCSP_resp_find_status(response.get(), id.get(), &status, nullptr, nullptr, nullptr, nullptr) == 1
        && status == V_OCSP_CERTSTATUS_REVOKED;
}

}
