#pragma once

#include "core/auth/signed_request.h"
#include "core/http/message.h"

namespace keyhole {

/// An address that carries its own right, whoever holds it; or the same text as a credential (SharedAccessSignature).
struct SignedLink {
    QString kind;  ///< "an Azure shared access signature", "a signed address of Google Cloud Storage"
    QByteArray where;  ///< evidence place: "request.url", "request.headers.Authorization"
    QString allows;  ///< what it says that it allows; empty where it does not say
    SigningPeriod period;
    SigningFaults faults;
};

/// Azure (account, service and user delegation SAS of Storage, Service Bus and IoT), Google Cloud Storage (V4 and V2), CloudFront and the
/// older S3 form. Read without the signature; AWS Signature Version 4 is read by readAwsSignature().
/// learn.microsoft.com/rest/api/storageservices/create-service-sas; cloud.google.com/storage/docs/authentication/canonical-requests;
/// docs.aws.amazon.com/AmazonCloudFront: signed URLs.
std::optional<SignedLink> readSignedLink(const Request &request);

}
