#include "core/diagnosis/layer/signs.h"

namespace keyhole {

namespace {

/// "HIT", "TCP_MEM_HIT from …" (Akamai, Squid), "MISS, HIT" (Fastly: the last is the nearest), "cache; hit" (RFC 9211).
bool saysStored(const QByteArray &value)
{
    const QByteArray nearest = value.mid(value.lastIndexOf(',') + 1).trimmed();
    return nearest.startsWith("hit") || nearest.startsWith("stale") || nearest.contains("; hit")
        || (nearest.startsWith("tcp_") && nearest.left(nearest.indexOf(' ')).endsWith("hit"));
}

}

const Field *storedField(const FieldList &fields)
{
    static constexpr QByteArrayView kNames[] = {"X-Cache",         "X-Cache-Status", "CF-Cache-Status", "X-Proxy-Cache",
                                                "X-Varnish-Cache", "X-Drupal-Cache", "X-Nginx-Cache",   "Cache-Status"};
    for (const Field &field : fields) {
        const bool known
            = std::any_of(std::begin(kNames), std::end(kNames), [&](QByteArrayView name) { return equalsIgnoringCase(name, field.name); });
        if (known && saysStored(field.value.toLower()))
            return &field;
        if (equalsIgnoringCase(field.name, "Age") && field.value.toInt() > 0)
            return &field;
    }
    return nullptr;
}

}
