#pragma once

#include "core/auth/signed_request.h"
#include "core/http/form.h"
#include "core/http/message.h"

namespace keyhole {

/// An OAuth 1.0 signature as it stands in a request: in Authorization, in the query or in a form. RFC 5849, 3.5.
struct OAuth1Signature {
    QByteArray where;  ///< evidence place of the oauth_ parameters
    std::vector<FormPair> parameters;  ///< the oauth_ ones, decoded, wherever they stand
    QByteArray method;  ///< oauth_signature_method
    SigningPeriod period;  ///< begins: oauth_timestamp
    SigningFaults faults;  ///< parameters that are missing or stand twice; a consumer that signs nothing

    QByteArray value(QByteArrayView name) const;
};

/// Absent when the request carries no oauth_ signature.
std::optional<OAuth1Signature> readOAuth1(const Request &request);

/// The signature base string: method, base address and parameters. RFC 5849, 3.4.1.
QByteArray oauth1BaseString(const Request &request);

/// Parts of the base string that an answer echoes and this request, as sent, does not give: scheme, host, path, or a parameter.
SigningFaults compareOAuth1Echo(const Request &request, QByteArrayView baseString);

}
