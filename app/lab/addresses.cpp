#include "app/lab/addresses.h"

#include "core/json/json.h"

namespace keyhole::lab {

std::vector<Address> allAddresses()
{
    std::vector<Address> all;
    for (const auto &table : {headerAddresses(), basicAddresses(), tokenAddresses(), clockAddresses(), cookieAddresses(), signedAddresses(),
                              serverAddresses(), storyAddresses(), layerAddresses()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

void type(RequestDraft &draft, const QByteArray &name, const QByteArray &value)
{
    draft.fields.push_back({true, name, value, {}});
}

void askAt(const Site &site, RequestDraft &draft, const QByteArray &host)
{
    draft.address.replace(site.here, site.named(host));
    draft.transport.resolve.push_back(host + ':' + QByteArray::number(site.port) + ":127.0.0.1");
}

Claims soundClaims(const Site &site)
{
    const qint64 now = std::chrono::floor<Seconds>(site.now).time_since_epoch().count();
    return {{"iss", jsonString(site.here)},
            {"sub", "\"alice\""},
            {"aud", "\"orders\""},
            {"scope", "\"orders:read\""},
            {"iat", QByteArray::number(now - 300)},
            {"exp", QByteArray::number(now + 3600)}};
}

Claims with(Claims claims, const Claims &others)
{
    for (const auto &[name, value] : others) {
        const auto held = std::find_if(claims.begin(), claims.end(), [&name = name](const auto &each) { return each.first == name; });
        if (held == claims.end())
            claims.push_back({name, value});
        else
            held->second = value;
    }
    return claims;
}

}
