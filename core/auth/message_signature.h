#pragma once

#include "core/auth/signed_request.h"
#include "core/http/message.h"
#include "core/result.h"

namespace keyhole {

/// A component that a signature covers: a field, or a derived one ("@method"), with its parameters as written (";key=\"sig1\"").
struct CoveredComponent {
    QByteArray name, parameters;
    friend bool operator==(const CoveredComponent &, const CoveredComponent &) = default;
};

/// One member of Signature-Input (RFC 9421, 4.1), or the older Signature field of draft-cavage-http-signatures-12 (label empty).
struct MessageSignature {
    QByteArray label;
    QByteArray where;
    std::vector<CoveredComponent> components;
    QByteArray parameters;  ///< as written behind the components
    QByteArray keyId, algorithm;
    bool hasSignature = false;  ///< Signature has a member of this label, or `signature` is there
    SigningPeriod period;  ///< created and expires
    SigningFaults faults;
};

/// Inner lists with their parameters: `sig1=("@method" "date");created=1`. At most 16 members of 64 components. Fails with the place.
Result<std::vector<MessageSignature>, SyntaxError> parseSignatureInput(QByteArrayView fieldValue);

/// Every signature of a request, with what is missing: a covered field that is not there (RFC 9421, 2.5), a label without its half.
/// `recorded`: fields that recordings leave out are no proof.
std::vector<MessageSignature> readMessageSignatures(const Request &request, bool recorded);

/// What is signed: a line for each component, then the parameters (RFC 9421, 2.5; draft-cavage, 2.3). Fails with what cannot be had from
/// the request.
Result<QByteArray> signatureBase(const Request &request, const MessageSignature &signature);

}
