#pragma once

#include "core/token/token.h"

namespace keyhole {

/// One claim that the holder of an SD-JWT chose to show. RFC 9901, 4.2.
struct Disclosure {
    qsizetype offset = 0, length = 0;  ///< in Token::text
    QByteArray name;  ///< empty for an item of a list
    JsonValue value;
    QByteArray digest;  ///< base64url, by the token's `_sd_alg`; empty for a hash that is not known
    bool isSigned = false;  ///< the digest stands in the payload or in another disclosure
    QString problem = {};  ///< why it cannot be read; empty when it can
};

/// What follows the signed token of an SD-JWT.
struct Disclosures {
    std::vector<Disclosure> shown;
    size_t hidden = 0;  ///< digests without a disclosure: claims kept back, or decoys
    std::optional<Token> keyBinding;  ///< the token by which the holder proves the key. RFC 9901, 4.3
    QByteArray hash;  ///< "sha-256" where `_sd_alg` is absent
};

/// Where the disclosures begin: the '~' behind a signature, where what follows is made as RFC 9901, 4 says; -1 for other text.
qsizetype disclosuresOffset(QByteArrayView text);

/// Reads at most 1000 disclosures. Absent for a token that is no SD-JWT. Nothing here checks a signature.
std::optional<Disclosures> readDisclosures(const Token &token);

}
