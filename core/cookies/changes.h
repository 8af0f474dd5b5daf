#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// What an answer did to one cookie of the jar.
struct JarChange {
    enum class Kind { Added, Replaced, Removed };
    Kind kind = Kind::Added;
    Cookie cookie;  ///< as it is now; of Removed as it was
    std::optional<Cookie> before = {};  ///< of Replaced
    QStringList changed = {};  ///< of Replaced: "value", "expires", "Secure", "HttpOnly", "SameSite"; empty: set anew as it was

    friend bool operator==(const JarChange &, const JarChange &) = default;
};

/// What differs between two states of a jar: replaced and removed ones in the order of the first, then added ones. When a cookie was last
/// used is no change.
std::vector<JarChange> changesBetween(const std::vector<Cookie> &before, const std::vector<Cookie> &after);

}
