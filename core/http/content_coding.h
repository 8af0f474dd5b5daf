#pragma once

#include "core/http/message.h"

namespace keyhole {

struct DecodeLimits {
    qint64 output = 4LL << 30;
    int ratio = 100;  ///< output : input, from `ratioFrom` bytes of output on
    qint64 ratioFrom = 1 << 20;
    int codings = 2;  ///< nested ones; RFC 9110 sets none, a bomb needs few
};

/// Undoes the content codings named by `contentEncoding` (gzip, x-gzip, deflate with or without zlib wrapper, br, zstd, identity), last
/// first. What came out before a fault is kept; every fault and reached limit is a defect ("coding.unknown", "coding.broken",
/// "coding.truncated", "coding.bomb", "coding.nested", "coding.trailing"), its offset in `encoded`.
QByteArray decodeContent(const QByteArray &encoded, QByteArrayView contentEncoding, std::vector<Defect> &defects,
                         const DecodeLimits &limits = {});

}
