#pragma once

#include <QByteArray>
#include <vector>

namespace keyhole {

/// A cookie of a request or an answer.
struct NamedCookie {
    QByteArray name, value;
    qsizetype offset = 0;  ///< of the value, in its field
};

/// A value that was too long for one cookie.
struct SplitCookie {
    QByteArray value;  ///< joined
    std::vector<size_t> parts;  ///< indices, in order

    bool has(size_t cookie) const { return std::find(parts.begin(), parts.end(), cookie) != parts.end(); }
};

/// Joins cookies whose names differ by a number at their end alone, counted on from 0 or 1 without a gap: "session.0", "session.1"
/// (Auth.js, Supabase), "_oauth2_proxy_0" (oauth2-proxy), "AppServiceAuthSession1" behind the one without a number (App Service),
/// ".AspNetCore.CookiesC1" (ASP.NET Core, whose cookie without C1 says "chunks-2"). Fewer than two parts are no split cookie.
std::vector<SplitCookie> joinSplitCookies(const std::vector<NamedCookie> &cookies);

}
