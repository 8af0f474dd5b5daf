#pragma once

#include "core/auth/aws_signature.h"

namespace keyhole {

/// What an answer says it computed its own signature over, line ends kept. Empty where it says nothing.
struct EchoedSigning {
    QByteArray canonicalRequest;  ///< AWS: the elements of S3, or the sentence of its other services
    QByteArray stringToSign;  ///< AWS, Azure Storage
    QByteArray baseString;  ///< OAuth 1.0, decoded once where it came as a parameter

    bool isEmpty() const { return canonicalRequest.isEmpty() && stringToSign.isEmpty() && baseString.isEmpty(); }
};

/// Reads at most 64 KB of the body, and the fields in which OAuth problems are told.
EchoedSigning readEchoedSigning(const Response &response);

/// The lines of the answer's canonical request that this request, as sent, does not give: something on the way changed them. How a value
/// is percent-encoded is left out, since services differ in that.
SigningFaults compareAwsEcho(const Request &request, const AwsSignature &signature, QByteArrayView canonicalRequest, BodyTrust trust);

}
