#include "core/history/kept_differences.h"

#include "core/diagnosis/differences.h"

namespace keyhole {

namespace {

constexpr int kMostLooked = 50;  // entries of the address before this one, for a success among them
constexpr int kMostLearned = 4;

bool wasAccepted(const HistoryEntry &entry)
{
    return entry.status >= 200 && entry.status < 300 && entry.cause.isEmpty();
}

/// The entry to compare with, of those before, latest first.
const HistoryEntry *partnerOf(const HistoryEntry &entry, const std::vector<HistoryEntry> &before)
{
    if (wasAccepted(entry))
        return !before.empty() && isRefusal(before.front().status) ? &before.front() : nullptr;
    if (!isRefusal(entry.status) && entry.cause.isEmpty())
        return nullptr;
    const auto found = std::find_if(before.begin(), before.end(), wasAccepted);
    return found == before.end() ? nullptr : &*found;
}

Result<std::vector<KeptExchange>> successesAmong(const HistoryStore &store, const std::vector<HistoryEntry> &entries, int most)
{
    std::vector<KeptExchange> exchanges;
    for (const HistoryEntry &each : entries) {
        if (!wasAccepted(each) || int(exchanges.size()) == most)
            continue;
        auto exchange = store.exchange(each.id);
        if (!exchange)
            return failure(exchange.error());
        exchanges.insert(exchanges.begin(), KeptExchange{std::move(*exchange), each.marks});
    }
    return exchanges;
}

LearnedNoise learnedFrom(const std::vector<KeptExchange> &accepted, const Exchange &like)
{
    std::vector<const Exchange *> views;
    for (const KeptExchange &each : accepted)
        views.push_back(&each.exchange);
    return learnNoise(views, like, ComparedSides::Requests);
}

}

Result<KeptExchange> keptExchange(const HistoryStore &store, qint64 id)
{
    auto exchange = store.exchange(id);
    if (!exchange)
        return failure(exchange.error());
    const auto entry = store.entry(id);
    if (!entry)
        return failure(entry.error());
    return KeptExchange{std::move(*exchange), entry->marks};
}

Result<std::optional<Differences>> keptDifferences(const HistoryStore &store, const HistoryEntry &entry)
{
    const auto now = store.exchange(entry.id);
    if (!now)
        return failure(now.error());
    const auto before = store.like(now->first().request, kMostLooked, entry.id);
    if (!before)
        return failure(before.error());
    const HistoryEntry *partner = partnerOf(entry, *before);
    if (!partner)
        return std::nullopt;
    const auto then = store.exchange(partner->id);
    if (!then)
        return failure(then.error());
    const auto learn
        = [&] { return learnedFrom(successesAmong(store, *before, kMostLearned).value_or(std::vector<KeptExchange>()), *now); };
    Differences differences = differencesBetween(*then, *now, learn, partner->marks == entry.marks);
    differences.since = "kept." + QByteArray::number(partner->id);
    return differences;
}

Result<std::vector<KeptExchange>> keptSuccesses(const HistoryStore &store, const Request &request, int most)
{
    const auto entries = store.like(request, kMostLooked);
    if (!entries)
        return failure(entries.error());
    return successesAmong(store, *entries, most);
}

}
