#pragma once

#include "core/diagnosis/facts.h"

namespace keyhole {

/// A claim that the answer names, and what it says of it.
struct NamedClaim {
    QByteArray name;
    const AnswerText *text = nullptr;
    bool saidMissing = false;  ///< in words
    bool saidRejected = false;
};

/// The first claim that the answer names as one ("the 'roles' claim", "claim \"sub\"", a problem's field); nothing without a readable
/// token.
std::optional<NamedClaim> claimNamedByAnswer(const Facts &facts);

/// Whether a claim has a cause of its own: iss, aud, exp, nbf, iat, typ, scope and their like.
bool hasOwnCause(QByteArrayView claim);

}
