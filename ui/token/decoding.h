#pragma once

#include "core/token/token.h"
#include "ui/token/claim_places.h"

#include <QFuture>

namespace keyhole {

/// A token and where its members stand in it.
struct DecodedToken {
    Token token;
    std::vector<ClaimPlace> places;
};
DecodedToken decodeWithPlaces(const QByteArray &text);

/// The same off the main thread: for texts that take longer than a person waits.
QFuture<DecodedToken> decodeInPool(const QByteArray &text);

/// Longer ones are decoded in the pool.
constexpr qsizetype kDecodedAtOnce = 64 << 10;

}
