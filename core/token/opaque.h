#pragma once

#include "core/http/instant.h"
#include "core/json/json.h"

#include <QStringList>
#include <optional>

namespace keyhole {

/// What a token that is no JWT shows of itself without its key. Nothing here says that it is genuine.
struct OpaqueToken {
    QString what;  ///< "a PASETO of version 4, signed"
    QString why = {};  ///< what can be read of it, and why no more: one sentence
    QString issuer = {};  ///< who made it, where the form tells
    std::optional<Instant> made = {}, ends = {};
    QStringList details = {};  ///< what else is no secret: "key id 7f3a", "3 caveats"
    std::optional<JsonValue> payload = {};  ///< of a signed PASETO
};

/// Tells the form by its structure, never by its prefix alone: PASETO and its keys (PASERK), Fernet, Branca, macaroons of version 1 and 2,
/// Biscuit, session tokens of AWS, SPNEGO, Kerberos and NTLM, SAML plain or deflated, UUID of versions 1, 6 and 7, ULID. Absent for other
/// text, for a JWT, and above 64 KB. Keys that only a prefix tells are known to core/diagnosis/credential.
std::optional<OpaqueToken> readOpaque(QByteArrayView text);

/// "a Fernet token, made 3 h ago"; `now` by the server's clock.
QString opaqueText(const OpaqueToken &token, std::optional<Instant> now);

}
