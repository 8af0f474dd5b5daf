#pragma once

#include "core/secrets/credential.h"

namespace keyhole {

inline CredentialId idOf(const QByteArray &start)
{
    return start.leftJustified(32, '0');
}

/// A token for https://api.example.com.
inline Credential bearer(const QByteArray &id, const QByteArray &token)
{
    return {{idOf(id),
             CredentialKind::Bearer,
             {"Orders", "staging", "deploy"},
             {{"https", "api.example.com", 443}},
             Instant(Seconds(1'795'000'000)),
             Instant(Seconds(1'795'000'060))},
            {{"token", Secret(token)}}};
}

}
