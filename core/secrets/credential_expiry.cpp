#include "core/secrets/credential_expiry.h"

#include "core/token/token.h"

namespace keyhole {

std::optional<Instant> expiryTold(const Credential &credential)
{
    for (const char *name : {"token", "access-token", "key", "value"}) {
        const Secret *part = credential.part(name);
        if (!part || credential.info.kind == CredentialKind::SigningKey)
            continue;
        const QByteArray value = part->reveal().mid(part->reveal().lastIndexOf(' ') + 1);
        if (!looksLikeJwt(value))
            continue;
        const auto expires = decodeToken(value).time("exp");
        if (expires && expires->asSeconds)
            return expires->asSeconds;
    }
    return std::nullopt;
}

}
