#pragma once

#include "core/result.h"

#include <QByteArray>

namespace keyhole {

/// Why a step of OAuth came to nothing, or what is odd about one that did not. Holds no secret.
struct OAuthFault {
    QByteArray id;  ///< stable: "redirect.state-wrong", "token.not-json", "id-token.nonce"
    Error error;
    QByteArray code = {};  ///< the server's `error`: "invalid_grant"; empty when it sent none that is one
    QString serverSays = {};  ///< its error_description: plain, at most 200 characters, control characters made visible

    friend bool operator==(const OAuthFault &, const OAuthFault &) = default;
};
template <class T> using OAuthResult = Result<T, OAuthFault>;

/// The fault that an `error` of the server stands for, with what to do about it; `id` is `step` and the code: "token.invalid_grant". Codes
/// are of RFC 6749 (4.1.2.1, 5.2), 7009, 8628, 8693, 8707, 9126, 9449 and OpenID Connect Core 3.1.2.6.
OAuthFault faultOfCode(const QByteArray &step, const QByteArray &code, const QByteArray &description);

}
