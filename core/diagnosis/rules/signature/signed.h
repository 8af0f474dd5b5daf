#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// Where the signature stands: in Authorization, in a field of its own, or in the query of a signed address. Absent when the request is not
/// signed.
std::optional<Evidence> signatureLine(const Facts &facts);

/// A fault as evidence: what stands there, and what is wrong with it.
Evidence faultLine(const SigningFault &fault);
/// Adds every fault of a kind, at most four.
void addFaults(Verdict &verdict, const SigningFaults &faults, SigningFault::Kind kind);

/// Whether the answer is one by which a signature may have been refused: a refusal, or 400.
bool mayRefuseSignature(const Facts &facts);
/// Whether the answer's own words, beyond doubt, speak of something else than how the request is signed.
bool speaksOfAnother(const Facts &facts);

}
