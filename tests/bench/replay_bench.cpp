// 1,000 GETs at 8 in parallel against nginx on loopback: a collection of 1,000 requests through keyhole-cli as a process and through a
// ReplayRun, each answer diagnosed, against one `curl --parallel --parallel-max 8` in the same run; and against newman and the Bruno
// command line, where npm provides them (tests/bench/runners). Prints all times and their ratios.
#include "core/replay/collection_source.h"
#include "core/replay/replay_run.h"
#include "core/transport/curl_transport.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <functional>

using namespace keyhole;

namespace {

constexpr int kRequests = 1000, kParallel = 8, kRounds = 5;
constexpr double kMostOfCurl = 2, kLeastOfRunners = 20;

void write(const QString &path, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// nginx on a free port, which answers each path with the same small text.
class Nginx {
public:
    Nginx()
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        port = probe.serverPort();
        probe.close();
        write(m_folder.filePath("nginx.conf"),
              "daemon off; master_process off; pid nginx.pid; error_log stderr;\nevents {}\nhttp {\naccess_log off; keepalive_requests "
              "1000000;\n"
              "server { listen 127.0.0.1:"
                  + QByteArray::number(port) + "; location / { default_type application/json; return 200 '{\"id\":42}'; } }\n}\n");
        const QString program = QStandardPaths::findExecutable("nginx", {"/usr/sbin", "/usr/local/sbin", "/usr/bin"});
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program, {"-p", m_folder.path(), "-c", m_folder.filePath("nginx.conf"), "-e", "stderr"});
    }
    ~Nginx()
    {
        m_process.terminate();
        m_process.waitForFinished();
    }

    bool isReady()
    {
        for (QElapsedTimer since = started(); since.elapsed() < 5000 && m_process.waitForStarted();) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            if (socket.waitForConnected(100))
                return true;
        }
        return false;
    }
    QByteArray address(int item) const { return "http://127.0.0.1:" + QByteArray::number(port) + "/item/" + QByteArray::number(item); }

    quint16 port = 0;

private:
    static QElapsedTimer started()
    {
        QElapsedTimer since;
        since.start();
        return since;
    }
    QTemporaryDir m_folder;
    QProcess m_process;
};

/// The same requests as each program reads them.
void writeRequests(const QString &folder, const Nginx &server)
{
    QByteArray curl, postman;
    write(folder + "/open/opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Bench\n");
    write(folder + "/bruno/bruno.json", R"({"version":"1","name":"Bench","type":"collection"})");
    for (int item = 0; item < kRequests; ++item) {
        const QByteArray number = QByteArray::number(item), address = server.address(item);
        curl += "url = \"" + address + "\"\noutput = \"/dev/null\"\n";
        write(folder + "/open/item-" + number + ".yml",
              "info:\n  name: Item " + number + "\n  type: http\n  seq: " + QByteArray::number(item + 1)
                  + "\nhttp:\n  method: GET\n  url: " + address + "\n");
        write(folder + "/bruno/item-" + number + ".bru",
              "meta {\n  name: Item " + number + "\n  type: http\n  seq: " + QByteArray::number(item + 1)
                  + "\n}\n\nget {\n  url: " + address + "\n  body: none\n  auth: none\n}\n");
        postman
            += QByteArray(item ? "," : "") + R"({"name":"Item )" + number + R"(","request":{"method":"GET","url":")" + address + R"("}})";
    }
    write(folder + "/curl.txt", curl);
    write(folder + "/postman.json",
          R"({"info":{"name":"Bench","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},"item":[)" + postman
              + "]}");
}

/// Milliseconds; negative when the program failed.
double runProgram(const QString &program, const QStringList &arguments, const QString &folder = {})
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setWorkingDirectory(folder);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    const bool done = process.waitForFinished(300'000) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return done ? double(timer.nsecsElapsed()) / 1e6 : -1;
}

double throughRun(const QString &folder)
{
    QElapsedTimer timer;
    timer.start();
    auto collection = CollectionFolder::open(folder);
    if (!collection)
        return -1;
    const SystemClock clock;
    CurlTransport transport(clock);
    Session session(transport, clock);
    CollectionSource source(*collection, requestsBelow(*collection, 0), {});
    ReplayOptions options;
    options.parallel = kParallel;
    options.transport.proxy = ProxyChoice::None;
    std::vector<int> chosen;
    for (int item = 0; item < kRequests; ++item)
        chosen.push_back(item);
    ReplayRun replay(session, source, chosen, options);
    if (!replay.start())
        return -1;
    while (replay.state() != ReplayRun::State::Finished)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const bool well = replay.progress().failed == 0 && replay.results().size() == size_t(kRequests);
    return well ? double(timer.nsecsElapsed()) / 1e6 : -1;
}

double median(const std::function<double()> &measure, int rounds)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        times.push_back(measure());
    std::sort(times.begin(), times.end());
    return times.front() < 0 ? -1 : times[times.size() / 2];
}

bool report(const char *what, double time, double ratio, const char *limit, bool holds)
{
    if (time < 0)
        printf("replay: %-22s not available\n", what);
    else
        printf("replay: %-22s %8.0f ms, ratio %.2f (%s)%s\n", what, time, ratio, limit, holds ? "" : "  MISSED");
    return time < 0 || holds;
}

/// newman and Bruno send in order; they are given what each needs to be quick.
bool compareWithRunners(const QString &folder, double ours)
{
    const QString runners = QStringLiteral(KEYHOLE_RUNNERS_FOLDER);
    const bool installed = runProgram(QStringLiteral(KEYHOLE_SOURCE_DIR "/tests/bench/runners/install"), {runners}) >= 0;
    const QString bin = runners + "/node_modules/.bin/";
    const double newman = installed ? runProgram(bin + "newman", {"run", folder + "/postman.json", "--silent"}) : -1;
    const double bruno = installed ? runProgram(bin + "bru", {"run"}, folder + "/bruno") : -1;
    const bool newmanWell = report("newman", newman, newman / ours, "at least 20", newman / ours >= kLeastOfRunners);
    return report("Bruno", bruno, bruno / ours, "at least 20", bruno / ours >= kLeastOfRunners) && newmanWell;
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    Nginx server;
    if (!server.isReady()) {
        qCritical("nginx did not start; is it installed?");
        return 1;
    }
    const QTemporaryDir folder;
    writeRequests(folder.path(), server);
    const auto curl = [&] {
        return runProgram(
            "curl",
            {"-q", "-s", "--noproxy", "*", "--parallel", "--parallel-max", QString::number(kParallel), "-K", folder.filePath("curl.txt")});
    };
    const auto run = [&] { return throughRun(folder.filePath("open")); };
    const auto cli = [&] {
        return runProgram(KEYHOLE_CLI, {"replay", "--noproxy", "*", "--parallel", QString::number(kParallel), folder.filePath("open")});
    };
    curl(), run(), cli();  // all begin with a server that runs and files that were read
    const double curlTime = median(curl, kRounds), runTime = median(run, kRounds), cliTime = median(cli, kRounds);
    if (curlTime < 0 || runTime < 0 || cliTime < 0) {
        qCritical("A request failed; is curl installed?");
        return 1;
    }
    printf("replay: %d GETs, %d at once, nginx on loopback\n", kRequests, kParallel);
    printf("replay: %-22s %8.0f ms\n", "curl --parallel", curlTime);
    bool well = report("a run in this process", runTime, runTime / curlTime, "at most 2", runTime / curlTime <= kMostOfCurl);
    well = report("keyhole-cli", cliTime, cliTime / curlTime, "at most 2", cliTime / curlTime <= kMostOfCurl) && well;
    return compareWithRunners(folder.path(), cliTime) && well ? 0 : 1;
}
