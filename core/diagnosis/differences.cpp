#include "core/diagnosis/differences.h"

#include "core/diagnosis/diagnose.h"
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

/// What is accepted again and again teaches what differs each time; the latest are enough.
LearnedNoise learnedFrom(const Facts &facts)
{
    constexpr size_t kMostLooked = 4;
    std::vector<const Exchange *> accepted;
    for (auto each = facts.earlier.rbegin(); each != facts.earlier.rend() && accepted.size() < kMostLooked; ++each) {
        if (each->accepted && each->sameAddress)
            accepted.insert(accepted.begin(), each->exchange);
    }
    return learnNoise(accepted, facts.exchange, ComparedSides::Requests);
}

/// "What changed since the 401 at 09:43:12 UTC: another token."
QString changedSinceRefusal(const Differences &differences)
{
    const QString at = differences.at
        ? QStringLiteral(" at %1").arg(utcText(*differences.at, *differences.at + differences.before.value_or(Milliseconds(0))))
        : QString();
    const QString what = differences.items.empty() ? QStringLiteral("nothing in the request") : differences.items.front().says;
    const auto more = differences.items.size() > 1 ? QStringLiteral(", and %1 more").arg(differences.items.size() - 1) : QString();
    return QStringLiteral("What changed since the %1%2: %3%4.").arg(refusalOf(differences)).arg(at, what, more);
}

/// Its number, from 1; 0 without one. Of what was accepted no history is gathered, so it is looked for here.
int lastRefusal(const Facts &facts)
{
    for (size_t i = facts.input.earlier.size(); i-- > 0;) {
        const Exchange &each = *facts.input.earlier[i];
        if (each.hops.empty() || !each.last().response || each.last().request.method != facts.request.method
            || each.last().request.url.origin() != facts.origin || each.last().request.url.path != facts.request.url.path)
            continue;
        return isRefusal(each.last().response->status) ? int(i) + 1 : 0;
    }
    return 0;
}

void take(Differences &differences, const std::vector<ExchangeDifference> &items)
{
    qsizetype more = 0;
    for (const ExchangeDifference &item : items) {
        constexpr int kNote = 20;  // order and letter case of fields, and the like
        const bool note = item.weight == DifferenceWeight::Minor && item.rank < kNote;
        if (note || item.weight == DifferenceWeight::Noise || item.weight == DifferenceWeight::Outcome)
            continue;
        if (differences.items.size() < kMostItems)
            differences.items.push_back({item.where, item.left, item.right, item.says});
        else
            ++more;
    }
    if (more > 0)
        differences.items.push_back({"request", {}, {}, QStringLiteral("and %1 more things").arg(more)});
}

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

Differences differencesBetween(const Exchange &then, const Exchange &now, const std::function<LearnedNoise()> &learn, bool secretsCompare)
{
    Differences differences;
    differences.at = momentOf(then.last());
    const auto moment = momentOf(now.last());
    if (differences.at && moment && *moment >= *differences.at)
        differences.before = *moment - *differences.at;
    CompareOptions options{{}, ComparedSides::Requests, secretsCompare};
    ExchangeComparison comparison = compareExchanges(then, now, options);
    if (std::any_of(comparison.items.begin(), comparison.items.end(), &mayBeLearned)) {
        options.noise = learn();
        comparison = compareExchanges(then, now, options);
    }
    differences.success = comparison.left.line;
    take(differences, comparison.items);
    return differences;
}

std::optional<Differences> differencesOf(const Facts &facts)
{
    const bool accepted = facts.status >= 200 && facts.status < 300 && !facts.refusalInSuccess;
    const Earlier *success = facts.refusedInSomeWay() ? lastSuccess(facts) : nullptr;
    const int number = success ? success->number : accepted ? lastRefusal(facts) : 0;
    if (number == 0)
        return std::nullopt;
    const Exchange &then = *facts.input.earlier[size_t(number) - 1];
    Differences differences = differencesBetween(then, facts.exchange, [&facts] { return learnedFrom(facts); });
    differences.since = "history." + QByteArray::number(number);
    differences.entry = then.recordedEntry;
    return differences;
}

int refusalOf(const Differences &differences)
{
    const int status = differences.success.mid(differences.success.lastIndexOf(u' ') + 1).toInt();
    return isRefusal(status) ? status : 0;
}

bool isSameRequest(const Differences &differences)
{
    return std::none_of(differences.items.begin(), differences.items.end(),
                        [](const Difference &item) { return item.what == "request.url" || item.what == "request.method"; });
}

void tellWhatChanged(Report &report)
{
    if (report.verdict.outcome != Outcome::Accepted || !report.differences || refusalOf(*report.differences) == 0)
        return;
    const Differences &differences = *report.differences;
    // A word on what signed in stays: it says which of the changes matters.
    report.verdict.line = report.verdict.line == kAcceptedLine ? changedSinceRefusal(differences)
                                                               : report.verdict.line + QLatin1Char(' ') + changedSinceRefusal(differences);
    std::erase_if(report.verdict.actions, [](const Action &action) { return action.id == "compare"; });
    report.verdict.actions.push_back({"compare", QStringLiteral("Compare with the %1").arg(refusalOf(differences)), differences.since});
}

QString differencesHeading(const Differences &differences)
{
    QStringList where;
    if (differences.entry > 0)
        where += QStringLiteral("entry %1").arg(differences.entry);
    if (differences.before)
        where += QStringLiteral("%1 before").arg(roughDurationText(*differences.before));
    const QString beside = where.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(where.join(QStringLiteral(", ")));
    const QString since
        = refusalOf(differences) > 0 ? QStringLiteral("the %1").arg(refusalOf(differences)) : QStringLiteral("it last worked");
    return (differences.items.empty() ? QStringLiteral("Nothing in the request changed since %1%2")
                                      : QStringLiteral("What changed since %1%2"))
        .arg(since, beside);
}

}
