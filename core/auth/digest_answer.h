#pragma once

#include "core/auth/authorization.h"

namespace keyhole {

/// The challenge to answer: the first one, in the server's order, whose algorithm is known and fits the settings. RFC 7616, 3.7. Fails
/// with why none does: no Digest at all, no nonce, another algorithm, another qop.
Result<Challenge> chooseDigest(const std::vector<Challenge> &challenges, const DigestSettings &settings);

/// What answers a challenge.
struct DigestUse {
    quint32 count = 1;  ///< how often the nonce was used, this time included
    QByteArray clientNonce;
    QByteArray target = {};  ///< the request-target where it is not that of the address: a proxy is given the whole address
};

/// The value of Authorization that answers a challenge for a request. RFC 7616, 3.4: -sess, auth and auth-int, userhash, and charset: a
/// user name beyond ASCII goes as username* where the server reads UTF-8. Fails when the body cannot be read for auth-int.
Result<QByteArray> makeDigest(const Challenge &challenge, const AuthDraft &auth, const Request &request, const DigestUse &use);

/// Answers the challenges that are known of the server; nothing but a note where there are none yet.
Result<AuthEffect> applyDigest(const AuthDraft &auth, const AuthContext &context);

}
