#pragma once

#include "core/auth/signed_request.h"
#include "core/http/message.h"

namespace keyhole {

/// A request signed with an account key of Azure Storage: "SharedKey account:signature", or SharedKeyLite.
/// learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
struct SharedKeySignature {
    QByteArray account;
    bool isLite = false;
    bool isTable = false;  ///< of the Table service, which signs fewer parts
    SigningPeriod period;  ///< begins: x-ms-date, or the Date that stands in for it
    SigningFaults faults;  ///< parts that must be there
};

/// Absent when the request is not signed in this way.
std::optional<SharedKeySignature> readSharedKey(const Request &request);

/// What the server should have signed: the method, standard fields, x-ms- fields and the resource, each on its lines. Content-Length is
/// empty for an empty body, as since version 2015-02-21.
QByteArray sharedKeyStringToSign(const Request &request, const SharedKeySignature &signature);

/// The lines of the answer's own text that this request, as sent, does not give.
SigningFaults compareSharedKeyEcho(const Request &request, const SharedKeySignature &signature, QByteArrayView stringToSign);

}
