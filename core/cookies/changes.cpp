#include "core/cookies/changes.h"

namespace keyhole {

namespace {

const Cookie *find(const std::vector<Cookie> &cookies, const Cookie &wanted)
{
    const auto found = std::find_if(cookies.begin(), cookies.end(), [&](const Cookie &each) { return isSameCookie(each, wanted); });
    return found == cookies.end() ? nullptr : &*found;
}

bool equalButForUse(Cookie a, const Cookie &b)
{
    a.lastUsed = b.lastUsed;
    return a == b;
}

QStringList whatChanged(const Cookie &before, const Cookie &after)
{
    QStringList changed;
    const auto note = [&changed](bool differs, const char *what) {
        if (differs)
            changed.append(QLatin1String(what));
    };
    note(before.value != after.value, "value");
    note(before.expires != after.expires, "expires");
    note(before.secure != after.secure, "Secure");
    note(before.httpOnly != after.httpOnly, "HttpOnly");
    note(before.sameSite != after.sameSite, "SameSite");
    return changed;
}

}

std::vector<JarChange> changesBetween(const std::vector<Cookie> &before, const std::vector<Cookie> &after)
{
    std::vector<JarChange> changes;
    for (const Cookie &held : before) {
        const Cookie *now = find(after, held);
        if (!now)
            changes.push_back({JarChange::Kind::Removed, held});
        else if (!equalButForUse(held, *now))
            changes.push_back({JarChange::Kind::Replaced, *now, held, whatChanged(held, *now)});
    }
    for (const Cookie &held : after) {
        if (!find(before, held))
            changes.push_back({JarChange::Kind::Added, held});
    }
    return changes;
}

}
