#include "canary/scene.h"

#include "catch.h"
#include "core/json/values.h"
#include "core/secrets/waiting.h"

#include <QDir>
#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

namespace keyhole {

namespace {

constexpr int kLongestRun = 120'000;

/// Stands for the system's browser: it keeps what it was started with, and goes where it is sent.
constexpr const char *kBrowser = R"(#!/bin/sh
printf '%s\n' "$@" >> "$HOME/opened-addresses"
exec curl --silent --show-error --location --output "$HOME/browser-page" "$1"
)";

void makePrivateFolder(const QString &folder)
{
    REQUIRE(QDir().mkpath(folder));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

}

QByteArray lineOf(qint64 processId, const QString &file, const QByteArray &start)
{
    QFile proc(QString("/proc/%1/%2").arg(processId).arg(file));
    REQUIRE(proc.open(QFile::ReadOnly));
    for (const QByteArray &line : proc.readAll().split('\n')) {
        if (line.startsWith(start))
            return line.simplified();
    }
    return {};
}

void startUnprotected(QProcess &process, const QString &program, const QStringList &arguments)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    // A program that looks for such faults itself would turn a crash into a report.
    environment.insert("ASAN_OPTIONS", environment.value("ASAN_OPTIONS") + ":handle_segv=0");
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(qEnvironmentVariable("HOME"));
    process.setChildProcessModifier([] {
        const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
        setrlimit(RLIMIT_CORE, &all);
        umask(0);
    });
    process.start(program, arguments);
    REQUIRE(process.waitForStarted());
}

void crash(QProcess &process)
{
    ::kill(pid_t(process.processId()), SIGSEGV);
}

QStringList coreFiles(const QString &folder)
{
    return QDir(folder).entryList({"core", "core.*"}, QDir::Files);
}

Scene::Scene()
{
    INFO(display.problem().toStdString());
    REQUIRE_FALSE(display.name().isEmpty());
    qputenv("DISPLAY", display.name());
    qputenv("QT_QPA_PLATFORM", "xcb");
    for (const QString &folder : {exports, home + "/tmp", home + "/bin"})
        makePrivateFolder(folder);
    qputenv("TMPDIR", (home + "/tmp").toUtf8());
    addBrowser();
    server.cookie = secret("cookie");
    server.code = secret("OAuth code");
    server.accessToken = secret("OAuth access token");
    server.refreshToken = secret("OAuth refresh token");
    writeInput(inputs.filePath("recording.har"), recordingOf(secrets, server.address()));
    writeInput(inputs.filePath("postman.json"), postmanExportOf(secrets, server.address()));
    writeInput(inputs.filePath(".netrc"), netrcOf(secrets));
}

Scene::~Scene()
{
    qputenv("PATH", m_path);
    for (const char *variable : {"DISPLAY", "TMPDIR"})
        qunsetenv(variable);
}

void Scene::addBrowser() const
{
    const QString browser = home + "/bin/xdg-open";
    writeInput(browser, kBrowser);
    QFile::setPermissions(browser, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    qputenv("PATH", (home + "/bin:").toUtf8() + m_path);
}

QByteArray Scene::instructions(const QByteArray &script) const
{
    std::vector<JsonMember> members;
    for (const CanarySecret &secret : secrets)
        members.push_back({secret.kind, jsonText(secret.value)});
    return toJson(jsonObject({{"script", jsonText(script)},
                              {"server", jsonText(server.address())},
                              {"exports", jsonText(exports.toUtf8())},
                              {"inputs", jsonText(inputs.path().toUtf8())},
                              {"secrets", jsonObject(members)}}));
}

/// Until it has said "done"; what it has copied must be found, or the search of the clipboard would prove nothing.
void Scene::follow(QProcess &window)
{
    QDeadlineTimer next(0);
    const auto hasLine = [&] {
        if (next.hasExpired()) {
            scan.searchProcess(window.processId());
            next.setRemainingTime(200);
        }
        return window.canReadLine() || window.state() == QProcess::NotRunning;
    };
    QByteArray told = "copied";
    while (told == "copied") {
        REQUIRE(becomesTrue(hasLine, kLongestRun));
        told = window.readLine().trimmed();
        if (told != "copied")
            break;
        CanaryScan control(secrets);
        Places::searchSelections(control);
        CHECK_FALSE(control.hits().empty());
        window.write("go on\n");
    }
    CHECK(told == "done");
}

void Scene::runWindow(const QByteArray &script, const QByteArray &end)
{
    QProcess window;
    startUnprotected(window, KEYHOLE_CANARY_WINDOW, {});
    window.write(instructions(script) + '\n');
    follow(window);
    if (window.state() == QProcess::Running) {
        if (server.verifier.size() > 0)
            scan.add({"PKCE verifier of the sign-in", server.verifier});
        scan.searchProcess(window.processId());
        CHECK(lineOf(window.processId(), "limits", "Max core file size") == "Max core file size 0 0 bytes");
    }
    if (end == "crash")
        crash(window);
    else
        window.write(end + '\n');
    REQUIRE(becomesTrue([&] { return window.state() == QProcess::NotRunning; }));
    const QByteArray errors = window.readAllStandardError();
    INFO(script.toStdString() << ": " << errors.toStdString());
    CHECK((window.exitStatus() == QProcess::CrashExit) == (end == "crash"));
    CHECK(coreFiles(home).isEmpty());
    scan.searchBytes(window.readAllStandardOutput() + errors, "what the window wrote");
}

void Scene::runCommand(const QStringList &arguments, const QByteArray &input, const QList<int> &expected)
{
    QProcess process;
    startUnprotected(process, KEYHOLE_CLI, arguments);
    scan.searchProcess(process.processId());
    process.write(input);
    process.closeWriteChannel();
    REQUIRE(becomesTrue([&] { return process.state() == QProcess::NotRunning; }, 30'000));
    const QByteArray out = process.readAllStandardOutput(), errors = process.readAllStandardError();
    INFO(arguments.join(' ').toStdString() << ": " << errors.toStdString());
    CHECK(expected.contains(process.exitCode()));
    CHECK_FALSE((out + errors).isEmpty());
    scan.searchBytes(out + errors, "keyhole-cli " + arguments.join(' '));
}

}
