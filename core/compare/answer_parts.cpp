#include "core/compare/exchange_pair.h"
#include "core/compare/noise.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

using Weight = DifferenceWeight;

QString statusText(const Hop &hop)
{
    if (!hop.response)
        return hop.error ? QStringLiteral("no answer: %1").arg(quoted(hop.error->error.what, 120)) : QStringLiteral("no answer");
    return QStringLiteral("%1 %2").arg(hop.response->status).arg(quoted(hop.response->reason, 60)).trimmed();
}

/// Told with the cookies and the connection.
bool isComparedElsewhere(const QByteArray &name)
{
    return name == "set-cookie" || name == "server" || name == "x-powered-by" || name == "via";
}

int rankOf(const QByteArray &name)
{
    struct Known {
        const char *name;
        int rank;
    };
    static constexpr Known kKnown[]
        = {{"www-authenticate", 90}, {"proxy-authenticate", 90}, {"location", 86},         {"content-type", 80}, {"retry-after", 60},
           {"x-error", 82},          {"dpop-nonce", 70},         {"content-encoding", 35}, {"vary", 34}};
    const auto known = std::find_if(std::begin(kKnown), std::end(kKnown), [&](const Known &each) { return name == each.name; });
    if (known != std::end(kKnown))
        return known->rank;
    return name.contains("error") || name.contains("reason") || name.contains("denied") ? 84 : name.startsWith("access-control-") ? 62 : 45;
}

/// A policy with a nonce of each answer is the same policy.
QByteArray withoutNonces(const QByteArray &value)
{
    QByteArrayList parts;
    for (const QByteArray &part : value.split(' ')) {
        if (!part.startsWith("'nonce-"))
            parts += part;
    }
    return parts.join(' ');
}

QByteArray joined(const FieldList &fields, const QByteArray &name)
{
    QByteArrayList values;
    for (const QByteArray &value : fields.values(name))
        values += name.startsWith("content-security-policy") ? withoutNonces(value) : value;
    return values.join(", ");
}

void compareField(ExchangePair &pair, const Field &field)
{
    const QByteArray name = field.name.toLower();
    const FieldList &lefts = pair.left().response->fields, &rights = pair.right().response->fields;
    const QByteArray left = joined(lefts, name), right = joined(rights, name);
    const bool had = lefts.contains(name), has = rights.contains(name);
    if (had == has && left == right)
        return;
    constexpr int kShown = 200;  // of policies that fill pages
    ExchangeDifference item;
    item.part = ComparedPart::ResponseFields;
    item.where = "response.headers." + field.name;
    item.name = quoted(field.name, 60);
    item.left = pair.shownValue(name, had ? std::optional(left) : std::nullopt, kShown);
    item.right = pair.shownValue(name, has ? std::optional(right) : std::nullopt, kShown);
    item.says = (!has       ? QStringLiteral("%1 is not answered any longer")
                     : !had ? QStringLiteral("%1 is new")
                            : QStringLiteral("%1 has another value"))
                    .arg(item.name);
    item.why = responseFieldNoise(name);
    item.weight = item.why.isEmpty() ? Weight::Outcome : Weight::Noise;
    item.rank = rankOf(name);
    if (item.weight == Weight::Outcome && item.rank == 45 && looksGenerated(left) && looksGenerated(right)) {
        item.weight = Weight::Minor;
        item.rank = 8;
        item.why = QStringLiteral("both look as if a program had made them up");
    }
    pair.add(std::move(item));
}

}

void compareStatus(ExchangePair &pair)
{
    const Hop &left = pair.left(), &right = pair.right();
    const int before = left.response ? left.response->status : 0, after = right.response ? right.response->status : 0;
    if (before != after || (!before && statusText(left) != statusText(right)))
        pair.addChanged(ComparedPart::Status, "response.status", statusText(left), statusText(right), QStringLiteral("another status"),
                        Weight::Outcome, 100);
}

void compareResponseFields(ExchangePair &pair)
{
    if (!pair.left().response || !pair.right().response)
        return;
    QByteArrayList seen;
    for (const Hop *hop : {&pair.right(), &pair.left()}) {
        for (const Field &field : hop->response->fields) {
            const QByteArray name = field.name.toLower();
            if (seen.contains(name) || isComparedElsewhere(name))
                continue;
            seen += name;
            compareField(pair, field);
        }
    }
}

}
