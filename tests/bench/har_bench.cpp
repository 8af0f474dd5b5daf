// A HAR of 100 MB with 10,000 entries, 2 % of them 401: what `diagnose --all` does with it (summaries of all, exchange and diagnosis of the
// refused ones), against simdjson's DOM parse of the same file. Each side runs in a process of its own, so that its peak memory is its own.
#include "core/formats/har.h"
#include "core/session/session.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <cstdio>
#include <simdjson.h>

using namespace keyhole;

namespace {

constexpr int kEntries = 10'000;
constexpr int kRefusedEvery = 50;
constexpr qsizetype kEntrySize = 10'486;  // 100 MB in all
constexpr int kRounds = 5;
constexpr double kTimeLimit = 5, kMemoryLimit = 3;

QByteArray fieldsText(int entry)
{
    QByteArray text
        = R"({"name":"authority","value":"api.example.com"},{"name":"accept","value":"application/json, text/plain, */*"},)"
          R"({"name":"authorization","value":"Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSIsImV4cCI6MTc5NTI1MDAwMH0.c2lnbmF0dXJl"})";
    for (int field = 0; field < 14; ++field)
        text += QStringLiteral(R"(,{"name":"x-field-%1","value":"value %2 of field %1 with some length to it"})")
                    .arg(field)
                    .arg(entry)
                    .toUtf8();
    return text;
}

QByteArray entryText(int entry)
{
    const bool refused = entry % kRefusedEvery == 0;
    QByteArray text
        = R"({"startedDateTime":"2026-11-21T09:00:00.000Z","time":31.5,"request":{"method":"GET","url":"https://api.example.com/v1/orders/)"
        + QByteArray::number(entry) + R"(?page=1","httpVersion":"h2","headers":[)" + fieldsText(entry)
        + R"(],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},"response":{"status":)" + (refused ? "401" : "200")
        + R"(,"statusText":"","httpVersion":"h2","headers":[{"name":"date","value":"Sat, 21 Nov 2026 09:00:00 GMT"},)"
          R"({"name":"www-authenticate","value":"Bearer error=\"invalid_token\""},)"
        + fieldsText(entry) + R"(],"cookies":[],"content":{"size":4000,"mimeType":"application/json","text":")";
    const QByteArray end
        = R"("},"redirectURL":"","headersSize":-1,"bodySize":-1},"cache":{},)"
          R"("timings":{"blocked":1,"dns":-1,"connect":-1,"ssl":-1,"send":0.5,"wait":28,"receive":2},"serverIPAddress":"192.0.2.1"})";
    const QByteArray piece = R"({\"id\":12345,\"name\":\"an order\",\"state\":\"open\"},\n)";
    while (text.size() + end.size() + piece.size() < kEntrySize)
        text += piece;
    return text + end;
}

bool makeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    file.write(R"({"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[)");
    for (int entry = 0; entry < kEntries; ++entry)
        file.write((entry ? "," : "") + entryText(entry));
    return file.write("]}}") > 0;
}

/// The most memory that this process ever had in use, in bytes.
qint64 peakMemory()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

int readAll(const QString &path)
{
    const auto file = HarFile::open(path);
    if (!file)
        return -1;
    int findings = 0;
    for (int entry = 0; entry < file->count(); ++entry) {
        if (file->summary(entry).status != 401)
            continue;
        if (const auto exchange = file->exchange(entry))
            findings += int(Session::diagnose(*exchange).findings.size());
    }
    return findings;
}

int parseDom(const QString &path)
{
    simdjson::dom::parser parser;
    simdjson::dom::element element;
    return parser.load(path.toStdString()).get(element) == simdjson::SUCCESS ? 1 : -1;
}

int runSide(const QByteArray &side, const QString &path)
{
    QElapsedTimer timer;
    timer.start();
    const int result = side == "--read" ? readAll(path) : parseDom(path);
    std::printf("%lld %lld\n", static_cast<long long>(timer.nsecsElapsed()), static_cast<long long>(peakMemory()));
    return result < 0 ? 1 : 0;
}

struct Measured {
    double milliseconds = 1e18, megabytes = 0;
};

Measured best(const QString &program, const QString &side, const QString &path)
{
    Measured measured;
    for (int round = 0; round < kRounds; ++round) {
        QProcess process;
        process.start(program, {side, path});
        if (!process.waitForFinished(120'000) || process.exitCode() != 0)
            return {};
        const auto numbers = process.readAllStandardOutput().trimmed().split(' ');
        measured.milliseconds = std::min(measured.milliseconds, numbers.at(0).toDouble() / 1e6);
        measured.megabytes = std::max(measured.megabytes, numbers.at(1).toDouble() / (1 << 20));
    }
    return measured;
}

}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (argc == 3)
        return runSide(argv[1], QString::fromLocal8Bit(argv[2]));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("bench.har"));
    if (!makeFile(path))
        return 1;
    const double size = double(QFile(path).size()) / (1 << 20);
    const Measured dom = best(application.applicationFilePath(), QStringLiteral("--dom"), path);
    const Measured read = best(application.applicationFilePath(), QStringLiteral("--read"), path);
    const double time = read.milliseconds / dom.milliseconds, memory = read.megabytes / size;
    std::printf("har --all: %.2f × simdjson DOM (limit %.0f), peak memory %.2f × file (limit %.0f)   [%.0f MB, %.0f ms, DOM %.0f ms]\n",
                time, kTimeLimit, memory, kMemoryLimit, size, read.milliseconds, dom.milliseconds);
    return time <= kTimeLimit && memory <= kMemoryLimit ? 0 : 1;
}
