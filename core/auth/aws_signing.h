#pragma once

#include "core/auth/authorization.h"

namespace keyhole {

/// Region and service of a host of AWS: "dynamodb.eu-west-1.amazonaws.com". Empty where the host does not say.
struct AwsPlace {
    QByteArray region, service;
    friend bool operator==(const AwsPlace &, const AwsPlace &) = default;
};
AwsPlace awsPlaceOf(const QByteArray &host);

/// Signature Version 4 for a request: Host, Content-Type, X-Amz- fields and what was typed are signed. Adds X-Amz-Date,
/// X-Amz-Security-Token, X-Amz-Content-Sha256 (for s3, an unsigned payload and a body in a file) and Authorization; or their parameters in
/// the query, which hold for `expires` seconds, a week at most. Fails where neither settings nor host tell region and service.
/// docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
Result<AuthEffect> signAws(const AuthDraft &auth, const AuthContext &context);

}
