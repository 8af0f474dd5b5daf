#pragma once

#include "core/cookies/jar.h"

namespace keyhole {

/// Why a cookie is not taken.
struct Refusal {
    QByteArray rule;
    QString reason;
    QByteArray attribute;  ///< name of the one that decided; empty: the name, or one that is missing
    QByteArray section;
};

/// What the name promises and the attributes do not keep: __Secure-, __Host- (RFC 6265bis, 5.4 and 5.7; whatever their case), the same at
/// the beginning of a cookie without a name, and by the policy __Http-, __Host-Http-. `pathIsRoot`: Path=/ was written.
std::optional<Refusal> checkPrefixes(const Cookie &cookie, bool pathIsRoot, const CookiePolicy &policy);
/// The two of the draft after RFC 6265bis alone.
std::optional<Refusal> checkHttpPrefix(const Cookie &cookie, bool pathIsRoot);

}
