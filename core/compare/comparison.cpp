#include "core/compare/comparison.h"

#include "core/compare/exchange_pair.h"

namespace keyhole {

namespace {

struct PartWords {
    const char *id, *name;
};

constexpr PartWords kParts[kComparedParts] = {
    {"address", "Address"}, {"request-fields", "Request fields"},   {"credential", "Credential"},
    {"cookies", "Cookies"}, {"request-body", "Request body"},       {"clock", "Clock"},
    {"tls", "TLS"},         {"connection", "Connection"},           {"redirects", "Redirects"},
    {"status", "Status"},   {"response-fields", "Response fields"}, {"response-body", "Response body"},
    {"times", "Times"},
};

}

const char *partId(ComparedPart part)
{
    return kParts[int(part)].id;
}

QString partName(ComparedPart part)
{
    return QLatin1String(kParts[int(part)].name);
}

const char *weightId(DifferenceWeight weight)
{
    static constexpr const char *kIds[] = {"explains", "outcome", "minor", "noise"};
    return kIds[int(weight)];
}

qsizetype ExchangeComparison::count(DifferenceWeight weight) const
{
    return std::count_if(items.begin(), items.end(), [weight](const ExchangeDifference &item) { return item.weight == weight; });
}

ExchangeComparison compareExchanges(const Exchange &left, const Exchange &right, const CompareOptions &options)
{
    ExchangePair pair(left, right, options.sides);
    for (const auto compare : {&compareAddresses, &compareRequestFields, &compareCredentials, &compareCookies, &compareRequestBodies,
                               &compareClocks, &compareTls, &compareConnections, &compareRedirects})
        compare(pair);
    if (options.sides == ComparedSides::Whole) {
        for (const auto compare : {&compareStatus, &compareResponseFields, &compareResponseBodies, &compareTimes})
            compare(pair);
    }
    return pair.take(options);
}

QString comparisonSummary(const ExchangeComparison &comparison)
{
    const auto explains = comparison.count(DifferenceWeight::Explains), outcome = comparison.count(DifferenceWeight::Outcome),
               minor = comparison.count(DifferenceWeight::Minor), noise = comparison.count(DifferenceWeight::Noise);
    QStringList parts;
    if (explains > 0)
        parts += explains == 1 ? QStringLiteral("1 difference may explain it")
                               : QStringLiteral("%1 differences may explain it").arg(explains);
    if (outcome > 0)
        parts += QStringLiteral("%1 in the answer").arg(outcome);
    if (minor > 0)
        parts += QStringLiteral("%1 of little weight").arg(minor);
    if (noise > 0)
        parts += QStringLiteral("%1 folded as noise").arg(noise);
    if (parts.isEmpty())
        return QStringLiteral("Nothing differs.");
    if (explains + outcome + minor == 0)
        return QStringLiteral("Nothing differs but noise: %1.").arg(parts.join(QStringLiteral(", ")));
    return parts.join(QStringLiteral(", ")) + u'.';
}

}
