#include "core/diagnosis/difference_parts.h"

#include "core/diagnosis/evidence.h"
#include "core/diagnosis/knowledge/names.h"
#include "core/diagnosis/words.h"

namespace keyhole {

namespace {

constexpr size_t kMostItems = 30;

/// "/Orders/" and "/orders" are one address to a person.
QByteArray plainPath(const Url &url)
{
    QByteArray path = url.path.toLower();
    while (path.endsWith('/'))
        path.chop(1);
    return path;
}

bool bringsCredential(const Request &request)
{
    return std::any_of(request.fields.begin(), request.fields.end(), [](const Field &field) {
        return equalsIgnoringCase(field.name, "Authorization") || equalsIgnoringCase(field.name, "Cookie") || isCredentialField(field.name);
    });
}

bool isSameSite(const Origin &a, const Origin &b)
{
    const QByteArray domain = registrableDomain(a.host);
    return a.host == b.host || (!domain.isEmpty() && domain == registrableDomain(b.host));
}

/// How much a success tells about this exchange; 0: nothing.
int nearness(const Facts &facts, const Earlier &each)
{
    const Request &other = each.exchange->last().request;
    const bool sameMethod = other.method == facts.request.method;
    if (!each.succeeded() || (other.method == "OPTIONS" && !sameMethod))
        return 0;
    const bool samePath = plainPath(other.url) == plainPath(facts.request.url);
    if (each.sameAddress && sameMethod)
        return 5;
    if (samePath && (each.sameOrigin || (sameMethod && isSameSite(other.url.origin(), facts.origin))))
        return 4;
    if (!each.sameOrigin)
        return 0;
    return each.sameCredential ? 3 : bringsCredential(other) ? 2 : 0;
}

std::optional<Instant> momentOf(const Hop &hop)
{
    return hop.answeredAt ? hop.answeredAt : hop.sentAt;
}

void cutOff(std::vector<Difference> &items)
{
    if (items.size() <= kMostItems)
        return;
    const size_t more = items.size() - kMostItems;
    items.resize(kMostItems);
    items.push_back({"request", {}, {}, QStringLiteral("and %1 more things").arg(more)});
}

}

QString Comparison::mark(const QByteArray &secret)
{
    auto found = std::find(m_secrets.begin(), m_secrets.end(), secret);
    if (found == m_secrets.end())
        found = m_secrets.insert(m_secrets.end(), secret);
    return QStringLiteral("%1 #%2, %3 characters")
        .arg(QString(8, QChar(0x2022)), QString::number(found - m_secrets.begin() + 1), QString::number(secret.size()));
}

const Earlier *lastSuccess(const Facts &facts)
{
    const Earlier *best = nullptr;
    int bestNearness = 1;
    for (const Earlier &each : facts.earlier) {
        const int near = nearness(facts, each);
        if (near >= bestNearness) {
            best = &each;
            bestNearness = near;
        }
    }
    return best;
}

std::optional<Differences> differencesOf(const Facts &facts)
{
    const Earlier *success = facts.refusedInSomeWay() ? lastSuccess(facts) : nullptr;
    if (!success)
        return std::nullopt;
    const Hop &then = success->exchange->last();
    Differences differences;
    differences.since = "history." + QByteArray::number(success->number);
    differences.entry = success->exchange->recordedEntry;
    differences.success = earlierLine(*success, {}).text;
    differences.at = momentOf(then);
    const auto now = momentOf(facts.hop);
    if (differences.at && now && *now >= *differences.at)
        differences.before = *now - *differences.at;
    Comparison comparison(then, facts.hop);
    compareCredentials(comparison);
    compareCookies(comparison);
    compareAddresses(comparison);
    compareFields(comparison);
    compareBodies(comparison);
    compareConnections(comparison);
    differences.items = comparison.take();
    cutOff(differences.items);
    return differences;
}

QString differencesHeading(const Differences &differences)
{
    QStringList where;
    if (differences.entry > 0)
        where += QStringLiteral("entry %1").arg(differences.entry);
    if (differences.before)
        where += QStringLiteral("%1 before").arg(roughDurationText(*differences.before));
    const QString beside = where.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(where.join(QStringLiteral(", ")));
    return (differences.items.empty() ? QStringLiteral("Nothing in the request differs from the last success%1")
                                      : QStringLiteral("What differs from the last success%1"))
        .arg(beside);
}

}
