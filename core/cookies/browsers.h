#pragma once

#include "core/cookies/jar.h"

#include <span>

namespace keyhole {

enum class Browser { Chrome, Firefox, Safari };

/// One thing that a browser does otherwise than the standard or than the others, and where that is said.
struct BrowserTrait {
    const char *rule;  ///< of StoreDecision or CookieDecision that it bears on
    const char *says;
    const char *source;  ///< address of a public page
};

struct BrowserProfile {
    Browser browser;
    const char *id;  ///< "chrome", "firefox", "safari"
    const char *name;
    CookiePolicy policy;
    std::span<const BrowserTrait> traits;

    const BrowserTrait *trait(QByteArrayView rule) const;  ///< null where it does nothing special
};

/// With their settings as they come, not in a private window.
std::span<const BrowserProfile> browserProfiles();
const BrowserProfile &profileOf(Browser browser);
const BrowserProfile *findProfile(QByteArrayView id);  ///< null for an unknown one

/// A cookie that a browser would have treated otherwise than Keyhole.
struct BrowserDifference {
    Browser browser;
    QByteArray cookie;
    bool here = false, there = false;  ///< whether it is kept, or goes along
    QString reason;  ///< of the browser's decision, or of Keyhole's where only that has one
    const char *says = nullptr;  ///< the trait behind it; null: none is on record
    const char *source = nullptr;

    friend bool operator==(const BrowserDifference &, const BrowserDifference &) = default;
};

/// Which cookies of the jar each browser would have sent, or not, against the jar's own policy.
std::vector<BrowserDifference> sendingDifferences(const CookieJar &jar, const Url &url, const CookieContext &context, Instant now);
/// The same for a Set-Cookie field: kept or refused.
std::vector<BrowserDifference> storingDifferences(const CookieJar &jar, const Url &url, const QByteArray &setCookie,
                                                  const CookieContext &context, Instant now);

}
