#pragma once

#include <QByteArray>

namespace keyhole {

/// How a key ends in digits that are computed from the rest of it, so that a mistyped or cut one is told without its service.
enum class KeyChecksum {
    None,
    /// Six digits of base 62: the CRC-32 of what stands between them and the prefix. GitHub and npm ("Behind GitHub's new authentication
    /// token formats", github.blog 2021-04-05).
    Base62,
    /// Seven digits of base 36 behind two that tell the length of the payload: the CRC-32 of all before them. GitLab, "Routable tokens".
    Base36Routable,
    /// Eight hexadecimal digits behind an underscore: the CRC-32 of all before it, its bytes in reverse. Grafana, satokengen.
    HexReversed,
};

/// Whether the digits at the end of `key` fit the rest; `prefix` bytes of it are the prefix. False for a key that is too short to have any.
bool checksumFits(KeyChecksum checksum, QByteArrayView key, qsizetype prefix);

}
