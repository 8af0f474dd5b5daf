#include "app/cli/compare_sides.h"

#include "app/cli/recorded_exchange.h"
#include "core/history/history_store.h"
#include "core/session/noise_keeper.h"

namespace keyhole {

namespace {

constexpr int kMostLooked = 50, kMostLearned = 8;

/// An exchange of a recording or of the history.
struct Side {
    std::optional<RecordedExchange> recorded;
    std::optional<HistoryEntry> entry;
    Exchange exchange;
};

/// Opened once, when an id is named.
Result<const HistoryStore *> history()
{
    static const auto store = HistoryStore::openToRead(HistoryStore::usualFile());
    return store ? Result<const HistoryStore *>(&*store) : failure(Error(store.error()));
}

Result<Side> keptSide(const HistoryEntry &entry)
{
    auto exchange = (*history())->exchange(entry.id);
    if (!exchange)
        return failure(exchange.error());
    return Side{std::nullopt, entry, std::move(*exchange)};
}

Result<Side> keptSide(const QString &id)
{
    bool isNumber = false;
    const qint64 number = id.toLongLong(&isNumber);
    const auto store = history();
    if (!store)
        return failure(store.error());
    const auto entry = isNumber ? (*store)->entry(number) : Result<HistoryEntry>(failure(Error{}));
    if (!entry)
        return failure(Error{QStringLiteral("there is no exchange %1 in the history").arg(id),
                             {},
                             QStringLiteral("keyhole-cli history lists them with their ids.")});
    return keptSide(*entry);
}

Result<Side> sideOf(const QString &name, int entry)
{
    static const QString kKept = QStringLiteral("history:");
    if (name.startsWith(kKept))
        return keptSide(name.mid(kKept.size()));
    auto recorded = readRecorded(name, entry);
    if (!recorded)
        return failure(recorded.error());
    Exchange exchange = recorded->exchange();
    return Side{std::move(*recorded), std::nullopt, std::move(exchange)};
}

Result<Side> lastSuccess(const Side &side)
{
    if (side.recorded) {
        auto success = side.recorded->lastSuccess();
        if (!success)
            return failure(success.error());
        Exchange exchange = success->exchange();
        return Side{std::move(*success), std::nullopt, std::move(exchange)};
    }
    const auto success = (*history())->lastSuccess(*side.entry);
    if (!success)
        return failure(success.error());
    if (!*success)
        return failure(Error{QStringLiteral("the history has no earlier success of the same request"),
                             {},
                             QStringLiteral("Name the other exchange: history:ID, or a recording.")});
    return keptSide(**success);
}

bool isOneOf(const HistoryEntry &entry, const Side &left, const Side &right)
{
    return (left.entry && left.entry->id == entry.id) || (right.entry && right.entry->id == entry.id);
}

/// Accepted exchanges of the same request that the history keeps, oldest first.
std::vector<Exchange> keptLike(const Side &left, const Side &right)
{
    std::vector<Exchange> others;
    const Side &kept = right.entry ? right : left;
    if (!kept.entry)
        return others;
    const auto entries = (*history())->like(kept.exchange.first().request, kMostLooked);
    for (const HistoryEntry &each : entries ? *entries : std::vector<HistoryEntry>()) {
        const bool accepted = each.status >= 200 && each.status < 300 && each.cause.isEmpty();
        if (!accepted || isOneOf(each, left, right) || int(others.size()) == kMostLearned)
            continue;
        if (auto exchange = (*history())->exchange(each.id))
            others.insert(others.begin(), std::move(*exchange));
    }
    return others;
}

std::vector<Exchange> recordedLike(const Side &left, const Side &right)
{
    std::vector<Exchange> others;
    if (left.recorded && right.recorded)
        others = left.recorded->othersLikeIt(*right.recorded);
    else if (const auto &recorded = left.recorded ? left.recorded : right.recorded)
        return recorded->othersLikeIt(*recorded);
    if (left.recorded && right.recorded && !right.recorded->isOfTheSameFile(*left.recorded)) {
        for (Exchange &each : right.recorded->othersLikeIt(*left.recorded))
            others.push_back(std::move(each));
    }
    return others;
}

LearnedNoise noiseFor(const Side &left, const Side &right)
{
    std::vector<Exchange> others = recordedLike(left, right);
    for (Exchange &each : keptLike(left, right))
        others.push_back(std::move(each));
    std::vector<const Exchange *> accepted;
    for (const Exchange &each : others)
        accepted.push_back(&each);
    LearnedNoise noise = learnNoise(accepted, right.exchange);
    noise.remember(NoiseKeeper(NoiseKeeper::usualFile()).memory().of(noiseSubject(right.exchange.last().request)));
    return noise;
}

QByteArray marksOf(const Side &side)
{
    return side.entry ? side.entry->marks : QByteArray();
}

}

Result<CompareSides> readCompareSides(const QStringList &names, int entry)
{
    auto right = sideOf(names.back(), names.size() == 1 ? entry : 0);
    if (!right)
        return failure(right.error());
    auto left = names.size() == 1 ? lastSuccess(*right) : sideOf(names.front(), 0);
    if (!left)
        return failure(left.error());
    LearnedNoise noise = noiseFor(*left, *right);
    return CompareSides{std::move(left->exchange), std::move(right->exchange), std::move(noise), marksOf(*left) == marksOf(*right)};
}

}
