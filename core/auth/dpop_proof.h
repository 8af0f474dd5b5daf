#pragma once

#include "core/http/message.h"
#include "core/token/token.h"

namespace keyhole {

/// What a DPoP proof must fit. RFC 9449, 4.3.
enum class ProofPart { Count, Form, Type, Algorithm, Key, Signature, Method, Address, Time, Nonce, TokenHash, Binding };

struct ProofFault {
    ProofPart part = ProofPart::Form;
    QString line;  ///< what the proof says
    QString says;  ///< what it must fit
    bool proven = true;  ///< by arithmetic; what the server is free to decide (its window, its last nonce) proves nothing

    friend bool operator==(const ProofFault &, const ProofFault &) = default;
};

/// A DPoP proof as sent, checked part by part.
struct DpopProof {
    QByteArray where;  ///< "request.headers.DPoP"
    Token token;
    QByteArray thumbprint;  ///< of its jwk; RFC 7638
    bool addressFits = true;  ///< htu is the address that was asked, without query and fragment
    std::vector<ProofFault> faults;

    const ProofFault *fault(ProofPart part) const;
};

/// What a proof is compared with, beside its request.
struct ProofSurroundings {
    const Token *accessToken = nullptr;  ///< sent with it; absent at a token endpoint
    std::optional<QByteArray> lastNonce = {};  ///< the last DPoP-Nonce of this server
    std::optional<Instant> serverTime = {};
};

/// Absent when the request has no DPoP field. Its own signature is checked with the key that it carries.
std::optional<DpopProof> readDpop(const Request &request, const ProofSurroundings &surroundings);

/// What `ath` must hold: base64url of the SHA-256 of the access token. RFC 9449, 4.2.
QByteArray accessTokenHash(QByteArrayView accessToken);

}
