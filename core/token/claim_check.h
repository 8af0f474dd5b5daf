#pragma once

#include "core/token/token.h"

namespace keyhole {

/// What was found of one member of the header or the payload.
struct MemberCheck {
    enum class Outcome {
        Ok,
        Wrong,
        NotCheckable,  ///< what decides it is not here, and `says` tells what that is
    };
    bool inHeader = false;
    QByteArray name;
    Outcome outcome = Outcome::NotCheckable;
    QString says;  ///< one sentence without its full stop: "over for 12 min", "names an address that …"
};

/// What a token is checked against. Everything may be missing.
struct CheckContext {
    std::optional<Instant> earliest = {}, latest = {};  ///< the clock of whoever judges it reads between these
    QByteArray method = {}, address = {};  ///< of the request that carries it
    std::vector<const Token *> beside = {};  ///< the other tokens of the same exchange
    QByteArray clientId = {}, issuer = {}, nonce = {}, code = {}, state = {};  ///< known to whoever asked for it
    QByteArray certificateSha256 = {};  ///< of the client certificate, 32 bytes
};

/// A line for each member of the header, then of the payload, of which there is something to say, and one for each that its kind of token
/// must have and this one lacks. Checks form and agreement, never the signature. RFC 7515, 7516, 7518, 7519, 7800, 8725, 9068, 9449; OpenID
/// Connect Core and Back-Channel Logout.
std::vector<MemberCheck> checkMembers(const Token &token, const CheckContext &context = {});

}
