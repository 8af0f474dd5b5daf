// Time from the first line to the mapped window, and memory then, of Keyhole's window against a bare Qt window with a tree, an editor and
// a table. Each is a process of its own, taken in turn; the medians are compared. start_bench bare|keyhole runs one.
#include "core/clock/clock.h"
#include "core/session/session.h"
#include "core/transport/curl_transport.h"
#include "ui/main_window/main_window.h"

#include <QApplication>
#include <QFile>
#include <QPlainTextEdit>
#include <QProcess>
#include <QSplitter>
#include <QTableWidget>
#include <QTextStream>
#include <QTimer>
#include <QTreeWidget>

using namespace keyhole;

namespace {

constexpr int kRounds = 11;
constexpr double kLimit = 2;

double residentMegabytes()
{
    QFile file("/proc/self/statm");
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6;
}

/// Tells time and memory once the window has been painted, and ends.
int measure(QWidget &window, const QElapsedTimer &since)
{
    window.resize(1440, 900);
    window.show();
    QTimer::singleShot(0, &window, [&] {
        window.repaint();
        QTextStream(stdout) << double(since.nsecsElapsed()) / 1e6 << ' ' << residentMegabytes() << '\n';
        QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}

int runBare(const QElapsedTimer &since)
{
    QMainWindow window;
    auto *splitter = new QSplitter;
    auto *tree = new QTreeWidget;
    for (int i = 0; i < 20; ++i)
        new QTreeWidgetItem(tree, {QString("Request %1").arg(i)});
    auto *table = new QTableWidget(20, 3);
    splitter->addWidget(tree);
    splitter->addWidget(new QPlainTextEdit("{}"));
    splitter->addWidget(table);
    window.setCentralWidget(splitter);
    return measure(window, since);
}

int runKeyhole(const QElapsedTimer &since)
{
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    Theme theme;
    MainWindow window(theme, session, {});
    return measure(window, since);
}

struct Figures {
    std::vector<double> milliseconds, megabytes;
};

void runOnce(const QString &program, const QString &kind, Figures &figures)
{
    QProcess process;
    process.start(program, {kind});
    process.waitForFinished();
    const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
    figures.milliseconds.push_back(words.value(0).toDouble());
    figures.megabytes.push_back(words.value(1).toDouble());
}

double median(std::vector<double> values)
{
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

int compare(const QString &program)
{
    Figures bare, keyholes;
    for (int round = 0; round < kRounds; ++round) {
        runOnce(program, "bare", bare);
        runOnce(program, "keyhole", keyholes);
    }
    const double time = median(keyholes.milliseconds) / median(bare.milliseconds),
                 memory = median(keyholes.megabytes) / median(bare.megabytes);
    QTextStream(stdout) << QString("window mapped: %1 ms, bare %2 ms, ratio %3 (at most %4)\n")
                               .arg(median(keyholes.milliseconds), 0, 'f', 1)
                               .arg(median(bare.milliseconds), 0, 'f', 1)
                               .arg(time, 0, 'f', 2)
                               .arg(kLimit)
                        << QString("resident: %1 MB, bare %2 MB, ratio %3 (at most %4)\n")
                               .arg(median(keyholes.megabytes), 0, 'f', 1)
                               .arg(median(bare.megabytes), 0, 'f', 1)
                               .arg(memory, 0, 'f', 2)
                               .arg(kLimit);
    return time <= kLimit && memory <= kLimit ? 0 : 1;
}

}

int main(int argc, char *argv[])
{
    QElapsedTimer since;
    since.start();
    if (argc < 2) {
        QCoreApplication application(argc, argv);
        return compare(QCoreApplication::applicationFilePath());
    }
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    return qstrcmp(argv[1], "bare") == 0 ? runBare(since) : runKeyhole(since);
}
