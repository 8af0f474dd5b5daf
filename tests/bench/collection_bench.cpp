// A collection of 10,000 requests in 100 folders: how long it takes to open, to look through again, and to filter at each key. Reading the
// same files as plain bytes, one after the other, stands beside it.
#include "core/collection/collection_filter.h"
#include "core/collection/collection_folder.h"
#include "large_collection.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <cstdio>

using namespace keyhole;

namespace {

constexpr int kRounds = 7;
constexpr double kOpenLimit = 300, kFilterLimit = 16;  // milliseconds

template <class Work> double median(Work work)
{
    std::vector<double> times;
    for (int round = 0; round < kRounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

double readPlainly(const CollectionFolder &collection)
{
    return median([&collection] {
        qsizetype bytes = 0;
        for (const CollectionEntry &entry : collection.entries()) {
            QFile file(collection.folder() + '/' + entry.path);
            if (entry.kind == CollectionEntry::Kind::Request && file.open(QFile::ReadOnly))
                bytes += file.readAll().size();
        }
        return bytes;
    });
}

/// The slowest key of a search, each the median of its rounds.
double slowestKey(const CollectionFilter &filter)
{
    double slowest = 0;
    for (const QString &typed :
         {QString("o"), QString("or"), QString("ord"), QString("orders 99"), QString("post 4242"), QString("nothing such")})
        slowest = std::max(slowest, median([&] { return filter.matches(typed); }));
    return slowest;
}

}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    if (!makeLargeCollection(folder.filePath("large")))
        return 1;
    auto collection = CollectionFolder::open(folder.filePath("large"));
    if (!collection || collection->entries().size() != kFolders * (kRequestsInEach + 1))
        return 1;
    const double open = median([&] { return CollectionFolder::open(folder.filePath("large")); });
    const double again = median([&] { return collection->rescan(); });
    const double plain = readPlainly(*collection);
    const double key = slowestKey(CollectionFilter(collection->entries()));
    std::printf("open 10,000 requests: %.0f ms (limit %.0f), %.2f of reading the files one after the other (%.0f ms)\n", open, kOpenLimit,
                open / plain, plain);
    std::printf("look through again: %.0f ms\n", again);
    std::printf("filter, slowest key: %.2f ms (limit %.0f)\n", key, kFilterLimit);
    return open <= kOpenLimit && key <= kFilterLimit ? 0 : 1;
}
