#pragma once

#include "core/auth/hashing.h"
#include "core/auth/signed_request.h"
#include "core/http/challenge.h"
#include "core/http/message.h"

namespace keyhole {

/// A Digest credential, as sent. RFC 7616, 3.4.
struct DigestCredential {
    QByteArray where;  ///< evidence place of the field
    std::vector<AuthParameter> parameters;
    SigningFaults faults;  ///< what is missing, and what does not fit the request itself

    std::optional<QByteArray> value(QByteArrayView name) const;
};

/// Read from Authorization; absent when it holds no Digest credential. Its `uri` is compared with the request's own target, the length of
/// `response` with the algorithm.
std::optional<DigestCredential> readDigest(const Request &request);

/// What does not fit the Digest challenges of one server (all of an answer: one for each algorithm): realm, algorithm, qop, opaque. The
/// nonce is compared where `issued` says that the credential was made from these very challenges, and not from earlier ones. The response
/// itself cannot be computed without the password.
SigningFaults compareDigest(const DigestCredential &credential, const std::vector<Challenge> &challenges, bool issued);

/// nc as a number, from its eight hex digits; absent otherwise.
std::optional<qint64> nonceCount(const DigestCredential &credential);

/// The hash of an algorithm, with or without "-sess"; MD5 where none is named. Nothing for one that is not known.
std::optional<HashAlgorithm> digestAlgorithm(const QByteArray &name);

/// `response`, for a given password: RFC 7616, 3.4.1. `contentHash`, in hex, is needed for qop auth-int. Empty for an algorithm that is not
/// known.
QByteArray digestResponse(const DigestCredential &credential, QByteArrayView method, QByteArrayView user, QByteArrayView password,
                          QByteArrayView contentHash = {});

}
