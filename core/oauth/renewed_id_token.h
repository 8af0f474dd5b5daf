#pragma once

#include "core/oauth/id_token.h"

namespace keyhole {

/// Checks an ID token that came with renewed tokens, as one of a sign-in is checked, and besides against the one `before` it (empty: there
/// was none): the same iss, sub, aud and azp, the same nonce where it has one, made now and not earlier than that. `expected.nonce` has no
/// say. Told and let pass: another auth_time, which means that somebody signed in anew. OpenID Connect Core 1.0, 12.2.
OAuthResult<std::vector<OAuthFault>> checkRenewedIdToken(const QByteArray &text, const QByteArray &before, IdTokenExpected expected);

}
