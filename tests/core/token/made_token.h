#pragma once

#include "core/token/base64url.h"
#include "core/token/token.h"

/// A compact token over these texts. Its signature is 32 bytes that sign nothing, unless one is given.
inline QByteArray compact(const QByteArray &header, const QByteArray &payload, const QByteArray &signature = QByteArray(32, 's'))
{
    return keyhole::encodeBase64Url(header) + '.' + keyhole::encodeBase64Url(payload) + '.' + keyhole::encodeBase64Url(signature);
}

inline keyhole::Token tokenOf(const QByteArray &payload, const QByteArray &header = R"({"alg":"HS256"})")
{
    return keyhole::decodeToken(compact(header, payload));
}
