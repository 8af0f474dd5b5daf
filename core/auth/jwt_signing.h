#pragma once

#include "core/auth/authorization.h"
#include "core/token/signature.h"

namespace keyhole {

/// The private key that a secret holds: PEM, JWK or, where neither, the bytes of a shared secret. Fails in words for what cannot sign.
Result<SigningKey> signingKeyOf(const Secret &secret);

/// A JWT for this request, signed with the key in `auth.secret`: the claims of the settings with their times taken from `context.now`, or
/// iat and exp (five minutes) where there are none. RFC 7519, 7.1; RFC 7523, 2.2. Fails with what is wrong in header, claims or key.
Result<QByteArray> signJwt(const AuthDraft &auth, const AuthContext &context);
/// The same with a key that was read already; `keyId` stands in the header in the place of the key's own kid, where it is not empty.
Result<QByteArray> signJwt(const SignedJwtSettings &jwt, const SigningKey &key, const QByteArray &keyId, const AuthContext &context);

}
