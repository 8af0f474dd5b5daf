#pragma once

#include "core/token/opaque.h"
#include "core/token/sd_jwt.h"
#include "ui/token/claim_places.h"

#include <QFuture>

namespace keyhole {

/// A token, where its members stand in it, and what can be read of one that is more than a JWT, or none.
struct DecodedToken {
    Token token;
    std::vector<ClaimPlace> places;
    std::optional<Disclosures> disclosures;  ///< of an SD-JWT
    std::optional<OpaqueToken> opaque;
    QString keyText;  ///< "a personal access token of GitHub, its checksum fits"; empty for no key of a known form
};
DecodedToken decodeWithPlaces(const QByteArray &text);

/// The same off the main thread: for texts that take longer than a person waits.
QFuture<DecodedToken> decodeInPool(const QByteArray &text);

/// Longer ones are decoded in the pool.
constexpr qsizetype kDecodedAtOnce = 64 << 10;

}
