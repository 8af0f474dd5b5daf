#pragma once

#include <QByteArray>
#include <vector>

namespace keyhole {

/// A secret that must be found nowhere, and what it is.
struct CanarySecret {
    QByteArray kind;  ///< "basic password"
    QByteArray value;
};

/// A way to write a secret down.
struct Spelling {
    const char *encoding;  ///< "UTF-16LE"
    QByteArray bytes;
};

/// The secret as itself, UTF-16 in both orders, base64 and base64url at each of the three offsets, hex in both cases, percent-encoded (all
/// characters, and those that must be), escaped for JSON and for HTML (all, and those that must be), reversed, and in small and in capital
/// letters alone, as an index of words has it.
std::vector<Spelling> spellingsOf(const QByteArray &secret);

}
