#pragma once

#include "core/auth/authorization.h"

namespace keyhole {

/// Whether an answer asks for something that this credential can give, so that the same request is worth sending once more. `memory` has
/// taken the answer already; `answered` is how many of its challenges were answered for this request. Nothing: it is the last word. The
/// text says why, as Hop::whyFollowed; a failure is a challenge that cannot be answered, with the reason.
///
/// Digest: RFC 7616, 3.4 (the first challenge, a stale nonce, a nonce that the server forgot). DPoP: RFC 9449, 9 (use_dpop_nonce). Basic:
/// RFC 7617, 2.1 (beyond ASCII, and no charset="UTF-8").
std::optional<Result<QString>> answerChallenge(const Hop &hop, const AuthDraft &auth, const AuthMemory &memory, int answered);

}
