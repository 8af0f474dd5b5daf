#pragma once

#include "core/auth/aws_signature.h"
#include "core/auth/digest.h"
#include "core/auth/dpop_proof.h"
#include "core/auth/hawk.h"
#include "core/auth/message_signature.h"
#include "core/auth/oauth1.h"
#include "core/auth/shared_key.h"
#include "core/auth/signed_link.h"

namespace keyhole {

/// How a request is signed, and what of that can be checked without the secret.
struct SigningFacts {
    std::optional<AwsSignature> aws;
    std::optional<OAuth1Signature> oauth1;
    std::optional<HawkCredential> hawk;
    std::optional<SharedKeySignature> sharedKey;
    std::vector<MessageSignature> messages;
    std::optional<SignedLink> link;
    std::optional<DpopProof> dpop;
    std::optional<DigestCredential> digest;

    QString name;  ///< "AWS Signature Version 4 for us-east-1/s3"; empty when it is not signed in a way that we read
    SigningFaults faults;  ///< of all but Digest and DPoP, those that the answer's echo shows among them
    bool echoed = false;  ///< the answer tells what it computed its signature over
    bool echoesTheSame = false;  ///< and that is what this request, as sent, gives
    std::optional<SigningPeriod> period;  ///< of the signature

    std::vector<Challenge> digestBefore;  ///< the Digest challenges that the credential was made from: of the last answer before
    std::optional<int> digestBeforeNumber;  ///< number of that exchange in `earlier`; absent for an earlier hop of this one
    SigningFaults digestFaults;  ///< against the request and both sets of challenges

    /// The first fault of a kind, a proven one before others.
    const SigningFault *fault(SigningFault::Kind kind) const;
};

}
