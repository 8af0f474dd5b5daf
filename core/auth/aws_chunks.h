#pragma once

#include "core/auth/aws_signature.h"

namespace keyhole {

/// The parts of an upload in chunks that can be checked without the secret: that the length of what is inside is told and signed, and fits
/// the chunks, and that each chunk has its signature. Nothing for a request that is not sent so.
/// docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
SigningFaults checkAwsChunks(const Request &request, const AwsSignature &signature, BodyTrust trust);

}
