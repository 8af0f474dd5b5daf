// A collection of 10,000 requests in the sidebar: how long it takes from the folder to the rows, to filter and paint at each key, to follow
// what others changed, and to open a request. Listing the folder alone stands beside it.
#include "core/collection/collection_folder.h"
#include "large_collection.h"
#include "ui/collection/open_collections.h"
#include "ui/collection/sidebar.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTemporaryDir>
#include <QTreeView>
#include <cstdio>

using namespace keyhole;

namespace {

constexpr int kRounds = 7;
constexpr double kOpenLimit = 300, kKeyLimit = 16;  // milliseconds

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

struct Window {
    Window() : sidebar(theme, tree, history)
    {
        sidebar.resize(264, 860);
        sidebar.show();
        QCoreApplication::processEvents();
    }
    void paint()
    {
        QCoreApplication::processEvents();
        sidebar.view(Sidebar::Collections)->viewport()->repaint();
    }

    Theme theme;
    RequestTree tree;
    HistoryModel history;
    Sidebar sidebar;
};

double opening(const QString &folder)
{
    return median([&folder] {
        Window window;
        QElapsedTimer timer;
        timer.start();
        auto read = CollectionFolder::open(folder);
        OpenCollection collection(std::move(*read));
        window.tree.addFiles(collection);
        window.paint();
    });
}

/// The slowest key, each the median of its rounds: typed letter by letter, and taken away again.
double slowestKey(Window &window)
{
    double slowest = 0;
    for (const QString &typed : {QString("o"), QString("or"), QString("orders 9"), QString("orders 99"), QString("post 4242"),
                                 QString("nothing such"), QString("4xx"), QString("host:example.com"), QString()}) {
        std::vector<double> times;
        for (int round = 0; round < kRounds; ++round) {
            window.sidebar.filter()->setText(typed.isEmpty() ? "ord" : typed.chopped(1));
            window.paint();
            QElapsedTimer timer;
            timer.start();
            window.sidebar.filter()->setText(typed);
            window.paint();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::sort(times.begin(), times.end());
        std::printf("  \"%s\": %.1f ms\n", qUtf8Printable(typed), times[times.size() / 2]);
        slowest = std::max(slowest, times[times.size() / 2]);
    }
    return slowest;
}

}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString large = folder.filePath("large");
    if (!makeLargeCollection(large))
        return 1;
    const double list = median([&large] { return CollectionFolder::open(large).has_value(); });
    const double open = opening(large);
    Window window;
    OpenCollection collection(*CollectionFolder::open(large));
    window.tree.addFiles(collection);
    window.paint();
    const double key = slowestKey(window);
    const double update = median([&] { window.tree.update(collection); });
    const double look = median([&] { collection.watch().look(); });
    const double read = median([&] { return collection.folder().requestFile(5000).has_value(); });
    std::printf("open 10,000 requests and show them: %.0f ms (limit %.0f), %.2f of listing the folder (%.0f ms)\n", open, kOpenLimit,
                open / list, list);
    std::printf("filter and paint, slowest key: %.1f ms (limit %.0f)\n", key, kKeyLimit);
    std::printf("follow a change: %.1f ms; look through again: %.1f ms; read a request: %.2f ms\n", update, look, read);
    return open <= kOpenLimit && key <= kKeyLimit ? 0 : 1;
}
