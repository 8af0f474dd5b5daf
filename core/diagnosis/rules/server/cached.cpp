#include "core/diagnosis/evidence.h"
#include "core/diagnosis/rules/rules.h"

namespace keyhole {

namespace {

/// "HIT", "TCP_MEM_HIT from …" (Akamai, Squid), "MISS, HIT" (Fastly: the last is the nearest), "cache; hit" (RFC 9211).
bool saysStored(const QByteArray &value)
{
    const QByteArray nearest = value.mid(value.lastIndexOf(',') + 1).trimmed();
    return nearest.startsWith("hit") || nearest.startsWith("stale") || nearest.contains("; hit")
        || (nearest.startsWith("tcp_") && nearest.left(nearest.indexOf(' ')).endsWith("hit"));
}

/// Fields by which caches say that they answered from what they had stored.
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

Check check(const Facts &facts)
{
    if (!facts.response || !facts.refusedInSomeWay())
        return ruledOut(QStringLiteral("the answer is no refusal"));
    const Field *stored = storedField(facts.response->fields);
    if (!stored)
        return ruledOut(QStringLiteral("nothing shows that a cache answered"));
    Verdict verdict{Certainty::Likely, {statusLine(facts), responseField(facts, stored->name, QStringLiteral("answered from a cache"))}};
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend(); ++each) {
        if (!each->accepted || !each->sameAddress)
            continue;
        verdict.certainty = Certainty::Certain;
        verdict.evidence.push_back(earlierLine(*each, QStringLiteral("the same page, past the cache")));
        break;
    }
    return verdict;
}

}

const Rule rules::serverCached{"server.cached", "A stored 401 was handed out", &check};

}
