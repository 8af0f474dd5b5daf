#pragma once

#include "core/auth/body_digest.h"

namespace keyhole {

/// Signature Version 4 of AWS as it stands in a request: in Authorization, or in the query of a signed address.
/// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
struct AwsSignature {
    bool inQuery = false;
    QByteArray algorithm;  ///< "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256" (version 4A)
    QByteArray keyId;
    QByteArray date, region, service;  ///< of the credential scope; region is empty in version 4A
    std::vector<QByteArray> signedHeaders;  ///< lower case, as listed
    QByteArray signature;
    SigningPeriod period;  ///< `ends` for a signed address alone
    QByteArray written;  ///< X-Amz-Date, or the Date that stands in for it
    bool hasToken = false;  ///< X-Amz-Security-Token was sent
    SigningFaults faults;  ///< what is missing, and scope against date and host

    /// "us-east-1/s3".
    QByteArray place() const { return region.isEmpty() ? service : region + '/' + service; }
};

/// Absent when the request is not signed in this way.
std::optional<AwsSignature> readAwsSignature(const Request &request);

/// What the server should have rebuilt from the request as it was sent: method, path, query, headers, signed headers, payload hash, each on
/// its lines. The path is normalised and encoded twice for every service but S3; the payload hash is the field's, or the body's own.
QByteArray awsCanonicalRequest(const Request &request, const AwsSignature &signature);
/// Algorithm, time, scope and the canonical request's SHA-256.
QByteArray awsStringToSign(const AwsSignature &signature, QByteArrayView canonicalRequest);

}
